"""The rows that were refused, as they came, with the reason in a last column: to be corrected and sent again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path

import xlsxwriter
from django.utils.translation import gettext as _

from cunli.lib.sheets import escaped
from cunli.registry.imports.columns import REASON
from cunli.registry.imports.plan import Plan, Refused
from cunli.registry.imports.reading import Cells, Sheet, sheets_of
from cunli.registry.imports.values import Cell

_WIDE = 40


def write_refused(*, plan: Plan, path: Path) -> None:
    """An .xlsx with one sheet for each sheet that has refused rows: its header, the rows, and 原因."""
    wanted: dict[int, dict[int, Refused]] = defaultdict(dict)
    for refused in plan.refused:
        wanted[refused.number][refused.row] = refused
    with xlsxwriter.Workbook(str(path), {"constant_memory": True, "strings_to_formulas": False}) as book:
        for sheet in sheets_of(plan.source):
            if sheet.number in wanted:
                _write_sheet(book, sheet, wanted[sheet.number], plan)
        if not wanted:
            book.add_worksheet(_("没有退回的行"))


class _Out:
    """One sheet that is written line after line."""

    def __init__(self, book: xlsxwriter.Workbook, sheet: Sheet, width: int) -> None:
        self._text, self._day = book.add_format({"num_format": "@"}), book.add_format({"num_format": "yyyy-mm-dd"})
        self._sheet, self._width, self._line = book.add_worksheet(_sheet_name(sheet.name, sheet.number)), width, 0
        self._sheet.set_column(width, width, _WIDE)

    def add(self, cells: Cells, reason: str) -> None:
        for column, cell in enumerate(cells[: self._width]):
            self._write(column, cell)
        self._sheet.write_string(self._line, self._width, reason)
        self._line += 1

    def _write(self, column: int, cell: Cell) -> None:
        if isinstance(cell, datetime | date):
            self._sheet.write_datetime(self._line, column, cell, self._day)
        elif isinstance(cell, int | float) and not isinstance(cell, bool):
            self._sheet.write_number(self._line, column, cell)
        elif cell != "":
            self._sheet.write_string(self._line, column, escaped(str(cell)), self._text)


def _write_sheet(book: xlsxwriter.Workbook, sheet: Sheet, wanted: Mapping[int, Refused], plan: Plan) -> None:
    out: _Out | None = None
    for number, cells in sheet.rows:
        if number == plan.header_rows[sheet.number]:
            out = _Out(book, sheet, len(cells))
            out.add(cells, REASON)
        elif out is not None and number in wanted:
            out.add(cells, f"{wanted[number].column}：{wanted[number].reason}")


def _sheet_name(name: str, number: int) -> str:
    """Excel's own rules: 31 characters, none of ``[]:*?/\\``."""
    plain = "".join(char for char in name if char not in "[]:*?/\\'").strip()[:28]
    return plain or str(number)
