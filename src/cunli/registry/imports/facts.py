"""What counties' sheets said beyond the register's own columns, for whoever may read it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from cunli.accounts.roles import Capability
from cunli.lib.scope import Scope
from cunli.registry import rules
from cunli.registry.imports.national import BY_FIELD
from cunli.registry.models import Household, ImportedFacts, Person


@dataclass(frozen=True, slots=True)
class Fact:
    """One cell of a county's sheet: what stood above it, what it said, in which file, imported when."""

    title: str
    value: str
    source: str
    as_of: date


def facts_of_person(scope: Scope, person: Person, on: date) -> list[Fact]:
    """Without health where the post sees masked only; of a child nothing: who needs it asks to see the child."""
    if rules.is_child(person.born_on, on):
        return []
    row = ImportedFacts.objects.within(scope).filter(person=person).select_related("source").first()
    return _facts(row, scope)


def facts_of_household(scope: Scope, household: Household) -> list[Fact]:
    row = ImportedFacts.objects.within(scope).filter(household=household).select_related("source").first()
    return _facts(row, scope)


def _facts(row: ImportedFacts | None, scope: Scope) -> list[Fact]:
    if row is None:
        return []
    sees_all = scope.allows(Capability.UNMASK)
    found = []
    for key, value in row.values.items():
        column = BY_FIELD.get(key)
        if sees_all or (column is not None and not column.sensitive):
            found.append(Fact(column.title if column else key, value, row.source.file_name, row.as_of))
    return found
