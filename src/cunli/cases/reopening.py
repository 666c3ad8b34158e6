"""Until when an ended matter may be taken up again."""

from __future__ import annotations

from datetime import datetime

from cunli.cases import clocks
from cunli.cases.models import Matter
from cunli.county import selectors as county
from cunli.lib.terms import day_of
from cunli.procedures.grammar import ASK_AGAIN, Procedure, StateClass, Step


def closes_with_the_window(procedure: Procedure, state: str, step: Step) -> bool:
    """Whether a step of an ended matter may be taken only while the window is open: one that begins it anew, or one
    that answers the second question. What the person never got to say at the end may be said at any time."""
    if step.anytime:
        return False
    return step.to in ("", state) or procedure.state(step.to).cls is not StateClass.END


def open_until(matter: Matter) -> datetime | None:
    """The last moment; None while open. The county's length runs from the stored closing, and until the second question
    is answered once more from the day on which it is asked, because whoever is asked must be able to say no."""
    if matter.closed_at is None:
        return None
    asked_again = _asked_again_at(matter)
    found = _reckoned(matter, matter.closed_at)
    return max(found, _reckoned(matter, asked_again)) if asked_again else found


def may_reopen(matter: Matter, *, at: datetime) -> bool:
    """Reckoned from the stored record, not from what a page says. One query, only after the first window."""
    if matter.closed_at is None:
        return False
    if at <= _reckoned(matter, matter.closed_at):
        return True
    asked_again = _asked_again_at(matter)
    return asked_again is not None and at <= _reckoned(matter, asked_again)


def _reckoned(matter: Matter, since: datetime) -> datetime:
    """By the length the county had set that day."""
    length = county.length(matter.law.reopen.within.county, on=day_of(since), county_id=matter.county_id)
    return clocks.reckon_term(length, started_at=since).due_at


def _asked_again_at(matter: Matter) -> datetime | None:
    """When the second question is asked, while nobody has answered it."""
    keys = [term.key for term in matter.law.terms if term.late == ASK_AGAIN]
    running = matter.terms.filter(key__in=keys, met_at=None, ended_at=None) if keys else matter.terms.none()
    return running.order_by("-due_at").values_list("due_at", flat=True).first()
