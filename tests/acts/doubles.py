"""People who stand in the register of 石头村 twice, for the tests of merging."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from cunli.registry import services
from cunli.registry.kinds import FoundBy, Relation
from cunli.registry.models import Duplicate, Household, Person
from cunli.registry.services.people import Numbers
from tests.cast import NOW, Cast

BORN = date(1950, 3, 5)
SINCE = date(2020, 1, 1)
WHY = "问过本人，看过户口簿"


def household(cast: Cast, who: str = "wang_clerk", village: str = "shitou") -> Household:
    return services.register_household(actor=cast.actor(who), area_id=cast.areas[village].pk, since=SINCE, at=NOW)


def person(
    cast: Cast,
    home: Household,
    name: str,
    *,
    who: str = "wang_clerk",
    relation: str = Relation.OTHER,
    born: date | None = BORN,
    since: date = SINCE,
    **numbers: str,
) -> Person:
    return services.add_person(
        actor=cast.actor(who), household_id=home.pk, name=name, relation=relation, since=since, born_on=born, at=NOW,
        numbers=Numbers(**numbers),
    )  # fmt: skip


@dataclass
class Double:
    """王桂兰, head of her household, with a phone; and 王桂蓝 of the same day in the same household."""

    home: Household
    first: Person
    second: Person
    pair: Duplicate


def double(cast: Cast, **second: str) -> Double:
    home = household(cast)
    one = person(cast, home, "王桂兰", relation=Relation.HEAD, phone="13800001234")
    other = person(cast, home, "王桂蓝", **second)
    return Double(home, one, other, found(cast, one, other))


def found(cast: Cast, *people: Person) -> Duplicate:
    """The pair that a look at these people finds."""
    services.note_duplicates(
        actor=cast.actor("system"), person_ids=[one.pk for one in people], found_by=FoundBy.SWEEP, at=NOW
    )
    return Duplicate.objects.unscoped("test").latest("id")
