"""What the sweep writes when a clock is crossed, or its year is announced: once, however often it runs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from cunli.cases import clocks
from cunli.cases.models import Term
from cunli.cases.questions import ASKED, NOT_ASKED, due_of_question, is_asked_by_colleague, who_asks
from cunli.cases.reopening import open_until
from cunli.cases.services.standing import hold, restate, save_moved
from cunli.dues import index as dues
from cunli.dues.models import Source
from cunli.journal import services as journal
from cunli.lib.actors import Actor
from cunli.lib.terms import day_of


@transaction.atomic
def escalate(*, actor: Actor, term: Term, rung: int, next_at: datetime | None, at: datetime) -> bool:
    """Note that rung ``rung`` of the ladder was told; False when another sweep was first."""
    if not _claim(term, rung=rung, next_at=next_at):
        return False
    _record(actor, "term.escalate", term, at=at, after={"term": term.key, "rung": rung})
    return True


@transaction.atomic
def note_crossing(*, actor: Actor, term: Term, at: datetime) -> bool:
    """Note that a clock without a ladder passed its day; False when another sweep was first."""
    if not _claim(term, rung=1, next_at=None):
        return False
    _record(actor, "term.cross", term, at=at, after={"term": term.key})
    return True


@transaction.atomic
def reckon_again(*, actor: Actor, term: Term, at: datetime) -> bool:
    """Give a running clock whose day was provisional its firm day, now that the holidays are announced.

    False when it is firm already, has been crossed or stopped, or the year is still not announced.
    """
    matter = hold(term.matter_id)
    row = Term.objects.filter(pk=term.pk, provisional=True, rung=0, met_at=None, ended_at=None).first()
    if row is None:
        return False
    before = row.due_at
    if clocks.recompute(row).provisional:
        return False
    save_moved(row)
    restate(matter, at=at)
    row.matter = matter
    after = {"term": row.key, "due_at": row.due_at.isoformat()}
    _record(actor, "term.reckon_again", row, at=at, before={"due_at": before.isoformat()}, after=after)
    return True


@transaction.atomic
def ask_again(*, actor: Actor, term: Term, at: datetime) -> int | None:
    """Put the second question, open until the matter can no longer be reopened: in the index for a unit's people other
    than whoever handled it, where the person cannot press a button. The unit; None when another sweep was first."""
    matter = term.matter
    until = open_until(matter) or term.due_at
    if not _claim(term, rung=ASKED, next_at=max(until, at)):
        return None
    term.rung, term.watch_at = ASKED, max(until, at)
    unit_id = who_asks(matter, on=day_of(at))
    if is_asked_by_colleague(matter):
        dues.put(items=[due_of_question(matter, term, unit_id=unit_id)])
    _record(actor, "term.ask_again", term, at=at, after={"term": term.key, "unit": unit_id})
    return unit_id


@transaction.atomic
def count_as_not_asked(*, actor: Actor, term: Term, at: datetime) -> bool:
    """The day of the second question passed without an answer; False when another sweep was first. The clock stays
    unmet: nobody has said that it is still good."""
    if not _claim(term, rung=NOT_ASKED, next_at=None):
        return False
    dues.clear(source=Source.QUESTION, source_ids=[term.pk])
    _record(actor, "term.not_asked", term, at=at, after={"term": term.key})
    return True


def _record(
    actor: Actor,
    verb: str,
    term: Term,
    *,
    at: datetime,
    after: Mapping[str, object],
    before: Mapping[str, object] | None = None,
) -> None:
    journal.record(
        actor=actor,
        verb=verb,
        subject=term.matter.ref,
        at=at,
        before=before,
        after=after,
        county_id=term.matter.county_id,
        village_id=term.matter.village_id,
    )


def _claim(term: Term, *, rung: int, next_at: datetime | None) -> bool:
    """Exactly one of several sweeps changes the row."""
    claimed = Term.objects.filter(pk=term.pk, rung=term.rung, met_at=None, ended_at=None, watch_at=term.watch_at)
    return claimed.update(rung=rung, watch_at=next_at) == 1
