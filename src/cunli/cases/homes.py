"""People and households of the register that a matter names by their numbers, as they are on a day."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from cunli.procedures.values import Resident
from cunli.registry import rules
from cunli.registry.kinds import Relation
from cunli.registry.models import Membership, Person
from cunli.registry.selectors import listed_name

_WHY = "chosen from what the page offered within a scope"


def names_of_people(ids: Collection[int], on: date) -> Mapping[int, str]:
    """As lists name them: of a child under 14 only the age."""
    if not ids:
        return {}
    rows = Person.objects.unscoped(_WHY).filter(pk__in=ids).values_list("pk", "name", "born_on")
    return {pk: listed_name(name, born_on, on) for pk, name, born_on in rows}


def living_in(household_id: int, on: date) -> Sequence[Resident]:
    """One query."""
    rows = Membership.objects.unscoped(_WHY).on(on).filter(household_id=household_id).order_by("id")
    found = rows.values_list("person_id", "relation", "person__born_on")
    return [
        Resident(pk, relation == Relation.HEAD, bool(born_on and rules.is_minor(born_on, on)), born_on)
        for pk, relation, born_on in found
    ]
