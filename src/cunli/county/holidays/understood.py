"""What was understood of a text or a sheet, and what was not."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from cunli.lib.calendars import Holiday, Year


@dataclass(slots=True)
class Understood:
    """``wrong``: contradictions that keep it from being entered; ``unclear``: sentences with days that say neither
    rest nor work, to be read by a person. ``number`` and ``issued`` may be missing: then they are typed."""

    year: int | None = None
    title: str = ""
    number: str = ""
    issued: date | None = None
    holidays: list[Holiday] = field(default_factory=list)
    make_up: list[date] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    unclear: list[str] = field(default_factory=list)

    def as_year(self, *, number: str, issued: date) -> Year:
        """With the number and the day of the notice as they were typed or read. Raises ValueError without a year."""
        if self.year is None:
            raise ValueError("no year was understood")
        return Year(
            year=self.year,
            title=self.title or f"国务院办公厅关于{self.year}年部分节假日安排的通知",
            source=number,
            issued=issued,
            holidays=tuple(sorted(self.holidays, key=lambda holiday: holiday.first)),
            make_up=tuple(sorted(self.make_up)),
        )
