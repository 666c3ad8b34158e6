"""How far lists of people have come: plain counts by village for whoever has an area, people for whoever sees them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from cunli.cases.models import Batch, Listed
from cunli.lib.refusals import NotYours
from cunli.lib.scope import Scope
from cunli.places.scoping import ancestor_filter
from cunli.registry.models import Membership

_COUNTS = "counts by village; the people are read within the scope"
OPEN = Q(matter__is_open=True)


@dataclass(frozen=True, slots=True)
class VillageCount:
    """Of one village, in the order of the register. ``left_out``: nobody to verify any more."""

    village: str
    listed: int
    done: int
    at_home: int
    open: int
    unsolved: int
    waiting: int
    left_out: int


def lists_within(scope: Scope) -> QuerySet[Batch]:
    """Lists with somebody in the scope's areas, or drawn up by its own unit; the newest first."""
    here = Listed.objects.unscoped(_COUNTS).filter(_near(scope), batch=OuterRef("pk"))
    found = Batch.objects.filter(Exists(here) | Q(unit_id__in=scope.units))
    return found.select_related("area", "unit").order_by("-chosen_on", "-id")


def list_for(scope: Scope, batch_id: int) -> Batch:
    """Raises NotYours."""
    found = lists_within(scope).filter(pk=batch_id).first()
    if found is None:
        raise NotYours(_("没有找到这份名单"), instead=_("名单由镇里或县里列，请问他们。"))
    return found


def counts_by_village(scope: Scope, batch: Batch, *, at_home: str) -> Sequence[VillageCount]:
    """One query. ``at_home``: the state of who is helped at home. Never sorted by how far a village has come."""
    near = Q() if batch.unit_id in scope.units else _near(scope)
    rows = Listed.objects.unscoped(_COUNTS).filter(near, batch=batch).values("village_id", "village__short_name")
    counted = rows.annotate(
        listed=Count("pk"),
        done=Count("pk", filter=Q(matter__outcome="not_asked") | Q(matter__outcome="solved")),
        at_home=Count("pk", filter=OPEN & Q(matter__state=at_home)),
        open=Count("pk", filter=OPEN),
        unsolved=Count("pk", filter=Q(matter__outcome="not_solved")),
        waiting=Count("pk", filter=Q(matter=None, left_out="")),
        left_out=Count("pk", filter=~Q(left_out="")),
    )
    return [
        VillageCount(
            row["village__short_name"], row["listed"], row["done"], row["at_home"], row["open"], row["unsolved"],
            row["waiting"], row["left_out"],
        )
        for row in counted.order_by("village_id")
    ]  # fmt: skip


def still_open(scope: Scope, batch: Batch) -> QuerySet[Listed]:
    """Who is not verified yet, as they stand on the list."""
    rows = Listed.objects.within(scope).filter(OPEN, batch=batch)
    return rows.select_related("person", "matter", "village").order_by("id")


def gone_since(scope: Scope, batch: Batch) -> QuerySet[Listed]:
    """Who was left out, and who died or moved away after their matter was opened."""
    lives = Membership.objects.unscoped("of people read within a scope").filter(person=OuterRef("person"))
    gone = OPEN & (Q(person__died_on__isnull=False) | ~Exists(lives.filter(valid_until=None)))
    rows = Listed.objects.within(scope).filter(~Q(left_out="") | gone, batch=batch)
    return rows.select_related("person", "matter", "village").order_by("id")


def _near(scope: Scope) -> Q:
    """By area, whatever the post sees of the register: a count names nobody."""
    found = ancestor_filter(scope)
    return found | Q(grid_id__in=scope.grids) if scope.grids else found
