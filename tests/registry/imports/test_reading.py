"""Sheets to cells: numbered as Excel shows them, whole or piece by piece."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest
import xlsxwriter

from cunli.registry.imports import pieces
from cunli.registry.imports.reading import Cells, sheets_of
from cunli.registry.imports.source import Source
from tests.registry.imports import broken_file


def read(path: Path) -> list[tuple[int, str, list[tuple[int, Cells]]]]:
    return [(sheet.number, sheet.name, list(sheet.rows)) for sheet in sheets_of(Source(path.name, path))]


def test_rows_have_the_number_and_cells_the_column_that_excel_shows(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("一")
        sheet.write_string(3, 2, "姓名")
        sheet.write_string(5, 3, "王")
        book.add_worksheet("空")
        book.add_worksheet("藏").hide()
    (number, name, rows), empty, hidden = read(path)
    assert (number, name) == (1, "一")
    said = {at: cells for at, cells in rows if any(cell != "" for cell in cells)}
    assert said == {4: ["", "", "姓名", ""], 6: ["", "", "", "王"]}
    assert (empty, hidden) == ((2, "空", []), (3, "藏", []))


def test_a_large_sheet_in_pieces_is_the_same_sheet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.xlsx"
    people = broken_file.clean()[:300]
    broken_file.write(path, people)
    whole = read(path)
    for name, size in (("LARGE", 0), ("PIECE", 20_000), ("_READ", 7_000)):
        monkeypatch.setattr(pieces, name, size)
    large = pieces.in_pieces(path, broken_file.SHEET)
    assert large is not None and len(large.merged) > 20
    for (_n, name, rows), (_m, same_name, in_pieces) in zip(whole, read(path), strict=True):
        assert name == same_name
        assert said(in_pieces) == said(rows)
    assert any(isinstance(cell, datetime | date) for _at, cells in whole[1][2] for cell in cells)


def said(rows: list[tuple[int, Cells]]) -> dict[int, dict[int, object]]:
    """By row and column, what is not empty; an empty end of a row is nothing."""
    found = {at: {place: cell for place, cell in enumerate(cells) if cell != ""} for at, cells in rows}
    return {at: cells for at, cells in found.items() if cells}


def test_a_merged_cell_speaks_for_all_its_rows_and_columns(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["村", "姓名"])
        sheet.merge_range(1, 0, 3, 0, "石桥村")
        for line, name in enumerate(("王一", "王二", "王三"), 1):
            sheet.write_string(line, 1, name)
    assert [cells for _at, cells in read(path)[0][2]][1:] == [["石桥村", name] for name in ("王一", "王二", "王三")]


def test_tabs_and_semicolons_part_cells_too(tmp_path: Path) -> None:
    for mark in "\t;":
        path = tmp_path / "a.csv"
        path.write_text(mark.join(("姓名", "户编号")) + "\n" + mark.join(("王", "1")) + "\n")
        assert read(path)[0][2] == [(1, ["姓名", "户编号"]), (2, ["王", "1"])]
