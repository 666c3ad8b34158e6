"""A large sheet read piece by piece, so that a county's file needs the memory of some thousand rows, not of all.

The reader lays out a whole sheet at once: 300,000 rows of 30 columns take it 770 MB. Here the sheet's XML is cut
between rows, and each piece is given to the same reader as a small workbook with the styles of the large one. Strings
that a workbook keeps in one table are looked up here, because the table would be read anew with every piece.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO
from xml.etree import ElementTree

import python_calamine

from cunli.registry.imports.values import Cell

LARGE = 48 * 1024 * 1024
"""Bytes of XML from which a sheet is cut: some 35,000 rows of 30 columns."""
PIECE = 16 * 1024 * 1024
_READ = 4 * 1024 * 1024
_STRINGS = "xl/sharedStrings.xml"
_MARK = "\ue000"
"""Private use: stands before the number of a string in the table."""
_SHARED = re.compile(rb'(<c\b[^>]*\bt=")s("[^>]*>\s*<v>)')
_TO_TEXT = rb"\1str\2" + _MARK.encode()
_NUMBERED_ROW = re.compile(rb'<row [^>]*\br="\d+"')
_DIMENSION = re.compile(rb"<dimension [^>]*/>")
_MERGED = re.compile(rb'<mergeCell ref="([A-Z]+)(\d+):([A-Z]+)(\d+)"')
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_REFERENCE = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
Area = tuple[tuple[int, int], tuple[int, int]]


class Pieces:
    """One large sheet. ``merged`` as the reader gives it: ((top, left), (bottom, right)), from 0."""

    def __init__(self, path: Path, name: str, part: str, merged: list[Area]) -> None:
        self._path, self._name, self._part, self.merged = path, name, part, merged

    def rows(self) -> Iterator[tuple[int, list[Cell]]]:
        """(number as Excel shows it, cells from column A), rows without any cell left out at the ends of pieces."""
        with zipfile.ZipFile(self._path) as package:
            strings = _strings(package)
            with package.open(self._part) as sheet:
                for piece in _cut(sheet):
                    yield from self._rows_of(package, piece, strings)

    def _rows_of(self, package: zipfile.ZipFile, piece: bytes, strings: list[str]) -> Iterator[tuple[int, list[Cell]]]:
        book = python_calamine.load_workbook(_small_workbook(package, self._part, piece))
        sheet = book.get_sheet_by_name(self._name)
        if sheet.start is None:
            return
        first, left = sheet.start
        for number, cells in enumerate(sheet.to_python(), first + 1):
            yield number, [""] * left + [_looked_up(cell, strings) for cell in cells]


def in_pieces(path: Path, name: str) -> Pieces | None:
    """The sheet called ``name`` as pieces; None where it is small, or not written as Excel and its likes write."""
    if not zipfile.is_zipfile(path):
        return None
    with zipfile.ZipFile(path) as package:
        part = _part_of(package, name)
        if part is None or package.getinfo(part).file_size < LARGE:
            return None
        with package.open(part) as sheet:
            head = sheet.read(_READ)
            begins = head.find(b"<sheetData>")
            if begins < 0 or not _NUMBERED_ROW.search(head, begins):
                return None
            return Pieces(path, name, part, _merged(head, sheet))


def _part_of(package: zipfile.ZipFile, name: str) -> str | None:
    try:
        book = ElementTree.fromstring(package.read("xl/workbook.xml"))  # noqa: S314 - sizes are checked, expat refuses bombs
        links = ElementTree.fromstring(package.read("xl/_rels/workbook.xml.rels"))  # noqa: S314
    except (KeyError, ElementTree.ParseError):
        return None
    target = {link.get("Id"): link.get("Target", "") for link in links}
    for sheet in book.iter(f"{_MAIN}sheet"):
        if sheet.get("name") == name:
            part = posixpath.join("xl", target.get(sheet.get(_REFERENCE), "")).removeprefix("/")
            return part if part in package.namelist() else None
    return None


def _merged(head: bytes, sheet: IO[bytes]) -> list[Area]:
    """Merged cells stand behind all rows: the file is run through to its end once."""
    tail = head
    while more := sheet.read(_READ):
        tail = tail[-_READ:] + more
    found = _MERGED.findall(tail[tail.rfind(b"<mergeCells") :] if b"<mergeCells" in tail else b"")
    return [((int(top) - 1, _column(a)), (int(bottom) - 1, _column(b))) for a, top, b, bottom in found]


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


def _cut(sheet: IO[bytes]) -> Iterator[bytes]:
    """Whole sheets of some rows each: what stands before the rows, the rows, and the end."""
    head, _begin, rows = sheet.read(_READ).partition(b"<sheetData>")
    head = _DIMENSION.sub(b"", head) + b"<sheetData>"
    while more := sheet.read(_READ):
        rows += more
        if len(rows) >= PIECE:
            end = rows.rfind(b"</row>") + len(b"</row>")
            if end >= len(b"</row>"):
                yield _sheet(head, rows[:end])
                rows = rows[end:]
        if b"</sheetData>" in more:
            break
    yield _sheet(head, rows.partition(b"</sheetData>")[0])


def _sheet(head: bytes, rows: bytes) -> bytes:
    return head + _SHARED.sub(_TO_TEXT, rows) + b"</sheetData></worksheet>"


def _small_workbook(package: zipfile.ZipFile, part: str, piece: bytes) -> IO[bytes]:
    """The workbook with ``piece`` for the sheet; other sheets and the table of strings are left out."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as small:
        for name in package.namelist():
            if name == part:
                small.writestr(name, piece)
            elif name != _STRINGS and not name.startswith("xl/worksheets/"):
                small.writestr(name, package.read(name))
    out.seek(0)
    return out


def _strings(package: zipfile.ZipFile) -> list[str]:
    """The table of strings; of one in several runs all of them, without the readings above Japanese."""
    if _STRINGS not in package.namelist():
        return []
    found: list[str] = []
    with package.open(_STRINGS) as file:
        for _event, item in ElementTree.iterparse(file):  # noqa: S314 - as above
            if item.tag == f"{_MAIN}rPh":
                item.clear()
            elif item.tag == f"{_MAIN}si":
                found.append("".join(text.text or "" for text in item.iter(f"{_MAIN}t")))
                item.clear()
    return found


def _looked_up(cell: Cell, strings: list[str]) -> Cell:
    if isinstance(cell, str) and cell[:1] == _MARK:
        return strings[int(cell[1:])]
    return cell
