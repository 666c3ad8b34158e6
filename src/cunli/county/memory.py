"""What is set, remembered by this process for a few seconds: every step reads it, hardly anyone writes.

A change begins on a day to come, so a process that hears of it five seconds later promises nobody a wrong day.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from time import monotonic
from typing import TypeVar

from django.db.models import Q

from cunli.county.holidays.known import calendar_of, year_of
from cunli.county.models import HolidayNotice, Setting
from cunli.law.calendars import years
from cunli.lib.calendars import Calendar

SECONDS = 5
Key = TypeVar("Key")
Found = TypeVar("Found")

_rows: dict[int | None, tuple[float, Sequence[Setting]]] = {}
_calendar: dict[None, tuple[float, Calendar]] = {}


def rows(county_id: int | None) -> Sequence[Setting]:
    """All rows of the county and of the installation, weakest first: the installation's first, older before newer."""
    return _fresh(_rows, county_id, lambda: _read(county_id))


def calendar() -> Calendar:
    """The years that come with the program, and over them what was entered here."""
    return _fresh(_calendar, None, lambda: calendar_of([*years(), *map(year_of, _notices())]))


def forget() -> None:
    """Read again at the next question: something was decided here."""
    _rows.clear()
    _calendar.clear()


def _fresh(known: dict[Key, tuple[float, Found]], key: Key, read: Callable[[], Found]) -> Found:
    if key not in known or monotonic() - known[key][0] > SECONDS:
        known[key] = monotonic(), read()
    return known[key][1]


def _read(county_id: int | None) -> Sequence[Setting]:
    every = Setting.objects.unscoped("a county's rules hold for everyone in it")
    mine = every.filter(Q(area=None) | Q(area_id=county_id))
    return sorted(mine, key=lambda row: (row.area_id is not None, row.valid_from))


def _notices() -> Iterable[HolidayNotice]:
    return HolidayNotice.objects.order_by("year", "version")
