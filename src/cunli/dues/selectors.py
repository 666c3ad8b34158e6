"""Read what is due."""

from __future__ import annotations

from datetime import datetime
from heapq import merge
from itertools import islice

from django.db.models import Q

from cunli.accounts.roles import Capability
from cunli.dues.models import Due, DueQuerySet
from cunli.lib.actors import Actor

CAP = 100
WHOSE = "only what is the actor's own, or lies at units that the actor looks after"


def due_for(
    actor: Actor, *, limit: int = 50, since: datetime | None = None, until: datetime | None = None
) -> list[Due]:
    """The nearest ``limit`` dues that are the actor's own, or that wait at the units they serve at or stand in for.

    ``since`` and, up to and with, ``until`` when given. Index scans merged here, because one OR over them cannot be
    read in order of the day.
    """
    lists = [found.filter(_between(since, until)).nearest()[:limit] for found in _whose(actor)]
    return list(islice(merge(*lists, key=lambda due: (due.due_at, due.pk)), limit))


def count_until(actor: Actor, until: datetime, *, since: datetime | None = None) -> int:
    """How many of the same fall up to ``until``; counted up to 100, because a page only says "100+"."""
    first, *others = (found.filter(_between(since, until)).order_by().values("id") for found in _whose(actor))
    return len(first.union(*others, all=True)[:CAP])


def _between(since: datetime | None, until: datetime | None) -> Q:
    lower = Q(due_at__gte=since) if since else Q()
    return lower & Q(due_at__lte=until) if until else lower


def _whose(actor: Actor) -> list[DueQuerySet]:
    """The actor's own; what at their units nobody has taken, or somebody who has left; what waits at units without
    anybody, if it is theirs to screen. Never the same row twice."""
    dues, scope = Due.objects.unscoped(WHOSE).exclude(not_user_id=actor.user_id or 0), actor.scope
    free = Q(user_id=None) | (Q(is_left=True) & ~Q(user_id=actor.user_id))
    found = [dues.filter(user_id__isnull=False, user_id=actor.user_id), dues.filter(free, unit_id__in=scope.units)]
    if scope.allows(Capability.SCREEN):
        others = dues.exclude(unit_id__in=scope.units).filter(Q(user_id=None) | ~Q(user_id=actor.user_id))
        found.append(others.filter(left_to_area_id__in=scope.villages | scope.towns))
    return found
