"""From a heading to a field: which row is the header, and what each of its cells means."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from cunli.registry.imports.national import BY_FIELD, COLUMNS, Column, Kind, Of
from cunli.registry.imports.reading import Cells

HEADER_WITHIN = 30
"""A header stands within the first rows that say anything; a sheet without one there is a sheet of instructions."""
LONGEST_HEADING = 60
_NOISE = re.compile(r"[\s*:：﹡＊]+")
_BRACKETS = re.compile(r"[(（\[【].*?[)）\]】]")
REASON = "原因"
"""The last column of a sheet of refused rows: passed over when the corrected sheet comes back."""
_PASSED_OVER = {"序号", "编号", "序", "no", "no.", REASON}


@dataclass(frozen=True, slots=True)
class Heading:
    """One column of a sheet: its place from 0, what stands above it, what it means. ``known``: we knew the heading."""

    place: int
    title: str
    column: Column
    known: bool


@dataclass(frozen=True, slots=True)
class Header:
    """``again``: places whose heading stood there before, with the name they are kept under and the first place.
    ``passed_over``: places that are not read."""

    row: int
    headings: tuple[Heading, ...]
    again: Mapping[int, tuple[str, int]]
    passed_over: frozenset[int]

    def title_of(self, field: str) -> str:
        """What this sheet calls a field; the national name where it has no such column."""
        own = next((heading.title for heading in self.headings if heading.column.field == field), "")
        return own or (BY_FIELD[field].title if field in BY_FIELD else field)

    @property
    def recognised(self) -> int:
        return sum(heading.known for heading in self.headings)


def plain(title: str) -> str:
    """A heading without line breaks, blanks, stars and colons, half-width: what two ways to type it share."""
    return _NOISE.sub("", unicodedata.normalize("NFKC", title)).lower()


_KNOWN: dict[str, Column] = {plain(name): column for column in COLUMNS for name in (column.title, *column.also)}


def header_in(number: int, cells: Cells, remembered: Mapping[str, str]) -> Header | None:
    """The row as a header, when it names people and at least two other things we know; ``remembered`` is the
    county's own mapping, heading to field ("" : keep as it is)."""
    headings: list[Heading] = []
    taken: set[str] = set()
    first: dict[str, int] = {}
    again: dict[int, tuple[str, int]] = {}
    passed_over: set[int] = set()
    for place, cell in enumerate(cells):
        title = " ".join(str(cell).split())[:LONGEST_HEADING] if isinstance(cell, str) else ""
        if title and plain(title) in _PASSED_OVER:
            passed_over.add(place)
            continue
        name = _name_of(title, place, first, again)
        column = _column(name, remembered) if name else None
        known = column is not None and column.field not in taken
        if not known and (place in again or not title):
            continue
        if column is None or not known:
            column = Column(name, name, Of.PERSON, Kind.TEXT)
        taken.add(column.field)
        headings.append(Heading(place, name, column, known))
    header = Header(number, tuple(headings), again, frozenset(passed_over))
    return header if "name" in taken and header.recognised >= 3 else None


def unheaded(place: int) -> str:
    """What is kept of a column without a heading goes by the letter that Excel shows above it."""
    letters = ""
    left = place + 1
    while left:
        left, letter = divmod(left - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return f"没有表头的第 {letters} 列"


def _name_of(title: str, place: int, first: dict[str, int], again: dict[int, tuple[str, int]]) -> str:
    """The heading; for one that stood there before, which of them it is; for none, the letter of the column."""
    if not title:
        return unheaded(place)
    key = plain(title)
    if key not in first:
        first[key] = place
        return title
    count = 2 + sum(begun == first[key] for _name, begun in again.values())
    again[place] = (f"{title}（第{count}列）", first[key])
    return again[place][0]


def _column(title: str, remembered: Mapping[str, str]) -> Column | None:
    """By the county's own mapping, the whole heading, or the heading without what stands in brackets."""
    key = plain(title)
    if key in remembered:
        return BY_FIELD.get(remembered[key])
    return _KNOWN.get(key) or _KNOWN.get(plain(_BRACKETS.sub("", unicodedata.normalize("NFKC", title))))
