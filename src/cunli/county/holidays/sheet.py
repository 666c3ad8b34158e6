"""An Excel of two columns, day and 休 or 班 (a third may name the holiday), to days off and days worked."""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

import python_calamine
from django.utils.translation import gettext as _

from cunli.county.holidays.understood import Understood
from cunli.lib.calendars import Holiday
from cunli.lib.refusals import Invalid

MAX_BYTES = 1024 * 1024
MAX_UNPACKED = 8 * 1024 * 1024
_FAR = re.compile(rb'r="(?:[A-Z]{2,}\d+|[A-Z]\d{4,})"')
"""A reader lays out the whole rectangle up to the last cell: a far one would take all memory."""
_WRITTEN = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")
REST, WORK = {"休", "放假", "休息"}, {"班", "上班", "调休上班"}
WINDOWS = (
    ("元旦", (1, 1), (1, 1)),
    ("春节", (1, 21), (2, 21)),
    ("清明节", (4, 4), (4, 6)),
    ("劳动节", (5, 1), (5, 2)),
    ("端午节", (5, 25), (6, 25)),
    ("中秋节", (9, 7), (9, 30)),
    ("国庆节", (10, 1), (10, 3)),
)
"""Between which days of the year a holiday falls, to name a stretch that has no name in the sheet."""
Row = tuple[date, str]


def read_sheet(content: bytes) -> Understood:
    """Raises Invalid where the file cannot be read; what is wrong with single rows is said with their number."""
    found = Understood()
    rest: list[Row] = []
    for number, cells in enumerate(_rows(content), 1):
        _read_row(number, cells, rest, found)
    days = [day for day, _name in rest] + found.make_up
    found.year = max((day.year for day in days), default=None)
    found.holidays = _stretches(sorted(rest))
    if not rest:
        found.wrong.append(_("没看到放假的日子：第一列写日子，第二列写休或班"))
    return found


def _read_row(number: int, cells: list[Any], rest: list[Row], found: Understood) -> None:
    written = [_text(cell) for cell in [*cells, "", "", ""][:3]]
    if not any(written):
        return
    day, kind = _day(cells[0] if cells else ""), written[1]
    if day is None and number == 1:
        return  # the header
    if day is None:
        found.wrong.append(_("第 %(row)d 行：“%(text)s”不是一个日子") % {"row": number, "text": written[0]})
    elif kind in REST:
        rest.append((day, written[2]))
    elif kind in WORK:
        found.make_up.append(day)
    else:
        found.wrong.append(_("第 %(row)d 行：第二列要写休或班，写的是“%(text)s”") % {"row": number, "text": kind})


def _stretches(rest: list[Row]) -> list[Holiday]:
    """Days that follow each other under one name are one holiday; a name that is missing is told by the season."""
    found: list[Holiday] = []
    names: list[str] = []
    for day, name in rest:
        last = found[-1] if found else None
        if last and day - last.last == timedelta(days=1) and name in ("", names[-1]):
            found[-1] = Holiday(last.name, last.first, day)
        else:
            found.append(Holiday(name, day, day))
            names.append(name)
    return [Holiday(one.name or _named(one), one.first, one.last) for one in found]


def _named(holiday: Holiday) -> str:
    days = {(day.month, day.day) for day in holiday.days()}
    names = [name for name, first, last in WINDOWS if any(first <= day <= last for day in days)]
    return "、".join(names) or "放假"


def _rows(content: bytes) -> Iterator[list[Any]]:
    _refuse_unsafe(content)
    try:
        book = python_calamine.load_workbook(io.BytesIO(content))
        sheet = book.get_sheet_by_index(0)
        yield from sheet.to_python(skip_empty_area=False)
    except (python_calamine.CalamineError, OSError, ValueError, IndexError) as broken:
        raise _broken() from broken


def _refuse_unsafe(content: bytes) -> None:
    """Raises Invalid for what is no Excel of two columns."""
    if len(content) > MAX_BYTES:
        raise _too_much()
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            if sum(entry.file_size for entry in package.infolist()) > MAX_UNPACKED:
                raise _too_much()
            sheets = [name for name in package.namelist() if name.startswith("xl/worksheets/") and name.endswith("xml")]
            if any(_FAR.search(package.read(name)) for name in sheets):
                raise _too_much()
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, OSError) as broken:
        raise _broken() from broken


def _day(cell: Any) -> date | None:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    match = _WRITTEN.fullmatch(_text(cell))
    try:
        return date(*map(int, match.groups())) if match else None
    except ValueError:
        return None


def _text(cell: Any) -> str:
    return unicodedata.normalize("NFKC", str(cell)).strip()


def _broken() -> Invalid:
    said = _("文件打不开，请用 Excel 打开，另存为 .xlsx 再传")
    return Invalid(said, fields={"upload": said})


def _too_much() -> Invalid:
    said = _("这个表太大了。只要两列：日子，休或班")
    return Invalid(said, fields={"upload": said})
