"""给我的干部打电话: whom a villager calls first, and what stands there while nobody is known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from cunli.cases.models import Matter
from cunli.places.kinds import Level, UnitFunction
from cunli.places.models import Area, Unit
from cunli.places.selectors import nearest_unit, units_of
from cunli.registry.models import Person
from cunli.registry.selectors import Contact, contact_for
from cunli.visits.selectors import who_to_call


@dataclass(frozen=True, slots=True)
class FirstCall:
    """``contact`` where somebody is known; else ``stations``, the one of the village or those of the towns."""

    contact: Contact | None
    stations: Sequence[Unit]
    knows_village: bool


def first_call(person: Person | None, matters: Sequence[Matter], *, on: date) -> FirstCall:
    """Whoever looks after their household; else by where the register says they live, or by the village of what they
    asked for last. At most four queries."""
    last = next((matter for matter in matters if matter.village_id is not None), None)
    village_id = person.village_id if person else last.village_id if last else None
    if person:
        contact = who_to_call(person.pk, grid_id=person.grid_id, village_id=person.village_id, on=on)
    else:
        contact = contact_for(grid_id=None, village_id=village_id, on=on) if village_id is not None else None
    if contact is not None and contact.phone:
        return FirstCall(contact, (), knows_village=True)
    return FirstCall(None, _stations(village_id), knows_village=village_id is not None)


def _stations(village_id: int | None) -> list[Unit]:
    """The nearest service station of a village; without a village those that serve a whole town or the county."""
    if village_id is not None:
        unit = nearest_unit(area=Area.objects.get(pk=village_id), function=UnitFunction.STATION)
        return [unit] if unit is not None and unit.phone else []
    found = units_of(function=UnitFunction.STATION).exclude(phone="")
    return list(found.filter(area__level__in=[Level.TOWN, Level.COUNTY]))
