"""Numbers, dates and the content of papers. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from cunli.lib.refusals import Invalid
from cunli.papers.kinds import PHOTOS_TITLE, SPECS, PaperKind

CHINA = ZoneInfo("Asia/Shanghai")
MAX_TEXT = 6_000
MAX_ITEMS = 20
MAX_ITEM = 300
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
"""Characters that XML, and so Word, cannot hold."""


Content = dict[str, "str | list[str]"]


@dataclass(frozen=True, slots=True)
class Recipient:
    """A body the paper is addressed to."""

    unit_id: int
    name: str


def number_of(*, doc_mark: str, kind: PaperKind, year: int, serial: int) -> str:
    """机关代字〔年〕顺序号: the year in six-sided brackets, the serial without leading zeros (GB/T 9704 7.2.5);
    papers of mediation as their own national forms have it."""
    spec = SPECS[kind]
    whole = doc_mark if doc_mark.endswith(spec.mark) else doc_mark + spec.mark
    return spec.number.format(mark=whole, year=year, serial=serial)


def day_of(moment: datetime) -> date:
    """The day in China on which something happened."""
    return moment.astimezone(CHINA).date()


def day_in_words(day: date) -> str:
    """2026年11月3日: Arabic digits, no leading zeros (GB/T 9704 7.3.5)."""
    return f"{day.year}年{day.month}月{day.day}日"


def checked_content(kind: PaperKind, data: Mapping[str, object]) -> Content:
    """The fields of this kind, stripped; raises Invalid naming every field that is wrong, at once."""
    spec = SPECS[kind]
    wrong = {name: _("这一栏不在样式里") for name in data.keys() - {field.name for field in spec.fields}}
    content: Content = {}
    for field in spec.fields:
        value = _plain_list(data.get(field.name)) if field.many else _plain_text(data.get(field.name))
        problem = _problem(value, required=field.required)
        if problem:
            wrong[field.name] = problem
        content[field.name] = value
    if wrong:
        raise Invalid(_("有几处要补一补，写的都还在"), fields=wrong)
    return content


def checked_title(title: str) -> str:
    clean = _plain_text(title).replace("\n", "")
    if not clean or len(clean) > 200:
        raise Invalid(_("请写一个标题，200 字以内"), fields={"title": _("请写一个标题，200 字以内")})
    return clean


def checked_recipients(kind: PaperKind, recipients: Sequence[Recipient]) -> tuple[Recipient, ...]:
    """Each body once, in the given order."""
    unique = tuple({recipient.unit_id: recipient for recipient in recipients}.values())
    if SPECS[kind].needs_recipients and not unique:
        raise Invalid(_("请选这份函发给谁"), fields={"recipients": _("请选这份函发给谁")})
    return unique


def paragraphs(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def listed_attachments(data: Mapping[str, object]) -> list[str]:
    """What the letter names as its attachments (附件说明): the papers typed, then its photos, which follow it."""
    typed = data.get("attachments")
    return [*(typed if isinstance(typed, list) else []), *([PHOTOS_TITLE] if data.get("photos") else [])]


def _plain_text(value: object) -> str:
    return UNPRINTABLE.sub("", str(value or "")).replace("\r\n", "\n").strip()


def _plain_list(value: object) -> list[str]:
    items = value.splitlines() if isinstance(value, str) else value if isinstance(value, list | tuple) else []
    return [text for text in map(_plain_text, items) if text]


def _problem(value: str | list[str], *, required: bool) -> str:
    if not value:
        return _("这一栏还空着") if required else ""
    if isinstance(value, str):
        return _("太长了，最多 %(most)s 字") % {"most": MAX_TEXT} if len(value) > MAX_TEXT else ""
    if len(value) > MAX_ITEMS:
        return _("太多了，最多 %(most)s 条") % {"most": MAX_ITEMS}
    too_long = any(len(item) > MAX_ITEM for item in value)
    return _("每条最多 %(most)s 字") % {"most": MAX_ITEM} if too_long else ""
