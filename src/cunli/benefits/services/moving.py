"""What one person is to receive becomes another's, because they are the same."""

from __future__ import annotations

from datetime import datetime

from cunli.benefits.models import Entitlement
from cunli.lib import reversible
from cunli.lib.actors import Actor
from cunli.lib.reversible import Moved
from cunli.registry.models import Person

MOVES = frozenset({"benefits.Entitlement.person"})
"""The foreign keys to a person that this file leads over."""


def move_entitlements(*, actor: Actor, kept: Person, gone: Person, at: datetime) -> list[Moved]:
    """All of them, running and ended; what was paid stays on its list as it was. Journalled with the merge."""
    del actor, at
    rows = Entitlement.objects.unscoped("of two people within the actor's reach").filter(person=gone)
    return reversible.change(rows, person_id=kept.pk)
