"""Who in the register looks like these people. A handful of look-ups by index, however large the county is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from cunli.lib.crypto import blind_indexes
from cunli.lib.identity import id_forms
from cunli.lib.rows import parts
from cunli.registry.models import FormerName, Membership, Person, SearchKey
from cunli.registry.similarity import Bucket, Described, reasons

_WHY = "compared by the system; a pair is listed within a scope"
_READ = ("pk", "name", "born_on", "village_id", "town_id", "county_id", "id_number")


@dataclass(frozen=True, slots=True)
class Entry:
    """One person with the areas that a pair is filed under."""

    person_id: int
    county_id: int
    town_id: int
    person: Described


@dataclass(frozen=True, slots=True)
class Likeness:
    """Two who are alike; ``first`` was registered first. ``village_id`` is None where they live in two."""

    first_id: int
    second_id: int
    county_id: int
    town_id: int
    village_id: int | None
    reasons: tuple[str, ...]


def alike(person_ids: Collection[int]) -> list[Likeness]:
    """Pairs of these people, with each other and with everybody else of their town."""
    asked = _entries(person_ids)
    others = _entries(_candidates(asked.values()) - set(asked))
    by_bucket: dict[Bucket, list[Entry]] = defaultdict(list)
    for entry in (*asked.values(), *others.values()):
        for bucket in entry.person.buckets():
            by_bucket[bucket].append(entry)
    pairs = {
        (min(entry.person_id, other.person_id), max(entry.person_id, other.person_id)): (entry, other)
        for entry in asked.values()
        for bucket in entry.person.buckets()
        for other in by_bucket[bucket]
        if other.person_id != entry.person_id and other.town_id == entry.town_id
    }
    return [found for pair, two in sorted(pairs.items()) if (found := _likeness(pair, *two)) is not None]


def _likeness(pair: tuple[int, int], one: Entry, other: Entry) -> Likeness | None:
    found = reasons(one.person, other.person)
    if not found:
        return None
    village = one.person.village_id if one.person.village_id == other.person.village_id else None
    return Likeness(*pair, one.county_id, one.town_id, village, found)


def _entries(person_ids: Collection[int]) -> dict[int, Entry]:
    """Three queries for each ``rows.CHUNK`` people; who was merged away is nobody any more."""
    found: dict[int, Entry] = {}
    for part in parts(person_ids):
        former: dict[int, list[str]] = defaultdict(list)
        for pk, name in FormerName.objects.filter(person_id__in=part).values_list("person_id", "name"):
            former[pk].append(name)
        living = Membership.objects.unscoped(_WHY).filter(person_id__in=part, valid_until=None)
        homes = dict(living.values_list("person_id", "household_id"))
        rows = Person.objects.unscoped(_WHY).filter(pk__in=part, merged_into=None).values_list(*_READ)
        for pk, name, born_on, village_id, town_id, county_id, number in rows:
            person = Described(name, born_on, village_id, homes.get(pk), number, tuple(former[pk]))
            found[pk] = Entry(pk, county_id, town_id, person)
    return found


def _candidates(entries: Collection[Entry]) -> set[int]:
    """Whoever shares a bucket with one of them."""
    return {pk for look_up in (_named, _born, _housed, _numbered) for pk in look_up(entries)}


def _named(entries: Collection[Entry]) -> Iterator[int]:
    """By the keys that search finds people by: names they have or had, and their readings."""
    for village_id, people in _by_village(entries):
        keys = {key for person in people for key in (person.called, *person.was_called, *person.sounds) if key}
        for part in parts(keys):
            rows = SearchKey.objects.unscoped(_WHY).filter(village_id=village_id, key__in=part)
            yield from rows.values_list("person_id", flat=True)


def _born(entries: Collection[Entry]) -> Iterator[int]:
    for village_id, people in _by_village(entries):
        days: set[date] = {person.born_on for person in people if person.born_on is not None}
        for part in parts(days):
            rows = Person.objects.unscoped(_WHY).filter(village_id=village_id, born_on__in=part)
            yield from rows.values_list("pk", flat=True)


def _housed(entries: Collection[Entry]) -> Iterator[int]:
    homes = {home for entry in entries if (home := entry.person.household_id) is not None}
    for part in parts(homes):
        rows = Membership.objects.unscoped(_WHY).filter(household_id__in=part, valid_until=None)
        yield from rows.values_list("person_id", flat=True)


def _numbered(entries: Collection[Entry]) -> Iterator[int]:
    ways = {
        (entry.county_id, way)
        for entry in entries
        if entry.person.id_number
        for form in id_forms(entry.person.id_number)
        for way in blind_indexes("id_number", form)
    }
    for county_id in {county for county, _way in ways}:
        for part in parts(way for county, way in ways if county == county_id):
            rows = Person.objects.unscoped(_WHY).numbered(part).filter(county_id=county_id)
            yield from rows.values_list("pk", flat=True)


def _by_village(entries: Iterable[Entry]) -> Iterable[tuple[int, list[Described]]]:
    found: dict[int, list[Described]] = defaultdict(list)
    for entry in entries:
        found[entry.person.village_id].append(entry.person)
    return found.items()
