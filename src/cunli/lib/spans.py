"""A stretch of days, from a first day up to but not including an end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """``start`` belongs to it, ``end`` does not; ``end`` None means it still runs.

    Half open, so that what ends on a day and what begins on the same day neither overlap nor leave a gap.
    Raises ValueError when ``end`` is not after ``start``.
    """

    start: date
    end: date | None = None

    def __post_init__(self) -> None:
        if self.end is not None and self.end <= self.start:
            raise ValueError(f"a span must end after it starts: {self.start}..{self.end}")

    @property
    def is_open(self) -> bool:
        return self.end is None

    @property
    def last(self) -> date | None:
        """The last day that belongs to it, None while it runs."""
        return None if self.end is None else self.end - timedelta(days=1)

    def contains(self, day: date) -> bool:
        return self.start <= day and (self.end is None or day < self.end)

    def overlaps(self, other: Span) -> bool:
        return (other.end is None or self.start < other.end) and (self.end is None or other.start < self.end)
