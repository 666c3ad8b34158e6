"""What one person asked for becomes another's, because they are the same."""

from __future__ import annotations

from datetime import datetime

from cunli.cases.models import Listed, Matter, Participant
from cunli.lib import reversible
from cunli.lib.actors import Actor
from cunli.lib.reversible import Moved
from cunli.registry.models import Person

MOVES = frozenset({"cases.Matter.person", "cases.Participant.person", "cases.Listed.person"})
"""The foreign keys to a person that this file leads over."""


def move_matters(*, actor: Actor, kept: Person, gone: Person, at: datetime) -> list[Moved]:
    """All of them, open and ended, wherever they were filed. Journalled with the merge."""
    del actor, at
    matters = Matter.objects.unscoped("of two people within the actor's reach").filter(person=gone)
    part = Participant.objects.filter(person=gone)
    # Who is on a list twice was on it as two people: one of the two rows stays with who is gone.
    own = Listed.objects.unscoped("of two people within the actor's reach").filter(person=kept)
    listed = Listed.objects.unscoped("of two people within the actor's reach").filter(person=gone)
    alone = listed.exclude(batch_id__in=own.values("batch_id"))
    return [move for rows in (matters, part, alone) for move in reversible.change(rows, person_id=kept.pk)]
