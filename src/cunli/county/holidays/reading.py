"""The notice of the State Council's office, as it stands on its page, to days off and days worked.

Its sentences have kept one form for many years: name of the holiday, colon, first day (with its weekday) to last day,
how many in all; then the weekend days that are worked. The weekday and the count in each are compared with the
calendar, so that a slip of the pen is found.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from cunli.county.holidays.understood import Understood
from cunli.lib.calendars import Holiday

_DAY = r"(?:(\d{4})年)?(?:(\d{1,2})月)?(\d{1,2})日(?:\(([^()]*)\))?"
_TITLE = re.compile(r"国务院办公厅关于(\d{4})年部分节假日安排的通知")
_ANY_YEAR = re.compile(r"(\d{4})年\s*元旦")
_NUMBER = re.compile(r"[\u4e00-\u9fff]{2,8}[〔\[(]\d{4}[〕\])]\d{1,3}号")
_ISSUED = re.compile(r"^\s*(\d{4})年(\d{1,2})月(\d{1,2})日\s*$", re.MULTILINE)
_WRITTEN = re.compile(r"成文日期\s*:?\s*(\d{4})年(\d{1,2})月(\d{1,2})日")
_HEADING = re.compile(r"^\s*(?:[一二三四五六七八九十]+、)?\s*([\u4e00-\u9fff、]{2,12}):")
_REST = re.compile(_DAY + r"(?:\s*(?:至|到|-|—|~)\s*" + _DAY + r")?\s*(?:放假|休息)[^。;,]*(?:,\s*共(\d+)天)?")
_ONE_DAY_COUNT = re.compile(r"放假(\d+)天")
_WORK = re.compile(r"((?:" + _DAY + r"[、,和\s]*)+)上班")
_EACH = re.compile(_DAY)
_BETWEEN = re.compile(r"[。;]|(?=[一二三四五六七八九十]、[\u4e00-\u9fff、]{2,12}:)")
_WEEKDAYS = "一二三四五六日"
Found = tuple[str | None, ...]


def read_notice(text: str) -> Understood:
    """Whatever the text says of days off and days worked; nothing is guessed."""
    plain = unicodedata.normalize("NFKC", text)
    found = Understood()
    _read_head(plain, found)
    if found.year is None:
        found.wrong.append(_("没看出是哪一年的通知，请连标题一起贴"))
        return found
    name = ""
    for sentence in _sentences(plain):
        heading = _HEADING.match(sentence)
        name = heading[1] if heading else name
        _read_sentence(sentence[heading.end() :] if heading else sentence, name, found)
    if not found.holidays:
        found.wrong.append(_("没看到放假的日子，请把通知的正文贴进来"))
    return found


def _read_head(plain: str, found: Understood) -> None:
    title, named = _TITLE.search(re.sub(r"\s", "", plain)), _ANY_YEAR.search(plain)
    year = title or named
    found.year = int(year[1]) if year else None
    found.title = title[0] if title else ""
    number = _NUMBER.search(plain)
    found.number = re.sub(r"[\[(](\d{4})[\])]", r"〔\1〕", number[0]) if number else ""
    signed = [*_WRITTEN.finditer(plain), *_ISSUED.finditer(plain)]
    days = [day for day in (_date(*map(int, match.groups())) for match in signed) if day]
    found.issued = days[0] if days else None


def _sentences(plain: str) -> Iterator[str]:
    """The sentences of the body, not the lines of its head and foot."""
    for line in plain.splitlines():
        if not _ISSUED.match(line) and not _WRITTEN.search(line):
            yield from (part for part in _BETWEEN.split(line) if part.strip())


def _read_sentence(sentence: str, name: str, found: Understood) -> None:
    work = _WORK.search(sentence)
    rest = [match for match in _REST.finditer(sentence) if name and not work]
    if work:
        for match in _EACH.finditer(work[1]):
            day = _day(match.groups(), _last(found), found)
            found.make_up += [day] if day else []
    for match in rest:
        _read_rest(match, name, found)
    if not work and not rest and re.search(r"\d{1,2}月\d{1,2}日", sentence):
        found.unclear.append(sentence.strip())


def _read_rest(match: re.Match[str], name: str, found: Understood) -> None:
    groups = match.groups()
    first = _day(groups[:4], None, found)
    last = _day(groups[4:8], first, found) if groups[6] else first
    if first is None or last is None:
        return
    if last < first:
        found.wrong.append(_("%(name)s：最后一天在第一天前面") % {"name": name})
        return
    holiday = Holiday(name, first, last)
    found.holidays.append(holiday)
    one_day = _ONE_DAY_COUNT.search(match[0])
    said = groups[8] or (one_day[1] if one_day else None)
    if said and int(said) != len(holiday.days()):
        found.wrong.append(
            _("%(name)s：写着共 %(said)s 天，算出来是 %(count)d 天")
            % {"name": name, "said": said, "count": len(holiday.days())}
        )


def _day(groups: Found, before: date | None, found: Understood) -> date | None:
    """A day of the notice's year unless it names another; without its month it is in the month of ``before``."""
    year, month, day, beside = groups
    number = int(month) if month else before.month if before else 0
    made = _date(int(year) if year else found.year or 0, number, int(day or 0))
    if made is None:
        found.wrong.append(_("没有“%(day)s”这一天") % {"day": f"{month or number}月{day}日"})
        return None
    said = re.search(r"(?:周|星期)([一二三四五六日天])", beside or "")
    weekday = _WEEKDAYS[made.weekday()]
    if said and said[1].replace("天", "日") != weekday:
        found.wrong.append(
            _("%(month)d月%(day)d日写着周%(said)s，%(year)d年这一天是周%(weekday)s")
            % {"month": made.month, "day": made.day, "said": said[1], "year": made.year, "weekday": weekday}
        )
    return made


def _last(found: Understood) -> date | None:
    return found.holidays[-1].last if found.holidays else None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
