"""From a procedure's terms to rows: start, meet, end, suspend. Works on unsaved or loaded rows; services save them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta

from django.utils import timezone

from cunli.cases.models import Matter, Term
from cunli.county import selectors as county
from cunli.lib.calendars import Calendar
from cunli.lib.lengths import Length
from cunli.lib.sentences import Sentence
from cunli.lib.spans import Span
from cunli.lib.terms import Reckoned, day_of, end_of, reckon
from cunli.procedures import grammar
from cunli.procedures.grammar import Procedure
from cunli.procedures.values import Values

NAMED_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)

MOVED = ("due_at", "by_hour", "provisional", "reckoning", "suspensions", "watch_at")
"""What ``suspend`` and ``resume`` write."""


def started_by(procedure: Procedure, event: str) -> list[grammar.Term]:
    """The terms that a step (or the opening, or an opening's own key) starts."""
    return [term for term in procedure.terms if event in term.starts]


def start(matter: Matter, events: Iterable[str], values: Values, *, at: datetime) -> list[Term]:
    """New rows for the terms that ``events`` start, their lengths read in one query. Clocks run from ``at``.

    A clock until a named day takes it from ``values``, what the starting step writes.
    """
    wanted = {term.key: term for event in events for term in started_by(matter.law, event)}
    if not wanted:
        return []
    counted = [term for term in wanted.values() if not term.length.fact]
    lengths = {key: length.written for key, length in _lengths(matter, counted, on=day_of(at)).items()}
    lengths |= {key: str(values[term.length.fact]) for key, term in wanted.items() if term.length.fact}
    return [_row(matter, key, lengths[key], at=at) for key in wanted]


def touched(
    procedure: Procedure,
    running: Sequence[Term],
    step: str,
    restarted: Iterable[str],
    *,
    at: datetime,
    happened_at: datetime | None = None,
) -> list[Term]:
    """The running terms that ``step`` meets or ends, marked so. A term that starts anew ends the old one.

    Act first, record later: a clock is met when the thing was done, though never before the clock began.
    """
    again = set(restarted)
    changed = []
    for row in running:
        term = procedure.term(row.key)
        if step in term.met_by:
            row.met_at = max(happened_at or at, row.started_at)
        elif step in term.ends_with or row.key in again:
            row.ended_at = at
        else:
            continue
        row.watch_at = None
        changed.append(row)
    return changed


def reckon_term(
    length: Length, *, started_at: datetime, suspensions: Sequence[Span] = (), calendar: Calendar | None = None
) -> Reckoned:
    """The due day and its reckoning. Hours run from the moment, days from the day it was received.

    ``calendar``: another than the one announced so far, to see what would have been said under it.
    """
    begin = timezone.localtime(started_at)
    return reckon(
        start=begin if length.by_hour else begin.date(),
        length=length,
        calendar=calendar or county.calendar(),
        suspensions=() if length.by_hour else tuple(suspensions),
    )


def suspend(row: Term, *, since: date, until: date | None) -> Term:
    """Stop the clock from a day until a day; an open end closes with ``resume``."""
    row.suspensions = [*row.suspensions, [since.isoformat(), until.isoformat() if until else None]]
    return recompute(row)


def capped(row: Term, *, since: date, until: date, at_most: int) -> date:
    """How far a stop from ``since`` may reach, so that the row stands still on ``at_most`` days in all."""
    stopped = {day for start, end in row.suspensions if end for day in _days(start, end)}
    day = since
    while day < until and (day in stopped or len(stopped) < at_most):
        stopped.add(day)
        day += timedelta(days=1)
    return day


def _days(start: str, end: str) -> list[date]:
    first = date.fromisoformat(start)
    return [first + timedelta(days=n) for n in range((date.fromisoformat(end) - first).days)]


def resume(row: Term, *, on: date) -> Term:
    """Let the clock run again from ``on``: what was to stop beyond that day stops there."""
    cut = []
    for since, until in row.suspensions:
        end = min(date.fromisoformat(until), on) if until else on
        if date.fromisoformat(since) < end:
            cut.append([since, end.isoformat()])
    row.suspensions = cut
    return recompute(row)


def recompute(row: Term, calendar: Calendar | None = None) -> Term:
    """Write the due moment anew from what is stored. The sweep's ``--verify`` compares with this."""
    _write(row, _reckon(row, calendar))
    return row


def _lengths(matter: Matter, terms: Iterable[grammar.Term], *, on: date) -> Mapping[str, Length]:
    asked = {term.key: (term.length.county, _per(matter, term.length)) for term in terms}
    found = county.lengths(asked.values(), on=on, county_id=matter.county_id)
    return {key: found[request] for key, request in asked.items()}


def _per(matter: Matter, length: grammar.Length) -> str | None:
    return (getattr(matter, length.per) or length.otherwise) if length.per else None


def _row(matter: Matter, key: str, length: str, *, at: datetime) -> Term:
    return recompute(Term(matter=matter, key=key, started_at=at, length=length))


def _reckon(row: Term, calendar: Calendar | None) -> Reckoned:
    """``length`` is a written length, or the ISO day that was named."""
    if NAMED_DAY.fullmatch(row.length):
        day = date.fromisoformat(row.length)
        named = Sentence("named", {"to": row.length, "near": day_of(row.started_at).isoformat()})
        return Reckoned(day, end_of(day), False, False, (named,))
    spans = [Span(date.fromisoformat(a), date.fromisoformat(b) if b else None) for a, b in row.suspensions]
    return reckon_term(Length.parse(row.length), started_at=row.started_at, suspensions=spans, calendar=calendar)


def _write(row: Term, reckoned: Reckoned) -> None:
    row.due_at = reckoned.due_at
    row.by_hour = reckoned.by_hour
    row.provisional = reckoned.provisional
    row.reckoning = [sentence.to_json() for sentence in reckoned.reckoning]
    if row.is_running and row.rung == 0:
        row.watch_at = row.due_at
