"""Reads of the roster, within a scope."""

from __future__ import annotations

from datetime import date

from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from cunli.lib.actors import Actor
from cunli.lib.refusals import NotYours
from cunli.lib.scope import Scope
from cunli.places.models import Area
from cunli.roster.models import RosterEntry, RosterEntryQuerySet

MOST = 100


def entries_within(
    scope: Scope, *, on: date, village: Area | None = None, grid_id: int | None = None
) -> QuerySet[RosterEntry]:
    """Who belongs where on a day, the whole town's first, then village by village; of one village, or one grid of it,
    with what is the whole town's. To be paged: three queries."""
    found: RosterEntryQuerySet = RosterEntry.objects.within(scope).on(on)
    if village is not None and village.town_id is not None:
        found = found.of(town_id=village.town_id, village_id=village.pk, grid_id=grid_id)
    found = found.select_related("unit", "town", "village").prefetch_related("grids__grid")
    return found.order_by("town__name", F("village__name").asc(nulls_first=True), "force", "name", "id")


def who_belongs_to(*, town_id: int, village_id: int | None, grid_id: int | None, on: date) -> list[RosterEntry]:
    """For whoever works on a matter there: one query. The nearest first: of the grid or village, then of the town."""
    rows = RosterEntry.objects.unscoped("whoever works on a matter may call who belongs to its place")
    found = rows.on(on).of(town_id=town_id, village_id=village_id, grid_id=grid_id).select_related("unit")
    return sorted(found[:MOST], key=lambda entry: (entry.village_id is None, entry.force, entry.name))


def entry_for(actor: Actor, entry_id: int) -> RosterEntry:
    """An entry within the actor's scope. Raises NotYours."""
    found = (
        RosterEntry.objects.within(actor.scope).filter(pk=entry_id).select_related("unit", "town", "village").first()
    )
    if found is None:
        raise NotYours(_("没有找到这一位"), instead=_("请回到名单再点一次。"))
    return found
