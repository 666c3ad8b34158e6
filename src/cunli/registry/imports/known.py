"""What the register says now about the households and persons of some rows, in a handful of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q

from cunli.lib.rows import parts
from cunli.registry import rules
from cunli.registry.models import Household, ImportedFacts, Label, Membership, Person
from cunli.registry.selectors import declined

_WHY = "rows of an import are matched in the whole county; what is out of reach is refused, not shown"
_PERSON = ("name", "born_on", "died_on", "sex", "ethnicity", "id_number_blind", "phone_blind", "village_id")


@dataclass(slots=True)
class KnownPerson:
    """A person as far as a row can say something else. Numbers are compared by their blind index, never opened."""

    person_id: int
    name: str
    born_on: date | None
    died_on: date | None
    sex: str
    ethnicity: str
    id_blind: str
    phone_blind: str
    village_id: int
    membership_id: int | None = None
    household_id: int | None = None
    relation: str = ""
    facts: dict[str, str] = field(default_factory=dict)
    labels: frozenset[str] = frozenset()
    declined: frozenset[str] = frozenset()
    """Kinds of data that the person had removed."""


@dataclass(slots=True)
class KnownHome:
    household_id: int
    ended: bool
    members: list[KnownPerson] = field(default_factory=list)
    facts: dict[str, str] = field(default_factory=dict)
    labels: frozenset[str] = frozenset()


@dataclass(slots=True)
class Known:
    homes: dict[tuple[int, str], KnownHome]
    by_id: dict[str, KnownPerson]


def known(county_id: int, keys: Iterable[tuple[int, str]], blinds: Iterable[str]) -> Known:
    """``keys``: (village, household number); ``blinds``: indexes of ID numbers."""
    homes = _homes(set(keys))
    persons: dict[int, KnownPerson] = {}
    for part in parts(one for one in blinds if one):
        rows = Person.objects.unscoped(_WHY).numbered(part).filter(county_id=county_id)
        persons |= {one.person_id: one for one in map(_person, rows.values_list("pk", *_PERSON))}
    by_home = {home.household_id: home for home in homes.values()}
    _add_members(by_home, persons)
    _add_imported(by_home, persons)
    return Known(homes, {one.id_blind: one for one in persons.values() if one.id_blind})


def _homes(keys: set[tuple[int, str]]) -> dict[tuple[int, str], KnownHome]:
    by_village: dict[int, list[str]] = defaultdict(list)
    for village_id, number in keys:
        by_village[village_id].append(number)
    found: dict[tuple[int, str], KnownHome] = {}
    for village_id, numbers in by_village.items():
        for part in parts(numbers):
            rows = Household.objects.unscoped(_WHY).filter(village_id=village_id, household_no__in=part)
            for pk, number, until in rows.values_list("pk", "household_no", "until"):
                found[village_id, number] = KnownHome(pk, ended=until is not None)
    return found


def _add_members(homes: dict[int, KnownHome], persons: dict[int, KnownPerson]) -> None:
    """Everybody who lives in the households, and where the persons live."""
    fields = ("pk", "household_id", "relation", "person_id", *(f"person__{name}" for name in _PERSON))
    seen: set[int] = set()
    for key, wanted in (("household_id__in", list(homes)), ("person_id__in", list(persons))):
        for part in parts(wanted):
            rows = Membership.objects.unscoped(_WHY).filter(Q(**{key: part}), valid_until=None)
            for pk, household_id, relation, *values in rows.values_list(*fields):
                if pk in seen:
                    continue
                seen.add(pk)
                one = persons.setdefault(values[0], _person(tuple(values)))
                one.membership_id, one.household_id, one.relation = pk, household_id, relation
                if household_id in homes:
                    homes[household_id].members.append(one)


def _add_imported(homes: dict[int, KnownHome], persons: dict[int, KnownPerson]) -> None:
    for part in parts(homes):
        for pk, values in _facts("household_id", part):
            homes[pk].facts = values
        for pk, kinds in _labels("household_id", part).items():
            homes[pk].labels = frozenset(kinds)
    for part in parts(persons):
        for pk, values in _facts("person_id", part):
            persons[pk].facts = values
        for pk, kinds in _labels("person_id", part).items():
            persons[pk].labels = frozenset(kinds)
        for pk, removed in declined(part).items():
            persons[pk].declined = removed


def _facts(key: str, part: list[int]) -> Iterator[tuple[int, dict[str, str]]]:
    rows = ImportedFacts.objects.unscoped(_WHY).filter(**{f"{key}__in": part})
    yield from rows.values_list(key, "values")


def _labels(key: str, part: list[int]) -> dict[int, set[str]]:
    """Kinds that hold; and, with "ended:" before it, kinds that once held, which a row may not end a second time."""
    found: dict[int, set[str]] = defaultdict(set)
    rows = Label.objects.unscoped(_WHY).filter(**{f"{key}__in": part})
    for pk, kind, until in rows.values_list(key, "kind", "valid_until"):
        found[pk].add(kind if until is None else f"ended:{kind}")
    return found


def _person(values: tuple[object, ...]) -> KnownPerson:
    return KnownPerson(*values)  # type: ignore[arg-type] # as listed in _PERSON


def masked_now(person_id: int, field: str) -> str:
    """A person's number as pages show it; asked for the few changes that a preview lists."""
    number = Person.objects.unscoped(_WHY).filter(pk=person_id).values_list(field, flat=True).first()
    return rules.masked(field, number) if number else ""
