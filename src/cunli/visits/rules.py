"""Sharing households out among helpers; by when a household wants to be seen. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Wanting:
    """A household without a contact. ``near`` names the people whose grid or group it lies in."""

    household_id: int
    near: frozenset[int] = frozenset()


def share_out(wanting: Sequence[Wanting], load: Mapping[int, int]) -> dict[int, int]:
    """{household: helper}: each to whoever has fewest by then, of those near it where there are any.

    ``load`` is what each helper has already; nobody outside it is given anything. Deterministic: the households in
    their order, of two helpers with equally many the one with the lower number.
    """
    counted, found = dict(load), {}
    for one in wanting:
        near = [helper for helper in counted if helper in one.near]
        choice = min(near or counted, key=lambda helper: (counted[helper], helper), default=None)
        if choice is None:
            break
        counted[choice] += 1
        found[one.household_id] = choice
    return found


@dataclass(frozen=True, slots=True)
class Rhythm:
    """Every so many calendar days; ``by_phone``: a call counts like a visit."""

    days: int
    by_phone: bool


@dataclass(frozen=True, slots=True)
class Seen:
    """When a household was last called on at its door or met, and last spoken to by any way."""

    in_person: date | None = None
    any_way: date | None = None


@dataclass(frozen=True, slots=True)
class NextVisit:
    due_on: date
    by_phone: bool


def next_visit(rhythms: Sequence[Rhythm], seen: Seen, *, since: date, household_id: int) -> NextVisit:
    """The earliest day that one of its rhythms asks for, and whether a call will do for that one.

    A rhythm under which it was never seen begins on a day of its own within its first turn after ``since``, by the
    number of the household. Raises ValueError without a rhythm.
    """
    return min(
        (_due(one, seen, since=since, household_id=household_id) for one in rhythms),
        key=lambda found: (found.due_on, found.by_phone),
    )


def _due(rhythm: Rhythm, seen: Seen, *, since: date, household_id: int) -> NextVisit:
    last = seen.any_way if rhythm.by_phone else seen.in_person
    due_on = last + timedelta(rhythm.days) if last else since + timedelta(1 + household_id % rhythm.days)
    return NextVisit(due_on, rhythm.by_phone)
