"""Which days are worked: the years that come with the program, corrected and continued by what was entered here."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from cunli.county import memory
from cunli.county.holidays.known import calendar_of, year_of
from cunli.county.models import HolidayNotice
from cunli.law.calendars import years
from cunli.lib.calendars import Calendar

NOVEMBER = 11
"""The State Council's office announces a year in October or November of the year before."""


def calendar() -> Calendar:
    """The announced years as far as they are known here. Remembered for seconds, so that a step pays no query."""
    return memory.calendar()


def earlier_calendars() -> Iterator[Calendar]:
    """Calendars that held before a year was corrected: days that were promised under one of them stay."""
    rows = notices()
    entered = {row.year for row in rows}
    latest = {(year, max(row.version for row in rows if row.year == year)) for year in entered}
    replaced = [year_of(row) for row in rows if (row.year, row.version) not in latest]
    replaced += [shipped for shipped in years() if shipped.year in entered]
    for year in replaced:
        yield calendar_of([*calendar().years, year])


def notices() -> list[HolidayNotice]:
    """Every notice as it was entered, the newest year first, of one year the newest version first."""
    return list(HolidayNotice.objects.order_by("-year", "-version"))


def version_of(year: int) -> int:
    """How often the year was entered here; 0 where nobody did."""
    return HolidayNotice.objects.filter(year=year).count()


def missing_year(on: date) -> int | None:
    """The year whose holidays should be known by now and are not: this one, or from November on the next."""
    due = on.year + (on.month >= NOVEMBER)
    until = calendar().announced_until.year
    return until + 1 if until < due else None
