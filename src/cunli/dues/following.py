"""Whoever something waits for may leave: the index follows, so that drawing a list asks nothing about posts."""

from __future__ import annotations

from datetime import date

from cunli.accounts.vacancies import Staffing, staffing
from cunli.dues.models import Due

WHY = "what waits for people who are not there, wherever it is"


def follow_people(*, on: date) -> int:
    """Mark what lies with somebody who serves no more, or at a unit without anybody; unmark the rest.

    One pass over the pairs of unit and person that something waits for, not over the dues. Returns how many dues
    changed hands. Called by the sweep: a new due at an empty unit is seen by who stands in after a minute at most.
    """
    now, moved = staffing(on), 0
    dues = Due.objects.unscoped(WHY)
    for unit, user, *marked in dues.values_list("unit_id", "user_id", "is_left", "left_to_area_id").distinct():
        wanted = _marks(now, unit, user)
        if tuple(marked) != wanted:
            is_left, area = wanted
            moved += dues.filter(unit_id=unit, user_id=user).update(is_left=is_left, left_to_area_id=area)
    return moved


def _marks(now: Staffing, unit: int | None, user: int | None) -> tuple[bool, int | None]:
    if unit is None:
        return False, None
    is_left = user is not None and (unit, user) not in now.there
    return is_left, now.vacant.get(unit)
