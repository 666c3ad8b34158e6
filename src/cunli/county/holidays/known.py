"""An announced year as a value, as JSON and as a row; several of them as a calendar."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TypedDict

from cunli.county.models import HolidayNotice
from cunli.lib.calendars import Calendar, Holiday, Year


class RestJson(TypedDict):
    name: str
    first: str
    last: str


class YearJson(TypedDict):
    year: int
    title: str
    number: str
    issued: str
    rest: list[RestJson]
    work: list[str]


def calendar_of(years: Iterable[Year]) -> Calendar:
    """Of several of one year the last counts. Raises ValueError when a year is missing in between."""
    latest = {year.year: year for year in years}
    return Calendar(tuple(latest[number] for number in sorted(latest)))


def year_of(row: HolidayNotice) -> Year:
    return from_json(
        {
            "year": row.year,
            "title": row.title,
            "number": row.number,
            "issued": row.issued.isoformat(),
            "rest": row.rest,
            "work": row.work,
        }
    )


def from_json(data: YearJson) -> Year:
    """Raises KeyError, TypeError or ValueError for what ``as_json`` never writes."""
    rest = (Holiday(str(one["name"]), _day(one["first"]), _day(one["last"])) for one in data["rest"])
    return Year(
        year=int(data["year"]),
        title=str(data["title"]),
        source=str(data["number"]),
        issued=_day(data["issued"]),
        holidays=tuple(rest),
        make_up=tuple(_day(day) for day in data["work"]),
    )


def as_json(year: Year) -> YearJson:
    return {
        "year": year.year,
        "title": year.title,
        "number": year.source,
        "issued": year.issued.isoformat(),
        "rest": [
            {"name": holiday.name, "first": holiday.first.isoformat(), "last": holiday.last.isoformat()}
            for holiday in year.holidays
        ],
        "work": [day.isoformat() for day in year.make_up],
    }


def _day(text: str) -> date:
    return date.fromisoformat(text)
