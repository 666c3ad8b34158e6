"""How days, moments and numbers are said to people. Pure: "today" and "now" are passed in."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from enum import StrEnum

from django.utils import timezone
from django.utils.translation import gettext as _

When = date | datetime

END_OF_DAY = time(23, 59)


class Tone(StrEnum):
    """What a colour means. It never speaks alone: a word stands beside it."""

    BRAND = "brand"
    LATE = "late"
    DUE = "due"
    WAIT = "wait"
    CALM = "calm"


def local(when: When) -> When:
    """The same moment on the clock of the place; a day stays a day."""
    if not isinstance(when, datetime) or when.tzinfo is None:
        return when
    here = timezone.get_default_timezone()
    return when if when.tzinfo is here else when.astimezone(here)


def day_of(when: When) -> date:
    """The calendar day here, on the clock of the place."""
    here = local(when)
    return here.date() if isinstance(here, datetime) else here


def has_hour(due: When) -> bool:
    """Whether a due moment runs by the clock. The last minute of a day and its very first moment only mean "that
    day": to its end, or from its morning."""
    here = local(due)
    if not isinstance(here, datetime) or here.time() == time.min:
        return False
    return here.time().replace(second=0, microsecond=0) != END_OF_DAY


def days_until(due: When, today: When) -> int:
    """Calendar days from today to the due day; negative when it has passed."""
    return (day_of(due) - day_of(today)).days


def is_late(due: When, now: When) -> bool:
    """Past its day, or past its hour when both sides know the hour."""
    if isinstance(due, datetime) and isinstance(now, datetime):
        return due < now
    return days_until(due, now) < 0


def due_words(due: When, now: When) -> str:
    """超2天 · 今天 · 明天 · 还有3天; 超2小时 when it runs by the clock and ``now`` has one."""
    days = days_until(due, now)
    if days == 0 and is_late(due, now):
        return _late_today(due, now)
    if days < 0:
        return _("超%(days)d天") % {"days": -days}
    if days == 0:
        return _("今天")
    if days == 1:
        return _("明天")
    return _("还有%(days)d天") % {"days": days}


def _late_today(due: When, now: When) -> str:
    if not (isinstance(due, datetime) and isinstance(now, datetime)):
        return _("今天")
    minutes = int((now - due) / timedelta(minutes=1))
    if minutes >= 60:
        return _("超%(hours)d小时") % {"hours": minutes // 60}
    return _("超%(minutes)d分钟") % {"minutes": max(minutes, 1)}


def due_tone(due: When, now: When) -> Tone:
    """late past its time, due today and tomorrow, calm after that."""
    if is_late(due, now):
        return Tone.LATE
    return Tone.DUE if days_until(due, now) <= 1 else Tone.CALM


def due_at(due: When, today: When) -> str:
    """The date that stands beside the due words: 11月21日, or 15:00 前 when it is today by the clock."""
    if has_hour(due) and days_until(due, today) == 0:
        return clock_before(due)
    return day_short(due, today)


def clock_before(due: When) -> str:
    """15:00 前; nothing for a mere day."""
    return _("%(clock)s 前") % {"clock": clock_cn(due)} if isinstance(due, datetime) else ""


def day_short(day: When, today: When) -> str:
    """11月26日; the year only when it is not this one."""
    it = day_of(day)
    parts = {"year": it.year, "month": it.month, "day": it.day}
    if it.year == day_of(today).year:
        return _("%(month)d月%(day)d日") % parts
    return _("%(year)d年%(month)d月%(day)d日") % parts


def day_full(day: When) -> str:
    """2026年11月23日: with its year, for paper."""
    it = day_of(day)
    return _("%(year)d年%(month)d月%(day)d日") % {"year": it.year, "month": it.month, "day": it.day}


def month_full(day: When) -> str:
    """2026年11月."""
    it = day_of(day)
    return _("%(year)d年%(month)d月") % {"year": it.year, "month": it.month}


def weekday(day: When) -> str:
    """周一 … 周日."""
    return (_("周一"), _("周二"), _("周三"), _("周四"), _("周五"), _("周六"), _("周日"))[day_of(day).weekday()]


def weekday_long(day: When) -> str:
    """星期一 … 星期日."""
    long = (_("星期一"), _("星期二"), _("星期三"), _("星期四"), _("星期五"), _("星期六"), _("星期日"))
    return long[day_of(day).weekday()]


def day_cn(day: When, today: When) -> str:
    """11月30日 周一."""
    return _("%(date)s %(weekday)s") % {"date": day_short(day, today), "weekday": weekday(day)}


def clock_cn(moment: datetime | time) -> str:
    """9:04, on the clock of the place."""
    here = local(moment) if isinstance(moment, datetime) else moment
    return f"{here.hour}:{here.minute:02d}" if isinstance(here, datetime | time) else ""


def moment_cn(moment: When, today: When) -> str:
    """今天 10:30 · 昨天 19:20 · 11月21日 周六 15:00; a mere day has no clock."""
    days = days_until(moment, today)
    near = {0: _("今天"), -1: _("昨天"), 1: _("明天")}
    day = near.get(days) or day_cn(moment, today)
    if not isinstance(moment, datetime):
        return day
    return _("%(day)s %(clock)s") % {"day": day, "clock": clock_cn(moment)}


def spoken_phone(number: str) -> str:
    """In groups as it is read aloud: 138 0013 8000, 0474 555 0142. Anything else is left as it is."""
    digits = number.removeprefix("+86").strip()
    if digits.isdigit() and len(digits) == 11 and digits.startswith("1"):
        return f"{digits[:3]} {digits[3:7]} {digits[7:]}"
    if digits.isdigit() and len(digits) in {7, 8}:
        return f"{digits[:-4]} {digits[-4:]}"
    return digits.replace("-", " ")


def away_words(metres: float) -> str:
    """ "约60米外", "约150米外", "约1.2公里外": as exactly as a phone knows where it is."""
    if metres < 10:
        return _("就在这里")
    if metres < 995:
        step = 10 if metres < 100 else 50
        return _("约%(metres)d米外") % {"metres": max(round(metres / step) * step, 10)}
    return _("约%(km)s公里外") % {"km": f"{metres / 1000:.1f}"}


def heat_word(heat: int) -> str:
    """How heated it was, 1 to 5: five words for five dots."""
    words = (_("很激动"), _("激动"), _("平和"), _("能谈"), _("谈拢"))
    return words[min(max(heat, 1), 5) - 1]
