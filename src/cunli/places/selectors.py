"""Reads about places."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, Q, QuerySet

from cunli.lib.scope import Scope
from cunli.places.kinds import CodeSystem, Level, UnitKind
from cunli.places.models import Area, AreaCode, AreaName, Grid, Unit


@dataclass(frozen=True, slots=True)
class Ancestry:
    """The ancestor columns that rows of other floors copy. Null above the area's own level."""

    county_id: int | None
    town_id: int | None
    village_id: int | None


@dataclass(frozen=True, slots=True)
class Node:
    """One area of the tree, with its code in force and what lies in it."""

    area_id: int
    name: str
    level: str
    code: str
    children: tuple[Node, ...]

    def as_json(self) -> dict[str, object]:
        return {
            "name": self.name,
            "level": self.level,
            "code": self.code,
            "children": [child.as_json() for child in self.children],
        }


def ancestry_of(area: Area) -> Ancestry:
    return Ancestry(county_id=area.county_id, town_id=area.town_id, village_id=area.village_id)


def areas_in_force(on: date) -> QuerySet[Area]:
    return Area.objects.filter(Q(valid_until=None) | Q(valid_until__gt=on), valid_from__lte=on)


def area_tree(*, on: date, scope: Scope | None = None) -> tuple[Node, ...]:
    """The areas in force on a day as trees; only those within ``scope`` when one is given, called as they
    were called then. Three queries."""
    found = areas_in_force(on)
    if scope is not None:
        found = found.filter(Area.objects.all().scope_filter(scope))
    codes = AreaCode.objects.filter(Q(valid_until=None) | Q(valid_until__gt=on), valid_from__lte=on)
    names = AreaName.objects.filter(valid_from__lte=on, valid_until__gt=on)
    beside = (Prefetch("codes", queryset=codes.order_by("system")), Prefetch("former_names", queryset=names))
    rows = list(found.prefetch_related(*beside).order_by("id"))
    known = {area.pk for area in rows}
    below: dict[int | None, list[Area]] = defaultdict(list)
    for area in rows:
        below[area.parent_id if area.parent_id in known else None].append(area)
    return _nodes(below, None)


def villages_within(scope: Scope, *, on: date) -> list[Area]:
    """Villages that a place can be picked from, with their town at hand."""
    return list(_villages(scope, on).select_related("town"))


def village_names_within(scope: Scope, *, on: date) -> list[tuple[int, str]]:
    """The same villages as (id, short name), for a list to choose from."""
    return list(_villages(scope, on).values_list("pk", "short_name"))


def _villages(scope: Scope, on: date) -> QuerySet[Area]:
    found = areas_in_force(on).filter(Area.objects.all().scope_filter(scope), level=Level.VILLAGE)
    return found.order_by("town__name", "name")


def grids_of(village_id: int) -> list[Grid]:
    return list(Grid.objects.filter(village_id=village_id, valid_until=None).order_by("code"))


def grid_name(grid_id: int) -> str:
    """Names of grids are public; "" where there is none such."""
    return Grid.objects.filter(pk=grid_id).values_list("name", flat=True).first() or ""


def units_of(
    *, area: Area | None = None, function: str | None = None, kind: str | None = None, county_id: int | None = None
) -> QuerySet[Unit]:
    """Open units, exactly at ``area`` or anywhere in a county, by function and kind. Ordered by name."""
    found = Unit.objects.filter(closed_on=None)
    if area is not None:
        found = found.filter(area=area)
    if county_id is not None:
        found = found.filter(county_id=county_id)
    if function is not None:
        found = found.filter(function=function)
    if kind is not None:
        found = found.filter(kind=kind)
    return found.select_related("area").order_by("name", "id")


def nearest_unit(*, area: Area, function: str) -> Unit | None:
    """The public unit for ``function`` at the area itself or the nearest level above it; None when there is none.

    Outside companies are never found here: they are asked, not assigned.
    """
    levels = [area.pk, area.village_id, area.town_id, area.county_id]
    wanted = [pk for pk in levels if pk is not None]
    units = Unit.objects.filter(closed_on=None, area_id__in=wanted, function=function)
    units = units.exclude(kind=UnitKind.OUTSIDE_COMPANY).select_related("area")
    return min(units, key=lambda unit: (wanted.index(unit.area_id), unit.pk), default=None)


def area_by_code(code: str, *, system: str = CodeSystem.STATISTICS) -> Area | None:
    """The area a code belongs or belonged to: codes are never reused, so the day does not matter."""
    row = AreaCode.objects.filter(system=system, code=code).select_related("area").first()
    return row.area if row else None


def _nodes(below: dict[int | None, list[Area]], parent_id: int | None) -> tuple[Node, ...]:
    return tuple(
        Node(
            area_id=area.pk,
            name=next((row.name for row in area.former_names.all()), area.name),
            level=area.level,
            code=next((row.code for row in area.codes.all()), ""),
            children=_nodes(below, area.pk),
        )
        for area in below[parent_id]
    )
