"""Units at which nobody serves, and whose screeners stand in for them: nobody waits for nobody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from cunli.accounts.models import Post
from cunli.accounts.roles import CAPABILITIES, Capability
from cunli.accounts.selectors import in_force
from cunli.places.kinds import UnitKind
from cunli.places.models import Unit

WORKERS = tuple(str(role) for role, able in CAPABILITIES.items() if Capability.WORK_MATTER in able)
SCREENERS = frozenset(str(role) for role, able in CAPABILITIES.items() if Capability.SCREEN in able)


def serving(on: date) -> QuerySet[Post]:
    """Every post that works on matters that day and whose holder can sign in. To be narrowed by the caller."""
    found = Post.objects.unscoped("who serves where decides whose a due is")
    return in_force(found.filter(role__in=WORKERS, user__is_active=True), on)


@dataclass(frozen=True, slots=True)
class Staffing:
    """Who serves where on one day. Ids of units, users, areas."""

    there: frozenset[tuple[int, int]]
    """``(unit, user)``"""
    staffed: frozenset[int]
    vacant: dict[int, int]
    """The area whose screeners stand in, by unit. A village's cadres stand in for its units; the town's officers for
    its offices, and for villages without a cadre. An outside company is asked and chased, never stood in for."""


def staffing(on: date) -> Staffing:
    """Two queries, as long as the lists of posts and units."""
    posts = list(serving(on).values_list("unit_id", "user_id", "role", "unit__village_id"))
    staffed = frozenset(unit for unit, *_rest in posts)
    screened = {village for *_rest, role, village in posts if role in SCREENERS and village is not None}
    units = Unit.objects.exclude(kind=UnitKind.OUTSIDE_COMPANY).exclude(pk__in=staffed)
    vacant = {
        pk: village if village in screened else town
        for pk, village, town in units.values_list("pk", "village_id", "town_id")
        if village in screened or town is not None
    }
    return Staffing(there=frozenset((unit, user) for unit, user, *_rest in posts), staffed=staffed, vacant=vacant)
