"""Units at which nobody serves, and who stands in for them: nobody waits for nobody."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from cunli.accounts.models import Post
from cunli.accounts.roles import CAPABILITIES, Capability
from cunli.accounts.selectors import in_force
from cunli.lib.scope import Scope
from cunli.places.kinds import UnitKind
from cunli.places.models import Unit

WORKERS = tuple(str(role) for role, able in CAPABILITIES.items() if Capability.WORK_MATTER in able)
SCREENERS = tuple(str(role) for role, able in CAPABILITIES.items() if Capability.SCREEN in able)


def serving(on: date) -> QuerySet[Post]:
    """Every post that works on matters that day and whose holder can sign in. To be narrowed inside another query."""
    found = Post.objects.unscoped("who serves where decides whose a due is")
    return in_force(found.filter(role__in=WORKERS, user__is_active=True), on)


def units_looked_after(scope: Scope, on: date) -> frozenset[int] | QuerySet[Unit, Any]:
    """The scope's own units, and those at which nobody serves that day and for which it stands in.

    A village's cadres stand in for its units; the town's officers for its offices, and for villages without a cadre.
    An outside company is asked and chased, never stood in for. Ids, or a query of ids to stand inside another.
    """
    if not scope.allows(Capability.SCREEN):
        return scope.units
    cadres = serving(on).filter(role__in=SCREENERS, unit__village_id=OuterRef("village_id"))
    ours = Q(village_id__in=scope.villages) | (Q(town_id__in=scope.towns) & ~Exists(cadres))
    vacant = ours & ~Q(kind=UnitKind.OUTSIDE_COMPANY) & ~Exists(serving(on).filter(unit_id=OuterRef("pk")))
    return Unit.objects.filter(Q(pk__in=scope.units) | vacant).values("pk")
