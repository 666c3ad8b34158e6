"""Read what is due."""

from __future__ import annotations

from datetime import datetime
from heapq import merge
from itertools import islice

from cunli.dues.models import Due
from cunli.lib.actors import Actor

CAP = 100


def due_for(actor: Actor, *, limit: int = 50) -> list[Due]:
    """The nearest ``limit`` dues of this actor: their own, and their units' that nobody has taken.

    Two index scans merged here, because one OR over both cannot be read in order of the day.
    """
    own = _nearest(actor, limit, user_id=actor.user_id) if actor.user_id else []
    units = _nearest(actor, limit, user_id=None, unit_id__in=actor.scope.units) if actor.scope.units else []
    return list(islice(merge(own, units, key=lambda due: (due.due_at, due.pk)), limit))


def count_before(actor: Actor, moment: datetime) -> int:
    """How many dues fall before ``moment``; counted up to 100, because a page only says "100+"."""
    found = Due.objects.within(actor.scope).filter(due_at__lt=moment).order_by().values("id")[:CAP]
    return len(found)


def _nearest(actor: Actor, limit: int, **which: object) -> list[Due]:
    return list(Due.objects.within(actor.scope).filter(**which).nearest()[:limit])
