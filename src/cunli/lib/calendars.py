"""Which days are worked: announced year by year, with the weekends that are worked to make up."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Holiday:
    """One announced stretch off work, ``first`` and ``last`` both included."""

    name: str
    first: date
    last: date

    def days(self) -> list[date]:
        return [self.first + timedelta(days=n) for n in range((self.last - self.first).days + 1)]


@dataclass(frozen=True, slots=True)
class Year:
    """What was announced for one year; ``source`` is the notice's number, ``issued`` its day."""

    year: int
    title: str
    source: str
    issued: date
    holidays: tuple[Holiday, ...]
    make_up: tuple[date, ...]
    """Weekend days that are worked instead (调休上班)."""


@dataclass(frozen=True)
class Calendar:
    """Announced years, one after the other. In a year that is not announced only weekends rest.

    Raises ValueError when a year is missing in between: a silent gap would give wrong days.
    """

    years: tuple[Year, ...] = ()
    _off: dict[date, str] = field(init=False, repr=False, compare=False)
    _worked: frozenset[date] = field(init=False, repr=False, compare=False)
    _sources: dict[int, str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        numbers = [year.year for year in self.years]
        if numbers != list(range(numbers[0], numbers[0] + len(numbers)) if numbers else []):
            raise ValueError(f"announced years must follow each other: {numbers}")
        off = {day: holiday.name for year in self.years for holiday in year.holidays for day in holiday.days()}
        object.__setattr__(self, "_off", off)
        object.__setattr__(self, "_worked", frozenset(day for year in self.years for day in year.make_up))
        object.__setattr__(self, "_sources", {year.year: year.source for year in self.years})

    @property
    def announced_until(self) -> date:
        """The last day for which the holidays are announced; ``date.min`` when nothing is."""
        return date(self.years[-1].year, 12, 31) if self.years else date.min

    def covers(self, day: date) -> bool:
        """Whether the year of ``day`` is announced and held here."""
        return day.year in self._sources

    def is_make_up(self, day: date) -> bool:
        return day in self._worked

    def holiday(self, day: date) -> str | None:
        """The name of the announced holiday on ``day``, None on any other day."""
        return self._off.get(day)

    def source(self, day: date) -> str | None:
        """The number of the notice that announced the year of ``day``."""
        return self._sources.get(day.year)

    def is_working_day(self, day: date) -> bool:
        if day in self._worked:
            return True
        return day not in self._off and day.weekday() < 5

    def next_working_day(self, day: date) -> date:
        """``day`` itself if it is worked, otherwise the first worked day after it."""
        while not self.is_working_day(day):
            day += timedelta(days=1)
        return day
