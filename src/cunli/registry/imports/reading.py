"""Sheets to rows of cells, each with the number Excel shows beside it."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast
from xml.etree import ElementTree

import python_calamine
from django.utils.translation import gettext as _

from cunli.lib.refusals import Invalid
from cunli.registry.imports.pieces import Area, in_pieces
from cunli.registry.imports.source import Source, broken_file
from cunli.registry.imports.values import Cell

Cells = list[Cell]
_ENCODINGS = ("utf-8-sig", "gb18030")
_DELIMITERS = ",\t;"
_SNIFFED = 8_192
TALLEST = 200
"""Rows of one merged cell that are filled: a household or a village's first page, not a column merged to its end."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """``number`` counts from 1. ``rows`` gives (number as Excel shows it, cells), once; of a hidden sheet none."""

    number: int
    name: str
    rows: Iterator[tuple[int, Cells]]
    is_hidden: bool = False


def sheets_of(source: Source) -> Iterator[Sheet]:
    """The sheets of a workbook, or the one of a text file. Raises Invalid where it cannot be opened."""
    if source.is_workbook:
        yield from _workbook(source)
    else:
        yield Sheet(1, source.name, _text_rows(source))


def _workbook(source: Source) -> Iterator[Sheet]:
    try:
        book = python_calamine.load_workbook(source.path)
    except (python_calamine.CalamineError, OSError, ValueError) as broken:
        raise broken_file() from broken
    for number, about in enumerate(book.sheets_metadata, 1):
        if about.typ != python_calamine.SheetTypeEnum.WorkSheet:
            continue
        if about.visible == python_calamine.SheetVisibleEnum.Visible:
            yield Sheet(number, about.name, _sheet_rows(source, book, about.name))
        else:
            yield Sheet(number, about.name, iter(()), is_hidden=True)


def _sheet_rows(source: Source, book: python_calamine.CalamineWorkbook, name: str) -> Iterator[tuple[int, Cells]]:
    try:
        large = in_pieces(source.path, name)
        if large is not None:
            yield from _filled(large.rows(), large.merged)
            return
        sheet = book.get_sheet_by_name(name)
        if sheet.start is not None:
            yield from _filled(_rows_of(sheet, sheet.start[1]), sheet.merged_cell_ranges or [])
    except (python_calamine.CalamineError, zipfile.BadZipFile, ElementTree.ParseError, IndexError) as broken:
        raise broken_file() from broken


def _rows_of(sheet: python_calamine.CalamineSheet, left: int) -> Iterator[tuple[int, Cells]]:
    """The reader gives the empty rows above, but not the empty columns at the left."""
    for number, cells in enumerate(sheet.iter_rows(), 1):
        yield number, [""] * left + cast(Cells, cells)


def _filled(rows: Iterator[tuple[int, Cells]], merged: list[Area]) -> Iterator[tuple[int, Cells]]:
    """Every cell of a merged area says what its first one says."""
    spread = _spread(merged)
    for number, cells in rows:
        for column, holder in spread.get(number, ()):
            _fill(cells, column, holder)
        yield number, cells


def _spread(merged: list[Area]) -> dict[int, list[tuple[int, Cells]]]:
    """For each row (as Excel counts) the columns that repeat a merged cell, with the cell's holder.

    A holder is a list of one: filled when the merged cell itself is read, which comes first.
    """
    found: dict[int, list[tuple[int, Cells]]] = {}
    for (top, left), (bottom, right) in merged:
        holder: Cells = []
        for row in range(top, min(bottom, top + TALLEST) + 1):
            for column in range(left, right + 1):
                found.setdefault(row + 1, []).append((column, holder))
    return found


def _fill(row: Cells, column: int, holder: Cells) -> None:
    if column >= len(row):
        return
    if not holder:
        holder.append(row[column])
    row[column] = holder[0]


def _text_rows(source: Source) -> Iterator[tuple[int, Cells]]:
    """Rows of a CSV, comma, tab or semicolon; UTF-8 or the encoding of Chinese Excel (GB 18030)."""
    content = source.path.read_bytes()
    text = _decoded(content)
    head = text[:_SNIFFED]
    delimiter = max(_DELIMITERS, key=head.count)
    try:
        for number, cells in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), 1):
            yield number, cast(Cells, cells)
    except csv.Error as broken:
        raise broken_file() from broken


def _decoded(content: bytes) -> str:
    if content[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return content.decode("utf-16", errors="replace")
    for encoding in _ENCODINGS:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise Invalid(
        _("看不懂这个文件"),
        why=_("它不是 Excel，也不是 CSV 表格。"),
        instead=_("请用 Excel 另存为 .xlsx 或 .csv 再传。"),
    )
