"""When something is due, and why: pure reckoning of days, working days, months, hours and minutes.

Days: the day it starts is not counted (民法典201); months end on the same day number or at the month's end (202);
a last day that is not worked moves to the next worked day (203), also for terms of calendar days.
Hours and minutes start at their moment, run through nights and weekends, and do not move.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import TypedDict
from zoneinfo import ZoneInfo

from cunli.lib.calendars import Calendar
from cunli.lib.citations import cite
from cunli.lib.lengths import Length, Unit
from cunli.lib.sentences import Sentence, SentenceJson
from cunli.lib.spans import Span
from cunli.lib.tales import Tale

__all__ = ["SHANGHAI", "Length", "Reckoned", "ReckonedJson", "Sentence", "Unit", "day_of", "end_of", "reckon"]

SHANGHAI = ZoneInfo("Asia/Shanghai")
ONE_DAY = timedelta(days=1)
START_AT_ONCE = cite("民法典", "201")


class ReckonedJson(TypedDict):
    due: str
    due_at: str
    by_hour: bool
    provisional: bool
    paused: bool
    reckoning: list[SentenceJson]


@dataclass(frozen=True, slots=True)
class Reckoned:
    """The answer and its reasons.

    ``due_on`` is a day in Shanghai, ``due_at`` its last second (of hour terms: the very moment).
    ``provisional``: a year whose holidays are not announced had a say. ``paused``: a suspension has no end yet; the
    due day is then the earliest possible one, as if it went on at once, and nobody is late while it lasts.
    """

    due_on: date
    due_at: datetime
    by_hour: bool
    provisional: bool
    reckoning: tuple[Sentence, ...]
    paused: bool = False

    def to_json(self) -> ReckonedJson:
        return {
            "due": self.due_on.isoformat(),
            "due_at": self.due_at.isoformat(),
            "by_hour": self.by_hour,
            "provisional": self.provisional,
            "paused": self.paused,
            "reckoning": [sentence.to_json() for sentence in self.reckoning],
        }

    @classmethod
    def from_json(cls, data: ReckonedJson) -> Reckoned:
        return cls(
            due_on=date.fromisoformat(data["due"]),
            due_at=datetime.fromisoformat(data["due_at"]).astimezone(SHANGHAI),
            by_hour=data["by_hour"],
            provisional=data["provisional"],
            paused=data["paused"],
            reckoning=tuple(Sentence.from_json(sentence) for sentence in data["reckoning"]),
        )


def day_of(moment: date | datetime) -> date:
    """The day in Shanghai. Raises ValueError for a time without a zone."""
    if not isinstance(moment, datetime):
        return moment
    if moment.tzinfo is None:
        raise ValueError("a time needs its zone")
    return moment.astimezone(SHANGHAI).date()


def start_of(day: date) -> datetime:
    """The first moment of ``day`` in Shanghai."""
    return datetime.combine(day, time.min, SHANGHAI)


def end_of(day: date) -> datetime:
    """The last second of ``day`` in Shanghai."""
    return datetime.combine(day, time(23, 59, 59), SHANGHAI)


def reckon(
    *,
    start: date | datetime,
    length: Length,
    calendar: Calendar,
    suspensions: Sequence[Span] = (),
    extension: Length | None = None,
    roll: bool = True,
) -> Reckoned:
    """The due day of a term of ``length`` from ``start``.

    ``suspensions`` are days that do not count, in any order, overlapping or not. ``extension`` is added to the term's
    own end, before that end moved off a rest day. ``roll=False`` for the rare term that ends on its day come what may.
    Raises ValueError when hours are counted from a bare day, a time has no zone, or an extension of hours
    meets a term of days (or the reverse); OverflowError past the year 9999.
    """
    if extension is not None and extension.by_hour is not length.by_hour:
        raise ValueError(f"{length.written} cannot be extended by {extension.written}")
    stops = tuple(sorted(span for span in suspensions if span.end is not None))
    if length.by_hour:
        if not isinstance(start, datetime) or start.tzinfo is None:
            raise ValueError("hours are counted from a moment, with its zone")
        known = _by_hour(start.astimezone(SHANGHAI), length, stops, extension)
    else:
        known = _by_day(day_of(start), length, calendar, stops, extension=extension, roll=roll)
    return _paused(known, start, [span.start for span in suspensions if span.end is None])


def _by_day(
    start: date,
    length: Length,
    calendar: Calendar,
    stops: tuple[Span, ...],
    *,
    extension: Length | None,
    roll: bool,
) -> Reckoned:
    tale = Tale(start)
    plain = _advance(start, length, calendar, ())
    tale.counted(length, plain)
    if extension is not None:
        plain = _end(start, length, extension, calendar, ())
        tale.add("extended", length=extension.written, to=plain)
    counts_work = Unit.WORKING_DAY in (length.unit, extension.unit if extension else None)
    if counts_work:
        tale.rest_days(plain, calendar)
    end = _end(start, length, extension, calendar, stops)
    tale.stopped(stops, end)
    due = _rolled(end, calendar, stops) if roll else end
    if due != end:
        tale.rolled(end, due, calendar)
    unsure = _unsure(start + ONE_DAY if counts_work else end, due, calendar) if roll or counts_work else None
    if unsure is not None:
        tale.unsure(unsure, calendar)
    return Reckoned(due, end_of(due), False, unsure is not None, tuple(tale.sentences))


def _by_hour(start: datetime, length: Length, stops: tuple[Span, ...], extension: Length | None) -> Reckoned:
    tale = Tale(start)
    due = start + length.duration
    tale.add("moment", START_AT_ONCE, start=start, length=length.written, to=due)
    if extension is not None:
        due += extension.duration
        tale.add("extended_moment", length=extension.written, to=due)
    counted = start
    for span in stops:
        first, until = max(counted, _midnight(span.start)), _midnight(span.last or span.start) + ONE_DAY
        if first < due and first < until:
            due += until - first
            counted = until
            tale.add("pushed_moment", to=due)
    return Reckoned(due.date(), due, True, False, tuple(tale.sentences))


def _paused(known: Reckoned, start: date | datetime, begun: Sequence[date]) -> Reckoned:
    """The same, paused, if a suspension without an end began before the term ran out."""
    if not begun or min(begun) > known.due_on:
        return known
    tale = Tale(day_of(start))
    tale.add("paused", first=min(begun))
    return replace(known, paused=True, reckoning=(*known.reckoning, *tale.sentences))


def _end(start: date, length: Length, extension: Length | None, calendar: Calendar, stops: tuple[Span, ...]) -> date:
    """The last day before any move off a rest day. Lengths of one unit are added first: 1 + 1 months are 2 months."""
    if extension is None:
        return _advance(start, length, calendar, stops)
    if extension.unit is length.unit:
        return _advance(start, length.plus(extension), calendar, stops)
    return _advance(_advance(start, length, calendar, stops), extension, calendar, stops)


def _advance(start: date, length: Length, calendar: Calendar, stops: tuple[Span, ...]) -> date:
    """The last of ``length`` counted days after ``start``; suspended days are not counted."""
    if length.unit is Unit.MONTH:
        plain = _add_months(start, length.value)
        return _count(start, (plain - start).days, stops, None)
    return _count(start, length.value, stops, calendar if length.unit is Unit.WORKING_DAY else None)


def _count(start: date, days: int, stops: tuple[Span, ...], calendar: Calendar | None) -> date:
    """Step on until ``days`` days were counted: not suspended and, with a calendar, worked."""
    day = start
    while days:
        day += ONE_DAY
        if not _stopped(day, stops) and (calendar is None or calendar.is_working_day(day)):
            days -= 1
    return day


def _add_months(day: date, count: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    if year > date.max.year:
        raise OverflowError("past the year 9999")
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _rolled(end: date, calendar: Calendar, stops: tuple[Span, ...]) -> date:
    """``end``, or the first worked day after it on which the clock does not stand still."""
    due = calendar.next_working_day(end)
    while _stopped(due, stops):
        due = calendar.next_working_day(due + ONE_DAY)
    return due


def _unsure(first: date, last: date, calendar: Calendar) -> int | None:
    """A year between the two days whose holidays are not known, the later the better told; None if all are."""
    for day in (last, first):
        if not calendar.covers(day):
            return day.year
    return None


def _stopped(day: date, stops: tuple[Span, ...]) -> bool:
    return any(span.contains(day) for span in stops)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), SHANGHAI)
