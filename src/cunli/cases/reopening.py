"""Until when an ended matter may be taken up again."""

from __future__ import annotations

from datetime import datetime

from cunli.cases import clocks
from cunli.cases.models import Matter
from cunli.county import selectors as county
from cunli.lib.terms import day_of


def open_until(matter: Matter) -> datetime | None:
    """The last moment, reckoned from the stored closing by the length the county had set that day; None while open."""
    if matter.closed_at is None:
        return None
    length = county.length(matter.law.reopen.within.county, on=day_of(matter.closed_at), county_id=matter.county_id)
    return clocks.reckon_term(length, started_at=matter.closed_at).due_at


def may_reopen(matter: Matter, *, at: datetime) -> bool:
    """Reckoned from the stored record, not from what a page says."""
    until = open_until(matter)
    return until is not None and at <= until
