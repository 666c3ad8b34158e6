"""How long a clock is: a number and a unit, written "15d", "15wd", "1m", "30min", "4h"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from django.utils.translation import gettext as _


class Unit(StrEnum):
    """The value is the suffix it is written with."""

    MINUTE = "min"
    HOUR = "h"
    DAY = "d"
    WORKING_DAY = "wd"
    MONTH = "m"

    @property
    def by_hour(self) -> bool:
        return self in (Unit.MINUTE, Unit.HOUR)


_LONGEST = {Unit.MINUTE: 525_600, Unit.HOUR: 87_600, Unit.DAY: 36_500, Unit.WORKING_DAY: 26_000, Unit.MONTH: 1_200}
_WRITTEN = re.compile(r"([0-9]{1,6})(min|h|d|wd|m)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Length:
    """At least one unit. Raises ValueError for zero, less, or more than any real clock (a century of days)."""

    value: int
    unit: Unit

    def __post_init__(self) -> None:
        if not 1 <= self.value <= _LONGEST[self.unit]:
            raise ValueError(f"not a length of a clock: {self.value}{self.unit.value}")

    @classmethod
    def parse(cls, text: str) -> Length:
        """ "15d" → 15 days. Raises ValueError for anything that is not a whole number with one of the units."""
        found = _WRITTEN.fullmatch(text.strip())
        if found is None:
            raise ValueError(f"not a length: {text!r}")
        return cls(int(found[1]), Unit(found[2]))

    @property
    def written(self) -> str:
        """The short form that ``parse`` reads; this is what is stored."""
        return f"{self.value}{self.unit.value}"

    @property
    def by_hour(self) -> bool:
        return self.unit.by_hour

    @property
    def duration(self) -> timedelta:
        """Only of minutes and hours: a day may be longer or shorter than it seems, an hour is not."""
        if self.unit is Unit.MINUTE:
            return timedelta(minutes=self.value)
        if self.unit is Unit.HOUR:
            return timedelta(hours=self.value)
        raise ValueError(f"{self.written} has no fixed duration")

    def plus(self, other: Length) -> Length:
        """The sum of two lengths of one unit."""
        if other.unit is not self.unit:
            raise ValueError(f"cannot add {other.written} to {self.written}")
        return Length(self.value + other.value, self.unit)

    def __str__(self) -> str:
        words = {
            Unit.MINUTE: _("%(n)d分钟"),
            Unit.HOUR: _("%(n)d小时"),
            Unit.DAY: _("%(n)d天"),
            Unit.WORKING_DAY: _("%(n)d个工作日"),
            Unit.MONTH: _("%(n)d个月"),
        }
        return words[self.unit] % {"n": self.value}
