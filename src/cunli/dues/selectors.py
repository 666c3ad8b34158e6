"""Read what is due."""

from __future__ import annotations

from datetime import date, datetime
from heapq import merge
from itertools import islice

from django.db.models import Exists, OuterRef, Q

from cunli.accounts.vacancies import serving, units_looked_after
from cunli.dues.models import Due, DueQuerySet
from cunli.lib.actors import Actor

CAP = 100
WHOSE = "only what is the actor's own, or lies at units that the actor looks after"


def due_for(actor: Actor, *, on: date, limit: int = 50) -> list[Due]:
    """The nearest ``limit`` dues that are the actor's own on a day, or that wait at the units they look after.

    Two index scans merged here, because one OR over both cannot be read in order of the day.
    """
    lists = [found.nearest()[:limit] for found in _whose(actor, on)]
    return list(islice(merge(*lists, key=lambda due: (due.due_at, due.pk)), limit))


def count_before(actor: Actor, moment: datetime, *, on: date) -> int:
    """How many of the same fall before ``moment``; counted up to 100, because a page only says "100+"."""
    first, *others = (found.filter(due_at__lt=moment).order_by().values("id") for found in _whose(actor, on))
    return len(first.union(*others, all=True)[:CAP])


def _whose(actor: Actor, on: date) -> tuple[DueQuerySet, DueQuerySet]:
    """The actor's own; and, never the same row, what at their units nobody has taken, or somebody who serves there no
    more, so that it would be seen by nobody."""
    dues, units = Due.objects.unscoped(WHOSE), units_looked_after(actor.scope, on)
    still_there = serving(on).filter(unit_id=OuterRef("unit_id"), user_id=OuterRef("user_id"))
    free = Q(user_id=None) | (~Q(user_id=actor.user_id) & ~Exists(still_there))
    return dues.filter(user_id__isnull=False, user_id=actor.user_id), dues.filter(free, unit_id__in=units)
