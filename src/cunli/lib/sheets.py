"""Tables that leave the house as Excel: text that no spreadsheet takes for a formula."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import IO

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ESCAPE = "'"
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the beginning of a formula; written out with ``ESCAPE`` before it, read without."""
WIDEST = 40
LATIN = 0xFF
A4 = 9
LOOK = {"text_wrap": True, "valign": "top"}
"""A long text goes on below in its cell, where the next cell would cut it off."""
SHOWN: dict[type, str] = {date: "yyyy-mm-dd", Decimal: "0.00"}
Cell = str | Decimal | date


def escaped(text: str) -> str:
    """Nothing that a spreadsheet takes for a formula, also when the file is saved as CSV: an apostrophe before it."""
    return ESCAPE + text if text.startswith(FORMULA_STARTS) else text


def width_of(text: str) -> int:
    """Characters of a column that shows the text whole: a Chinese one takes the room of two."""
    return sum(2 if ord(character) > LATIN else 1 for character in text) + 2


def table(name: str, header: Sequence[tuple[str, int]], rows: Iterable[Sequence[Cell]]) -> IO[bytes]:
    """One sheet with a header that stays in view; ``header``: title and width in characters. A sum is a number and a
    day a date, so that they can be added up and sorted; everything else is text. On paper the columns stay together,
    under the header on every page.

    Written line by line to a file without a name, so that many rows need little memory.
    """
    out = tempfile.TemporaryFile()  # noqa: SIM115 - closed by who streams it
    with xlsxwriter.Workbook(out, {"constant_memory": True, "strings_to_formulas": False}) as book:
        bold, text = (book.add_format({**LOOK, **more}) for more in ({"bold": True}, {"num_format": "@"}))
        formats = {kind: book.add_format({**LOOK, "num_format": shown}) for kind, shown in SHOWN.items()}
        sheet = book.add_worksheet(name)
        sheet.freeze_panes(1, 0)
        _fit_on_paper(sheet)
        for column, (title, width) in enumerate(header):
            sheet.set_column(column, column, min(width, WIDEST), text)
            sheet.write_string(0, column, title, bold)
        for line, row in enumerate(rows, 1):
            for column, cell in enumerate(row):
                if isinstance(cell, str):
                    sheet.write_string(line, column, escaped(cell), text)
                elif isinstance(cell, date):
                    sheet.write_datetime(line, column, cell, formats[date])
                else:
                    sheet.write_number(line, column, cell, formats[Decimal])
    out.seek(0)
    return out


def _fit_on_paper(sheet: Worksheet) -> None:
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
