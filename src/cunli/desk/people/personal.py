"""个人信息的事 on the household page: who was told, who looked and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from cunli.registry.imports.facts import SaidOf, imported_of
from cunli.registry.selectors import HouseholdPage, Looked, looked_at, told_notice


@dataclass(frozen=True, slots=True)
class Told:
    """Of one member: when and how they were given the notice in force; None, nobody told them yet."""

    person_id: int
    name: str
    is_child: bool
    told: tuple[date, str] | None


@dataclass(frozen=True, slots=True)
class Personal:
    members: Sequence[Told]
    looks: Sequence[tuple[str, Looked]]
    """Whose (as lists name them), and the look; empty for a post that does not see the unmasked itself."""
    imported: Sequence[SaidOf]


def build(home: HouseholdPage) -> Personal:
    """Four queries."""
    people = [member.person_id for member in home.members]
    names = {member.person_id: member.name for member in home.members}
    looks = looked_at(people) if home.may_unmask else []
    told = told_notice(people)
    return Personal(
        members=[Told(one.person_id, one.name, one.is_child, told.get(one.person_id)) for one in home.members],
        looks=[(names[look.person_id], look) for look in looks],
        imported=imported_of(home),
    )
