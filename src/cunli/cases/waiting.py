"""Whom a matter waits for and until when, written onto the row and into the index of dues."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from cunli.cases.models import Matter, Term
from cunli.cases.parties import reported_by_who_has_it
from cunli.dues.index import DueItem
from cunli.dues.models import Source
from cunli.procedures.grammar import Party, StateClass

URGENT = "L1"


@dataclass(frozen=True, slots=True)
class Waits:
    """``party`` in the procedure's words; the unit or the person it comes down to here."""

    party: str
    unit_id: int | None
    user_id: int | None


def waits_of(matter: Matter) -> Waits:
    """Nobody waits for nobody: a person without an account is waited for by the desk, which asks them.

    The same where the person who asked also works on it, and so may not say themselves that it is good.
    """
    party = matter.stands.waits_for
    if party is None:
        return Waits("", None, None)
    if party is Party.REPORTER and matter.asker_id is not None and not reported_by_who_has_it(matter):
        return Waits(party, None, matter.asker_id)
    if party is Party.MEDIATOR:
        return Waits(party, matter.desk_unit_id, matter.officer_id)
    if party is Party.APPROVER:
        return Waits(party, matter.unit_id or matter.desk_unit_id, None)
    if party is Party.HOLDER:
        party = Party.DESK if matter.unit_id is None else Party.ASSIGNEE
    if party is Party.ASSIGNEE and matter.unit_id is not None:
        return Waits(party, matter.unit_id, matter.officer_id)
    return Waits(party, matter.desk_unit_id, None)


def place_clock(matter: Matter, terms: Sequence[Term]) -> None:
    """Set state class, waits and due from the state and the running terms. Changes the row in memory only."""
    state = matter.stands
    matter.is_open = state.cls is not StateClass.END
    waits = waits_of(matter)
    matter.waits_for, matter.waits_unit_id, matter.waits_user_id = waits.party, waits.unit_id, waits.user_id
    clock = next_clock(matter, terms)
    matter.due_at = clock.due_at if clock else None
    matter.due_by_hour = bool(clock and clock.by_hour)


def next_clock(matter: Matter, terms: Sequence[Term]) -> Term | None:
    """The running term the state is under; else the nearest running one; none once it has ended."""
    if not matter.is_open:
        return None
    running = [term for term in terms if term.is_running]
    under = [term for term in running if term.key == matter.stands.under]
    return min(under or running, key=lambda term: term.due_at, default=None)


def due_item(matter: Matter, *, fallback: datetime) -> DueItem:
    """What "Today" lists for a matter. ``fallback`` stands in where no clock runs, so that it never drops out."""
    return DueItem(
        source=Source.MATTER,
        source_id=matter.pk,
        ref=matter.ref,
        title=matter.title,
        place=matter.place,
        kind=matter.procedure,
        step=matter.state,
        due_at=matter.due_at or fallback,
        by_hour=matter.due_by_hour,
        urgent=matter.level == URGENT,
        unit_id=matter.waits_unit_id,
        user_id=matter.waits_user_id,
        village_id=matter.village_id,
    )
