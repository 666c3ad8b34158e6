"""The bank's answer, an Excel or CSV with a line for each payment, to values. Pure but for the reader."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import python_calamine
from django.utils.translation import gettext as _

from cunli.benefits.refusals import Unreadable
from cunli.lib.money import fen_of

MAX_BYTES = 5 * 1024 * 1024
MAX_UNPACKED = 40 * 1024 * 1024
MOST_LINES = 6000
_FAR = re.compile(rb'r="(?:[A-Z]{3,}\d+|[A-Z]{1,2}\d{5,})"')
"""A reader lays out the whole rectangle up to the last cell: a far one would take all memory."""
TITLES = {
    "number": ("编号", "备注号", "业务编号", "序列号"),
    "name": ("户名", "姓名", "收款人", "收款户名"),
    "account": ("账号", "账户", "卡号", "收款账号"),
    "fen": ("金额", "金额（元）", "金额(元)", "发放金额"),
    "result": ("结果", "状态", "处理结果", "交易状态"),
    "reason": ("原因", "失败原因", "备注", "退回原因"),
}
NEEDED = ("number", "fen", "result")
PAID = ("成功", "已发放", "已入账", "交易成功", "处理成功")
RETURNED = ("失败", "退回", "退票", "交易失败", "处理失败")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line as the bank wrote it. ``paid``: None where its words are not understood; ``fen``: None likewise."""

    number: str
    name: str
    account: str
    fen: int | None
    paid: bool | None
    reason: str

    @property
    def words(self) -> str:
        return f"{self.number} {self.name} {self.account[-4:]} {self.reason}".strip()


def read(content: bytes, name: str) -> list[Line]:
    """Every line below the header. Raises Unreadable: too large, no table, columns missing (which, it says)."""
    if len(content) > MAX_BYTES:
        raise Unreadable(_("文件太大，最多 5 MB"))
    rows = _csv_rows(content) if name.lower().endswith(".csv") else _excel_rows(content)
    lines = list(_lines([[_text(cell) for cell in row] for row in rows]))
    if not lines:
        raise Unreadable(_("文件里一行也没有"), instead=_("请打开看看是不是银行给的结果文件。"))
    return lines


def _lines(rows: Sequence[Sequence[str]]) -> Iterator[Line]:
    start, places = _header(rows)
    for row in rows[start + 1 :]:
        cell = {key: row[place] if place < len(row) else "" for key, place in places.items()}
        if not any(cell.values()) or not cell["number"]:
            continue
        yield Line(
            number=cell["number"].lstrip("'"),
            name=cell.get("name", "").lstrip("'"),
            account=cell.get("account", "").lstrip("'"),
            fen=fen_of(cell["fen"].lstrip("'")),
            paid=_was_paid(cell["result"]),
            reason=cell.get("reason", "")[:200],
        )


def _header(rows: Sequence[Sequence[str]]) -> tuple[int, dict[str, int]]:
    """Banks put titles and dates above the header: the first line that has what is needed."""
    for number, row in enumerate(rows[:20]):
        places = {key: row.index(title) for key, titles in TITLES.items() for title in titles if title in row}
        if set(NEEDED) <= places.keys():
            return number, places
    wanted = "、".join(TITLES[key][0] for key in NEEDED)
    raise Unreadable(
        _("没找到这几列：%(wanted)s") % {"wanted": wanted}, instead=_("请照我们给的名单，加上“结果”一列再读一次。")
    )


def _was_paid(word: str) -> bool | None:
    return True if word in PAID else False if word in RETURNED else None


def _csv_rows(content: bytes) -> Iterable[Sequence[Any]]:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return list(csv.reader(io.StringIO(content.decode(encoding))))[:MOST_LINES]
        except (UnicodeDecodeError, csv.Error):
            continue
    raise Unreadable(_("这个文件打不开"), instead=_("请存成 Excel（.xlsx）再读一次。"))


def _excel_rows(content: bytes) -> Iterable[Sequence[Any]]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(one.file_size for one in packed.infolist()) > MAX_UNPACKED:
                raise Unreadable(_("文件展开以后太大"))
            sheets = [name for name in packed.namelist() if name.startswith("xl/worksheets/") and name.endswith("xml")]
            if any(_FAR.search(packed.read(name)) for name in sheets):
                raise Unreadable(_("表格太宽或太长，最多 6000 行"))
        book = python_calamine.load_workbook(io.BytesIO(content))
        return book.get_sheet_by_index(0).to_python(nrows=MOST_LINES)
    except (python_calamine.CalamineError, zipfile.BadZipFile, OSError, ValueError, IndexError) as broken:
        raise Unreadable(_("这个文件打不开"), instead=_("请用 Excel（.xlsx）或 CSV 文件。")) from broken


def _text(cell: Any) -> str:
    """Numbers typed as numbers come as floats: whole ones without their point, money to the fen."""
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else f"{cell:.2f}"
    return " ".join(str(cell if cell is not None else "").split())
