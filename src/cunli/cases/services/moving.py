"""What one person asked for becomes another's, because they are the same."""

from __future__ import annotations

from datetime import datetime

from cunli.cases.models import Matter
from cunli.lib import reversible
from cunli.lib.actors import Actor
from cunli.lib.reversible import Moved
from cunli.registry.models import Person

MOVES = frozenset({"cases.Matter.person"})
"""The foreign keys to a person that this file leads over."""


def move_matters(*, actor: Actor, kept: Person, gone: Person, at: datetime) -> list[Moved]:
    """All of them, open and ended, wherever they were filed. Journalled with the merge."""
    del actor, at
    matters = Matter.objects.unscoped("of two people within the actor's reach").filter(person=gone)
    return reversible.change(matters, person_id=kept.pk)
