"""The one way in which a value of somebody known becomes another: by an import and by a correction.

No act of its own: whoever calls has the rows locked, has checked the value, and writes the journal entry.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from cunli.registry.kinds import CorrectionField, NumberField, Relation
from cunli.registry.models import Dwelling, Household, Membership, Person
from cunli.registry.services.naming import keep_former
from cunli.registry.services.people import follow_id_number, set_number

BATCH = 200
_OURS = "rows that the caller has read within reach"
_NUMBER = ("", "_blind", "_last4")
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "name": ("name",),
    "born_on": ("born_on",),
    "sex": ("sex",),
    "ethnicity": ("ethnicity",),
    **{str(field): tuple(field + part for part in _NUMBER) for field in NumberField},
    "id_number": (*(f"id_number{part}" for part in _NUMBER), "born_on", "sex"),
}
"""What writing a field of a person writes. Birth and sex follow the ID number."""


def set_value(person: Person, field: str, value: str | date | None) -> None:
    """On the instance; ``write_people`` saves it. ``value`` has been checked; a day may be ISO text."""
    if field in NumberField.values:
        set_number(person, field, str(value or ""))
        if field == NumberField.ID_NUMBER:
            follow_id_number(person)
    elif field == CorrectionField.BORN_ON and isinstance(value, str):
        person.born_on = date.fromisoformat(value)
    else:
        setattr(person, field, value)


def write_people(changed: Mapping[str, Sequence[Person]], *, former: Mapping[Person, str], on: date) -> None:
    """Save what ``set_value`` set, by field. ``former``: the names that people had until ``on``."""
    write = Person.objects.unscoped(_OURS)
    for field, people in changed.items():
        write.bulk_update(people, COLUMNS[field], batch_size=BATCH)
    if former:
        keep_former(former, until=on)


def write_relations(wanted: Sequence[tuple[Membership, str]]) -> None:
    """Who is head no more first: a household has one head at every moment."""
    write = Membership.objects.unscoped(_OURS)
    for heads in (False, True):
        some = [(membership, relation) for membership, relation in wanted if (relation == Relation.HEAD) is heads]
        for membership, relation in some:
            membership.relation = relation
        write.bulk_update([membership for membership, _relation in some], ["relation"], batch_size=BATCH)


def write_where(household: Household, field: str, value: str) -> None:
    """Of the house, and so of every household in it. A household without a house gets one."""
    house = household.dwelling
    if house is None:
        house = Dwelling(
            county_id=household.county_id, town_id=household.town_id, village_id=household.village_id,
            grid_id=household.grid_id, area_id=household.area_id,
        )  # fmt: skip
    setattr(house, field, value)
    house.save()
    if household.dwelling_id is None:
        household.dwelling = house
        household.save(update_fields=["dwelling"])
