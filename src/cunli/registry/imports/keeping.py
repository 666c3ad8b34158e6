"""What an import leaves behind beside the register: facts without a column, and where each value came from."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from cunli.lib.rows import insert_rows
from cunli.registry.imports.national import BY_FIELD
from cunli.registry.imports.plan import Change, Home
from cunli.registry.models import Household, Import, ImportChange, ImportedFacts, Person

_WHY = "of persons and households that this import writes"
BATCH = 300
LONGEST = 200
_ORIGIN = ("of", "person", "household", "sheet", "row", "field", "old", "new")
Households = dict[int, Household]
People = dict[tuple[int, int], Person]
Said = dict[int, dict[str, str]]


def keep_facts(homes: list[Home], households: Households, people: People, done: Import, today: date) -> None:
    """What rows say beyond the register's columns, joined to what was said before."""
    of_homes: Said = {
        households[index].pk: home.facts
        for index, home in enumerate(homes)
        if home.facts and (home.household_id is None or home.changes)
    }
    of_people: Said = {}
    for home in homes:
        for member in home.members:
            if member.row.facts and (member.person_id is None or member.changes):
                of_people[member.person_id or people[member.row.sheet, member.row.row].pk] = member.row.facts
    known_homes = [home.household_id for home in homes if home.household_id]
    known_people = [one.person_id for home in homes for one in home.members if one.person_id]
    _keep("household_id", of_homes, known_homes, done, today)
    _keep("person_id", of_people, known_people, done, today)


def _keep(key: str, said: Said, known: list[int], done: Import, today: date) -> None:
    rows = ImportedFacts.objects.unscoped(_WHY).filter(**{f"{key}__in": known})
    before = {getattr(row, key): row for row in rows} if known else {}
    changed = []
    for pk, row in before.items():
        values = row.values | said.get(pk, {})
        if values != row.values:
            row.values, row.source, row.as_of = values, done, today
            changed.append(row)
    ImportedFacts.objects.unscoped(_WHY).bulk_update(changed, ["values", "source", "as_of"], batch_size=BATCH)
    new = ((pk, values, done.pk, today) for pk, values in said.items() if pk not in before)
    insert_rows(ImportedFacts, (key.removesuffix("_id"), "values", "source", "as_of"), new)


def keep_origin(homes: list[Home], households: Households, people: People, done: Import) -> None:
    """One row for each value that changed, and one for each person who was added."""
    insert_rows(ImportChange, _ORIGIN, _origins(homes, households, people, done))


def _origins(homes: list[Home], households: Households, people: People, done: Import) -> Iterator[tuple[object, ...]]:
    for index, home in enumerate(homes):
        for member in home.members:
            sheet, row = member.row.sheet, member.row.row
            if member.person_id is None:
                yield done.pk, people[sheet, row].pk, None, sheet, row, "", "", ""
            for change in member.changes:
                yield done.pk, member.person_id, None, sheet, row, *_values(change)
        first = home.members[0].row
        for change in home.changes:
            yield done.pk, None, households[index].pk, first.sheet, first.row, *_values(change)


def _values(change: Change) -> tuple[str, str, str]:
    """Field, old and new. Of health only that it changed: this table is not read with the care unmasking asks."""
    column = BY_FIELD.get(change.field)
    if column is not None and column.sensitive:
        return change.field, "", ""
    return change.field, change.old[:LONGEST], change.new[:LONGEST]
