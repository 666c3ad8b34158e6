"""What is wrong with an announced year, and what it lacks of the days that the State Council's order fixes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from cunli.lib.calendars import Year
from cunli.lib.citations import cite

FIXED_BY = cite("全国年节及纪念日放假办法", "2")
FIXED_DAYS = (
    ("元旦", 1, 1),
    ("劳动节", 5, 1),
    ("劳动节", 5, 2),
    ("国庆节", 10, 1),
    ("国庆节", 10, 2),
    ("国庆节", 10, 3),
)
MOON_AND_SUN = ("春节", "清明节", "端午节", "中秋节")
"""Holidays whose day moves with the moon or the sun: only their name is looked for."""
LONGEST = 16


def complaints(year: Year) -> list[str]:
    """Why it cannot be entered, one sentence each; empty when it can."""
    return list(dict.fromkeys([*_head(year), *_rest_days(year), *_make_up(year)]))


def warnings(year: Year) -> list[str]:
    """Days that rest by law and that this year does not name. A person decides: the notice goes before us."""
    off = {day for holiday in year.holidays for day in holiday.days()}
    names = "、".join(holiday.name for holiday in year.holidays)
    lacking = [
        _("%(name)s %(month)d月%(day)d日没有放假") % {"name": name, "month": month, "day": day}
        for name, month, day in FIXED_DAYS
        if date(year.year, month, day) not in off
    ]
    return lacking + [_("没有看到%(name)s") % {"name": name} for name in MOON_AND_SUN if name not in names]


def _head(year: Year) -> Iterator[str]:
    if not year.source.strip():
        yield _("还没有写通知的文号")
    if year.issued.year not in (year.year - 1, year.year):
        yield _("通知的日子和放假的年份对不上")
    if not year.holidays:
        yield _("一天放假也没有")


def _rest_days(year: Year) -> Iterator[str]:
    days = Counter(day for holiday in year.holidays for day in holiday.days()[: LONGEST + 1])
    yield from (_("%(day)s写了两次放假") % {"day": _said(day)} for day, count in days.items() if count > 1)
    for day in days:
        if not _belongs(day, year.year):
            yield _("%(day)s不在%(year)d年里") % {"day": _said(day), "year": year.year}
    for holiday in year.holidays:
        if not 0 <= (holiday.last - holiday.first).days < LONGEST:
            yield _("%(name)s的第一天和最后一天不对") % {"name": holiday.name}


def _make_up(year: Year) -> Iterator[str]:
    off = {day for holiday in year.holidays for day in holiday.days()}
    for day, count in Counter(year.make_up).items():
        if count > 1:
            yield _("%(day)s写了两次上班") % {"day": _said(day)}
        if day in off:
            yield _("%(day)s又放假又上班") % {"day": _said(day)}
        elif day.weekday() < 5:
            yield _("%(day)s不是周末，本来就上班") % {"day": _said(day)}
        if not _belongs(day, year.year):
            yield _("%(day)s不在%(year)d年里") % {"day": _said(day), "year": year.year}


def _belongs(day: date, year: int) -> bool:
    """New Year's holiday may begin in the last days of December."""
    return day.year == year or (day.year, day.month) == (year - 1, 12)


def _said(day: date) -> str:
    return f"{day:%Y-%m-%d}"
