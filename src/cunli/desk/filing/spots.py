"""Where a person may say that something is: their own grid first, then the rest of the village or town."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext as _

from cunli.accounts.roles import Role
from cunli.lib.actors import Actor
from cunli.lib.scope import Scope
from cunli.places.kinds import Level, UnitFunction
from cunli.places.models import Area, Unit
from cunli.places.selectors import areas_in_force, grids_of, nearest_unit, villages_within
from cunli.procedures.grammar import ABOVE, Procedure
from cunli.registry.models import Person
from cunli.registry.selectors import persons_of_user

MOST = 1000


@dataclass(frozen=True, slots=True)
class Spot:
    """A village, or one grid of it. ``value`` is what the form sends."""

    value: str
    word: str
    area: Area
    grid_id: int | None = None


def spots_for(actor: Actor, *, on: date, person: Person | None = None) -> list[Spot]:
    """The nearest first; at most two queries beside the person's own row. Empty for posts without an area."""
    if actor.role == Role.VILLAGER:
        return _own_village(person, on=on)
    villages = villages_within(actor.scope, on=on)
    if len(villages) != 1:
        return [_village(area) for area in villages]
    return _with_grids(villages[0], actor.scope.grids)


def spots_to_open(actor: Actor, law: Procedure, *, on: date) -> list[Spot]:
    """Of what comes to the desk above, the own area, in whose name one asks; else that and whatever lies in it. Whoever
    serves at a unit of the county writes down what happened anywhere."""
    own = _own_area(actor)
    if own is None:
        return _everywhere(on)
    if law.desk.level == ABOVE:
        return [replace(own, word=_("替%(place)s提") % {"place": own.word})]
    inside = spots_for(actor, on=on)
    return inside if own.area.level == Level.VILLAGE else [own, *inside]


def _own_area(actor: Actor) -> Spot | None:
    """None for a unit of the county."""
    unit = Unit.objects.select_related("village", "town").get(pk=actor.unit_id or 0)
    area = unit.village or unit.town
    return Spot(f"v{area.pk}", area.short_name, area) if area is not None else None


def _everywhere(on: date) -> list[Spot]:
    """Every town of the county, then every village."""
    areas = areas_in_force(on).filter(level__in=(Level.TOWN, Level.VILLAGE)).select_related("town")
    found = list(areas.order_by("town__name", "name")[:MOST])
    towns = [Spot(f"v{area.pk}", area.short_name, area) for area in found if area.level == Level.TOWN]
    return [*towns, *(_village(area) for area in found if area.level == Level.VILLAGE)]


def person_of(actor: Actor) -> Person | None:
    """The register's row of a villager; nobody for staff, who ask on behalf of others."""
    if actor.role != Role.VILLAGER or actor.user_id is None:
        return None
    return next(iter(persons_of_user(actor.user_id)), None)


def duty_phone(spots: Sequence[Spot]) -> str:
    """The number of the town's duty for the first spot, for what cannot wait for a form."""
    unit = nearest_unit(area=spots[0].area, function=UnitFunction.PEACE) if spots else None
    return unit.phone if unit else ""


def sees_the_village(actor: Actor, area: Area) -> Actor:
    """The same actor, reaching the whole village: only to ask whether a danger there is already known."""
    here = frozenset({area.pk}) | actor.scope.villages
    return replace(actor, scope=replace(actor.scope, villages=here))


def _own_village(person: Person | None, *, on: date) -> list[Spot]:
    """The village one is registered in; who is in no register picks from all."""
    if person is not None:
        scope = Scope(villages=frozenset({person.village_id}))
        return [replace(_village(area), grid_id=person.grid_id) for area in villages_within(scope, on=on)]
    return _villages(on=on)


def _villages(*, on: date, **of: int | None) -> list[Spot]:
    areas = areas_in_force(on).filter(level=Level.VILLAGE, **of).select_related("town").order_by("town__name", "name")
    return [_village(area) for area in areas[:MOST]]


def _village(area: Area) -> Spot:
    return Spot(f"v{area.pk}", _("%(town)s %(village)s") % {"town": area.town or "", "village": area.short_name}, area)


def _with_grids(area: Area, own: frozenset[int]) -> list[Spot]:
    """A village with one grid has no choice to make; in others the own grid stands first."""
    grids = sorted(grids_of(area.pk), key=lambda grid: grid.pk not in own)
    found = [Spot(f"g{grid.pk}", grid.name, area, grid.pk) for grid in grids]
    unsure = Spot(f"v{area.pk}", _("%(village)s，说不准哪个网格") % {"village": area.short_name}, area)
    if not found:
        return [replace(unsure, word=area.short_name)]
    if len(found) == 1:
        return [replace(found[0], word=area.short_name)]
    return [*found, unsure] if own else [unsure, *found]
