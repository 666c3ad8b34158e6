"""Notices of holidays for tests: the real one of 2026, and one of 2027 as it might be announced."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

import xlsxwriter

from cunli.county import services
from cunli.county.holidays.reading import read_notice
from cunli.county.models import HolidayNotice
from cunli.lib.actors import SYSTEM, Actor
from cunli.lib.calendars import Year
from tests.cast import NOW

FOLDER = Path(__file__).parent / "notices"


def notice(year: int) -> str:
    return (FOLDER / f"{year}.txt").read_text()


def announced(text: str) -> Year:
    found = read_notice(text)
    assert found.wrong == [] and found.issued is not None
    return found.as_year(number=found.number, issued=found.issued)


def announce(
    text: str, *, actor: Actor = SYSTEM, why: str = "", seen: int = 0, at: datetime = NOW
) -> HolidayNotice | None:
    return services.announce_holidays(actor=actor, year=announced(text), why=why, at=at, seen=seen)


def sheet(rows: Sequence[Sequence[object]]) -> bytes:
    """An Excel with these cells, days as days."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        page, days = book.add_worksheet(), book.add_format({"num_format": "yyyy-mm-dd"})
        for line, cells in enumerate(rows):
            for column, cell in enumerate(cells):
                if isinstance(cell, date):
                    page.write_datetime(line, column, datetime(cell.year, cell.month, cell.day), days)  # noqa: DTZ001
                else:
                    page.write(line, column, cell)
    return out.getvalue()
