"""From a procedure's terms to rows: start, meet, end, suspend. Works on unsaved or loaded rows; services save them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta

from django.utils import timezone

from cunli.cases.models import Matter, Term
from cunli.county import selectors as county
from cunli.law.values import value as statute
from cunli.lib.calendars import Calendar
from cunli.lib.lengths import Length
from cunli.lib.sentences import Sentence
from cunli.lib.spans import Span
from cunli.lib.terms import Reckoned, day_of, end_of, reckon, start_of
from cunli.procedures import grammar, lengths
from cunli.procedures.grammar import Procedure
from cunli.procedures.values import Values

NAMED_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)

EXTENDED = "+"
MOVED = ("length", "due_at", "by_hour", "provisional", "reckoning", "suspensions", "watch_at")
"""What ``moved``, ``suspend`` and ``resume`` write."""


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
    counted = [term for term in wanted.values() if term.length.county]
    lengths = {key: length.written for key, length in _lengths(matter, counted, on=day_of(at)).items()}
    lengths |= {key: statute(term.length.law, day_of(at)).length for key, term in wanted.items() if term.length.law}
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


def moved(matter: Matter, running: Sequence[Term], step: str, values: Values, *, at: datetime) -> list[Term]:
    """The clocks that ``step`` lengthens, stops or lets run again, with their new days."""
    changed = []
    for row in (row for row in running if row.is_running):
        term, today = matter.law.term(row.key), day_of(at)
        if term.extension and step == term.extension.step:
            _extend(row, date.fromisoformat(str(values[term.extension.fact])))
        elif term.pause and step == term.pause.step:
            last = date.fromisoformat(str(values[term.pause.fact]))
            suspend(row, since=today + timedelta(days=1), until=last + timedelta(days=1))
        elif term.pause and step == term.pause.ends:
            resume(row, on=today + timedelta(days=1))
        else:
            continue
        changed.append(row)
    return changed


def extendable(row: Term) -> tuple[date, date] | None:
    """The first and the last day to which a running clock may be extended, which it may be once; None where not."""
    if row.matter.law.term(row.key).extension is None or EXTENDED in row.length:
        return None
    longest = _copy(row, f"{row.length}{EXTENDED}{_longest(row).written}")
    return day_of(row.due_at) + timedelta(days=1), _reckon(longest, None).due_on


def _extend(row: Term, until: date) -> None:
    """By so many days that it ends on this day. They are added to its own end, before that moved off a rest day; the
    last of them may be one, and then the clock ends later still."""
    spans = [Span(date.fromisoformat(a), date.fromisoformat(b) if b else None) for a, b in row.suspensions]
    own = reckon(
        start=day_of(row.started_at),
        length=Length.parse(row.length),
        calendar=county.calendar(),
        suspensions=spans,
        roll=False,
    )
    days = min((until - own.due_on).days, _longest(row).value)
    row.length = f"{row.length}{EXTENDED}{days}d"
    recompute(row)


def _longest(row: Term) -> Length:
    extension = row.matter.law.term(row.key).extension
    if extension is None:
        raise LookupError(row.key)
    return statute(extension.at_most.law, day_of(row.started_at)).as_length()


def _copy(row: Term, length: str) -> Term:
    return Term(matter=row.matter, key=row.key, started_at=row.started_at, length=length, suspensions=row.suspensions)


def reckon_term(
    length: Length,
    *,
    started_at: datetime,
    suspensions: Sequence[Span] = (),
    calendar: Calendar | None = None,
    extension: Length | None = None,
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
        extension=extension,
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


def _per(matter: Matter, length: lengths.Length) -> str | None:
    return (getattr(matter, length.per) or length.otherwise) if length.per else None


def _row(matter: Matter, key: str, length: str, *, at: datetime) -> Term:
    return recompute(Term(matter=matter, key=key, started_at=at, length=length))


def _reckon(row: Term, calendar: Calendar | None) -> Reckoned:
    """``length`` is a written length, with what it was extended by ("60d+30d"), or the ISO day that was named."""
    if NAMED_DAY.fullmatch(row.length):
        day = date.fromisoformat(row.length)
        named = Sentence("named", {"to": row.length, "near": day_of(row.started_at).isoformat()})
        at_dawn = row.matter.law.term(row.key).length.at_dawn
        return Reckoned(day, start_of(day) if at_dawn else end_of(day), False, False, (named,))
    spans = [Span(date.fromisoformat(a), date.fromisoformat(b) if b else None) for a, b in row.suspensions]
    length, _plus, added = row.length.partition(EXTENDED)
    return reckon_term(
        Length.parse(length),
        started_at=row.started_at,
        suspensions=spans,
        calendar=calendar,
        extension=Length.parse(added) if added else None,
    )


def _write(row: Term, reckoned: Reckoned) -> None:
    row.due_at = reckoned.due_at
    row.by_hour = reckoned.by_hour
    row.provisional = reckoned.provisional
    row.reckoning = [sentence.to_json() for sentence in reckoned.reckoning]
    if row.is_running and row.rung == 0:
        row.watch_at = row.due_at
