"""Telling a reckoning: which sentences, in which order. The reckoning itself is in ``terms``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from cunli.lib.calendars import Calendar
from cunli.lib.citations import Citation, cite
from cunli.lib.lengths import Length, Unit
from cunli.lib.sentences import Param, Sentence
from cunli.lib.spans import Span

FROM_THE_NEXT_DAY = cite("民法典", "201")
MONTH_END = cite("民法典", "202")
ROLLED = cite("民法典", "203")
When = date | datetime


class Tale:
    """Collects the sentences of one reckoning that starts at ``start``."""

    def __init__(self, start: When) -> None:
        self.start = start
        self.near = start.date() if isinstance(start, datetime) else start
        self.sentences: list[Sentence] = []

    def add(self, code: str, cited: Citation | None = None, **params: Param | When) -> None:
        plain = {name: value if isinstance(value, str | int) else _iso(value) for name, value in params.items()}
        self.sentences.append(Sentence(code, {"near": self.near.isoformat(), **plain}, cited))

    def counted(self, length: Length, to: date) -> None:
        """From the day after the start, ``length`` ends at ``to``."""
        self.add("start", FROM_THE_NEXT_DAY, start=self.start)
        if length.unit is not Unit.MONTH:
            self.add("length", length=length.written, to=to)
        elif to.day == self.near.day:
            self.add("length", MONTH_END, length=length.written, to=to)
        else:
            self.add("month_end", MONTH_END, length=length.written, to=to)

    def rest_days(self, until: date, calendar: Calendar) -> None:
        """What a count of working days left out, and the make-up days it counted."""
        days = [self.near + timedelta(days=n) for n in range(1, (until - self.near).days + 1)]
        off = Counter((calendar.holiday(day), calendar.source(day)) for day in days if not calendar.is_working_day(day))
        weekends = 0
        for (name, notice), count in off.items():
            if name is None or notice is None:
                weekends += count
            else:
                self.add("holidays", cite(notice), name=name, count=count, notice=notice)
        if weekends:
            self.add("weekends", count=weekends)
        for day in filter(calendar.is_make_up, days):
            self.add("make_up", cite(calendar.source(day) or ""), day=day)

    def stopped(self, stops: Sequence[Span], end: date) -> None:
        """The suspended days after the start, and where the term ends with them."""
        mattered = False
        for span in stops:
            first, last = max(span.start, self.near + timedelta(days=1)), span.last or end
            if first <= min(last, end):
                mattered = True
                self.add("suspended_day" if first == last else "suspended", first=first, last=last)
        if mattered:
            self.add("pushed", to=end)

    def rolled(self, end: date, due: date, calendar: Calendar) -> None:
        """The last day ``end`` is not worked, ``due`` is."""
        name = calendar.holiday(end)
        if name is not None:
            self.add("rolled_holiday", ROLLED, name=name, to=due)
        else:
            self.add("rolled_weekend", ROLLED, weekday=end, to=due)

    def unsure(self, year: int, calendar: Calendar) -> None:
        """``year`` had a say in the day, and its holidays are not known here."""
        code = "provisional" if date(year, 12, 31) > calendar.announced_until else "unknown_year"
        self.add(code, year=year)


def _iso(moment: When) -> str:
    return moment.isoformat(timespec="minutes") if isinstance(moment, datetime) else moment.isoformat()
