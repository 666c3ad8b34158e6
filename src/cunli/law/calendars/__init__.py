"""Holiday calendars, one data file per announced year, as they come with the program.

A county that runs enters a new year on its page; ``county.selectors.calendar`` puts what was entered over these.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import TypedDict

import yaml

from cunli.lib.calendars import Calendar, Holiday, Year

_FOLDER = Path(__file__).parent


class _Rest(TypedDict):
    name: str
    first: date
    last: date


class _File(TypedDict):
    year: int
    title: str
    source: str
    issued: date
    rest: list[_Rest]
    work: list[date]


def _read(path: Path) -> Year:
    data: _File = yaml.safe_load(path.read_text(encoding="utf-8"))
    holidays = tuple(Holiday(name=rest["name"], first=rest["first"], last=rest["last"]) for rest in data["rest"])
    return Year(
        year=data["year"],
        title=data["title"],
        source=data["source"],
        issued=data["issued"],
        holidays=holidays,
        make_up=tuple(data["work"]),
    )


@cache
def years() -> tuple[Year, ...]:
    """Every announced year held here, oldest first."""
    return tuple(sorted((_read(path) for path in _FOLDER.glob("[0-9]*.yaml")), key=lambda year: year.year))


@cache
def china(first: int | None = None, last: int | None = None) -> Calendar:
    """The national calendar of the announced years ``first``..``last`` (both included; None: as far as is held)."""
    chosen = (y for y in years() if (first is None or first <= y.year) and (last is None or y.year <= last))
    return Calendar(tuple(chosen))
