"""What the sweep writes when a clock is crossed, or its year is announced: once, however often it runs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from cunli.cases import clocks
from cunli.cases.models import Term
from cunli.cases.services.standing import hold, restate, save_moved
from cunli.journal import services as journal
from cunli.lib.actors import Actor


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
