"""Tables that leave the house as Excel: text that no spreadsheet takes for a formula."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Sequence
from typing import IO

import xlsxwriter

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ESCAPE = "'"
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the beginning of a formula; written out with ``ESCAPE`` before it, read without."""
WIDEST = 40


def escaped(text: str) -> str:
    """Nothing that a spreadsheet takes for a formula, also when the file is saved as CSV: an apostrophe before it."""
    return ESCAPE + text if text.startswith(FORMULA_STARTS) else text


def table(name: str, header: Sequence[tuple[str, int]], rows: Iterable[Sequence[str]]) -> IO[bytes]:
    """One sheet with a header that stays in view, every cell text; ``header``: title and width in characters.

    Written line by line to a file without a name, so that many rows need little memory.
    """
    out = tempfile.TemporaryFile()  # noqa: SIM115 - closed by who streams it
    with xlsxwriter.Workbook(out, {"constant_memory": True, "strings_to_formulas": False}) as book:
        bold, text = book.add_format({"bold": True}), book.add_format({"num_format": "@"})
        sheet = book.add_worksheet(name)
        sheet.freeze_panes(1, 0)
        for column, (title, width) in enumerate(header):
            sheet.set_column(column, column, min(width, WIDEST), text)
            sheet.write_string(0, column, title, bold)
        for line, row in enumerate(rows, 1):
            for column, cell in enumerate(row):
                sheet.write_string(line, column, escaped(cell), text)
    out.seek(0)
    return out
