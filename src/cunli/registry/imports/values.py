"""What a cell says, whatever way it was typed. Pure: text or number in, plain value or a sentence out."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _

from cunli.lib import identity
from cunli.lib.sheets import ESCAPE, FORMULA_STARTS

Cell = str | float | bool | date | datetime | time | timedelta
EXACT_DIGITS = 15
"""Excel keeps so many digits of a number; what follows became zeros when the cell was typed."""
_DATE = re.compile(
    r"(\d{4})\s*[-./年]\s*(\d{1,2})(?:\s*[-./月]\s*(?:(\d{1,2})\s*[日号]?)?)?(?:[ T]\d{1,2}:\d{2}(:\d{2})?)?"
)
_PACKED = re.compile(r"(\d{4})(\d{2})(\d{2})?")
_SERIAL = re.compile(r"\d{5}(?:\.0+)?")
_EXCEL_DAY_0 = date(1899, 12, 30)
_SCIENTIFIC = re.compile(r"\d(?:\.\d+)?E\+?\d{1,2}", re.IGNORECASE)
_UNITS = re.compile(r"(元|块|圆|人民币|RMB|¥|￥|/年|/人|个?月|人|口|名)", re.IGNORECASE)
_EMPTY = {"", "-", "--", "—", "/", "\\", "无", "NULL", "null", "None", "#N/A", "空"}
_DISABILITY_CARD = re.compile(r"([1-9]\d{16}[\dX])[1-7][1-4](?:B\d)?")


class Unreadable(ValueError):
    """A cell cannot be understood; the message is the reason, in words for whoever typed it."""


def text(cell: Cell) -> str:
    """One line, half-width, without ideographic and other blanks at the ends; empty where the cell says nothing."""
    if isinstance(cell, str):
        plain = cell if cell.isascii() else unicodedata.normalize("NFKC", cell)
        plain = " ".join(plain.split())
        if plain[:1] == ESCAPE and plain[1:].startswith(FORMULA_STARTS):
            plain = plain[1:]
        return "" if plain in _EMPTY else plain
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    return str(cell)


def code(cell: Cell) -> str:
    """Digits that name something. Raises Unreadable where Excel took their end away."""
    plain = text(cell)
    if (isinstance(cell, int | float) and len(plain) > EXACT_DIGITS) or _SCIENTIFIC.fullmatch(plain):
        raise Unreadable(_("Excel 把这串数字变成了数，后几位丢了。请把这一列设成“文本”，再照原件填一遍"))
    return plain.replace(" ", "")


def id_number(cell: Cell) -> tuple[str, bool]:
    """(ID number, whether it came as the number of a disability card: the ID number, kind and degree).

    Raises Unreadable; a number of 15 digits is one that has not been in use since 2013.
    """
    plain = identity.plain(code(cell))
    if card := _DISABILITY_CARD.fullmatch(plain):
        plain = card[1]
    if plain and not identity.is_id_number(plain):
        if len(plain) == 15 and plain.isdigit():
            raise Unreadable(_("这是 15 位的老身份证号，现在要 18 位的"))
        if len(plain) != 18:
            raise Unreadable(_("身份证号要 18 位，这里有 %(n)d 位") % {"n": len(plain)})
        raise Unreadable(_("身份证号有一位不对，请对着证件再看一遍"))
    return plain, card is not None


def day(cell: Cell) -> date | None:
    """A day as 2024-03-05, 2024/3/5, 2024.3.5, 2024年3月5日, 20240305, a date cell or an Excel serial; a month is its
    first day. Raises Unreadable."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    plain = text(cell)
    if not plain:
        return None
    try:
        if found := _DATE.fullmatch(plain) or _PACKED.fullmatch(plain):
            return date(int(found[1]), int(found[2]), int(found[3] or 1))
    except ValueError:
        raise Unreadable(_("没有“%(text)s”这一天") % {"text": plain}) from None
    if _SERIAL.fullmatch(plain):
        return _EXCEL_DAY_0 + timedelta(days=int(float(plain)))
    raise Unreadable(_("“%(text)s”不像日期，请写成 2024-03-05 这样") % {"text": plain[:20]})


def amount(cell: Cell) -> str:
    """A sum or count as plain digits: "１２,３４５.6元" → "12345.6", "1.2万" → "12000". Raises Unreadable."""
    plain = text(cell)
    if not plain:
        return ""
    digits = _UNITS.sub("", plain).replace(",", "").replace(" ", "")
    times = 10_000 if digits.endswith("万") else 1
    try:
        number = Decimal(digits.removesuffix("万")) * times
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite():
        raise Unreadable(_("“%(text)s”不像一个数，请只写数字") % {"text": plain[:20]})
    return format(number.normalize(), "f")
