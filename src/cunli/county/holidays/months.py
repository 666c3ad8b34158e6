"""A whole year as twelve small months: which days rest, which weekend days are worked."""

from __future__ import annotations

from calendar import Calendar as Weeks
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from cunli.lib.calendars import Calendar, Year


@dataclass(frozen=True, slots=True)
class Day:
    """``number`` is 0 for a day of the neighbouring month. ``kind``: rest, work, weekend or ""."""

    number: int
    kind: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Month:
    first: date
    weeks: Sequence[Sequence[Day]]


def months_of(year: Year) -> list[Month]:
    """Weeks begin on Monday."""
    calendar = Calendar((year,))
    return [_month(year.year, month, calendar) for month in range(1, 13)]


def _month(year: int, month: int, calendar: Calendar) -> Month:
    weeks = Weeks().monthdatescalendar(year, month)
    return Month(date(year, month, 1), [[_day(day, month, calendar) for day in week] for week in weeks])


def _day(day: date, month: int, calendar: Calendar) -> Day:
    if day.month != month:
        return Day(0)
    if calendar.is_make_up(day):
        return Day(day.day, "work")
    name = calendar.holiday(day)
    if name is not None:
        return Day(day.day, "rest", name)
    return Day(day.day, "weekend" if day.weekday() >= 5 else "")
