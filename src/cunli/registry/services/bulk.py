"""A whole register at once: demo data and imports. One journal entry, rows in batches."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import connection, transaction

from cunli.journal.services import record
from cunli.lib.actors import Actor
from cunli.lib.refusals import Invalid
from cunli.lib.rows import insert_instances, insert_rows
from cunli.registry import rules
from cunli.registry.kinds import Datum, NumberField, Sex
from cunli.registry.models import Dwelling, Household, Label, Membership, Person, SearchKey
from cunli.registry.services import reach
from cunli.registry.services.naming import index_new
from cunli.registry.services.people import follow_id_number, place_in, set_number

BATCH = 500


@dataclass(frozen=True, slots=True)
class LabelIn:
    kind: str
    source: str
    valid_from: date
    valid_until: date | None = None


@dataclass(frozen=True, slots=True)
class PersonIn:
    """A member. ``since`` and ``until`` default to the household's; ``died_on`` needs an ``until`` of its own."""

    name: str
    relation: str
    sex: str = Sex.UNKNOWN
    born_on: date | None = None
    ethnicity: str = ""
    id_number: str = ""
    phone: str = ""
    bank: str = ""
    since: date | None = None
    until: date | None = None
    ended_because: str = ""
    died_on: date | None = None
    user_id: int | None = None
    labels: tuple[LabelIn, ...] = ()


@dataclass(frozen=True, slots=True)
class HouseholdIn:
    """A household with its house. ``area_id`` is its villager group, or the village where it has none."""

    area_id: int
    household_no: str
    since: date
    members: tuple[PersonIn, ...]
    grid_id: int | None = None
    door_no: str = ""
    address: str = ""
    position: tuple[Decimal, Decimal] | None = None
    datum: str = Datum.WGS84
    labels: tuple[LabelIn, ...] = ()


@dataclass(frozen=True, slots=True)
class Loaded:
    """How much was written."""

    households: int
    persons: int
    labels: int


Pair = tuple[HouseholdIn, Household]


@transaction.atomic
def load_register(
    *, actor: Actor, households: Iterable[HouseholdIn], at: datetime, reason: str = "", digest: str = ""
) -> Loaded:
    """All or nothing. ``digest`` is the hash of the file the rows came from. Numbers are not checked here: what
    an import accepts is decided by its preview, row by row.

    Raises NotYours where an area is out of reach, ``IntegrityError`` on a doubled household or ID number.
    """
    places: dict[int, reach.Place] = {}
    loaded = Loaded(0, 0, 0)
    for batch in _batches(households):
        for row in batch:
            if row.area_id not in places:
                places[row.area_id] = reach.place(actor, row.area_id)
        done = _load_batch(batch, places)
        loaded = Loaded(loaded.households + done.households, loaded.persons + done.persons, loaded.labels + done.labels)
    if not loaded.households:
        raise Invalid("nothing to load")
    one = next(iter(places.values()))
    record(actor=actor, verb="registry.load_register", subject=f"area:{one.county_id}", at=at, reason=reason,
           after={"households": loaded.households, "persons": loaded.persons, "labels": loaded.labels,
                  "sha256": digest}, county_id=one.county_id)  # fmt: skip
    tell_the_planner()
    return loaded


def tell_the_planner() -> None:
    """Without this PostgreSQL still plans for the empty tables of a minute ago, and one list runs for minutes."""
    with connection.cursor() as cursor:
        for model in (Dwelling, Household, Person, SearchKey, Membership, Label):
            cursor.execute(f"ANALYZE {connection.ops.quote_name(model._meta.db_table)}")


def _load_batch(batch: list[HouseholdIn], places: dict[int, reach.Place]) -> Loaded:
    made = add_households(batch, places)
    pairs = list(zip(batch, made, strict=True))
    members = [(member, household) for row, household in pairs for member in row.members]
    persons = add_members(members)
    labels = [label_row(label, household, None) for row, household in pairs for label in row.labels]
    labels += [
        label_row(label, household, person)
        for (member, household), person in zip(members, persons, strict=True)
        for label in member.labels
    ]
    insert_instances(Label, labels)
    return Loaded(len(made), len(persons), len(labels))


def add_households(batch: Sequence[HouseholdIn], places: Mapping[int, reach.Place]) -> list[Household]:
    """Households with their houses, in the order given; their members are not written here."""
    homes = [_dwelling(row, places[row.area_id]) for row in batch]
    insert_instances(Dwelling, homes)
    households = [_household(row, places[row.area_id], home) for row, home in zip(batch, homes, strict=True)]
    insert_instances(Household, households)
    return households


def add_members(members: Sequence[tuple[PersonIn, Household]]) -> list[Person]:
    """New persons who live in the households beside them; their labels are not written here."""
    persons = [_person(member, household) for member, household in members]
    insert_instances(Person, persons)
    index_new(persons)
    insert_rows(
        Membership,
        ("person", "household", "relation", "valid_from", "valid_until", "ended_because"),
        (_membership(member, household, person) for (member, household), person in zip(members, persons, strict=True)),
    )
    return persons


def _dwelling(row: HouseholdIn, place: reach.Place) -> Dwelling:
    latitude, longitude = row.position or (None, None)
    return Dwelling(
        **asdict(place), grid_id=row.grid_id,
        door_no=row.door_no, address=row.address, latitude=latitude, longitude=longitude, datum=row.datum,
    )  # fmt: skip


def _household(row: HouseholdIn, place: reach.Place, dwelling: Dwelling) -> Household:
    return Household(
        **asdict(place), grid_id=row.grid_id,
        household_no=row.household_no, printed_no=rules.printed_no(place.village_id, row.household_no),
        dwelling=dwelling, since=row.since,
    )  # fmt: skip


def _person(member: PersonIn, household: Household) -> Person:
    person = Person(
        name=member.name, sex=member.sex, born_on=member.born_on, died_on=member.died_on,
        ethnicity=member.ethnicity, user_id=member.user_id,
    )  # fmt: skip
    place_in(person, household)
    for field in NumberField.values:
        set_number(person, field, getattr(member, field))
    follow_id_number(person)
    return person


def _membership(member: PersonIn, household: Household, person: Person) -> tuple[object, ...]:
    since = member.since or household.since
    return person.pk, household.pk, member.relation, since, member.until, member.ended_because


def label_row(label: LabelIn, household: Household, person: Person | None) -> Label:
    """A label of the person, or of the household where there is no person."""
    return Label(
        household=None if person else household, person=person, kind=label.kind, source=label.source,
        valid_from=label.valid_from, valid_until=label.valid_until, county_id=household.county_id,
        town_id=household.town_id, village_id=household.village_id, grid_id=household.grid_id,
    )  # fmt: skip


def _batches(rows: Iterable[HouseholdIn]) -> Iterator[list[HouseholdIn]]:
    waiting = iter(rows)
    while batch := list(itertools.islice(waiting, BATCH)):
        yield batch
