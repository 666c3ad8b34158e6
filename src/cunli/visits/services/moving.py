"""Whoever was met under two entries of the register was one person."""

from __future__ import annotations

from datetime import datetime

from cunli.lib import reversible
from cunli.lib.actors import Actor
from cunli.lib.reversible import Moved
from cunli.registry.models import Person
from cunli.visits.models import NoteMet

MOVES = frozenset({"visits.NoteMet.person"})
"""The foreign keys to a person that this file leads over."""


def move_notes(*, actor: Actor, kept: Person, gone: Person, at: datetime) -> list[Moved]:
    """In the notes that name either; one that names both names the kept one once. Journalled with the merge."""
    del actor, at
    rows = NoteMet.objects.filter(person=gone)
    twice = rows.filter(note__in=NoteMet.objects.filter(person=kept).values("note_id"))
    return [*reversible.set_aside(twice), *reversible.change(NoteMet.objects.filter(person=gone), person_id=kept.pk)]
