"""The clocks of a matter as a page shows them: a date, how far it is, and why it is that date."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from cunli.cases.models import Matter, Term
from cunli.lib.sentences import Sentence
from cunli.ui import words

ALWAYS = ("first_answer", "done")
"""What every matter promises: a first answer, and an end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """Parameters of the clock component. ``state``: met, running, today, late, paused."""

    key: str
    label: str
    due: datetime | None
    state: str
    answered: str = ""
    words: str = ""
    reckoning: Sequence[Sentence] = ()


def clocks_of(matter: Matter, terms: Sequence[Term], *, now: datetime) -> list[Clock]:
    """First answer and end, and the clock that the present state is under, the nearest first. The newest row of each
    counts; what has no day yet comes last."""
    latest = {term.key: term for term in terms}
    wanted = [key for key in ALWAYS if _has(matter, key)]
    under = matter.stands.under
    if under and under not in wanted and under in latest:
        wanted.append(under)
    still_owed = matter.is_open and not matter.stands.handled
    found = [_clock(matter, key, latest.get(key), now=now) for key in wanted if key in latest or still_owed]
    return sorted(found, key=lambda clock: (clock.due is None, clock.due or now))


def promised(matter: Matter, terms: Sequence[Term]) -> tuple[str, datetime] | None:
    """What comes next, and by when: the words stand after the day (答复, 办完)."""
    running = {term.key: term for term in terms if term.is_running}
    for key in (matter.stands.under, "done", "first_answer"):
        if key in running:
            said = {"first_answer": _("答复"), "done": _("办完"), "arrival": _("到现场")}
            return said.get(key, str(matter.law.term(key).title)), running[key].due_at
    return None


def _has(matter: Matter, key: str) -> bool:
    return any(term.key == key and term.shown for term in matter.law.terms)


def _clock(matter: Matter, key: str, row: Term | None, *, now: datetime) -> Clock:
    label = str(matter.law.term(key).title)
    if row is None:
        return Clock(
            key=key, label=label, due=None, state="paused", answered=_("还没定"), words=_("有人接了，就有日子")
        )
    why = [Sentence.from_json(line) for line in row.reckoning]
    if row.met_at is not None:
        return _met(key, label, row, why, now=now)
    if row.ended_at is not None:
        return Clock(key=key, label=label, due=row.due_at, state="paused", words=_("不再算了"), reckoning=why)
    if row.due_at >= now and _is_stopped(row, words.day_of(now)):
        return Clock(key=key, label=label, due=row.due_at, state="paused", words=_("停着，等答复"), reckoning=why)
    return Clock(key=key, label=label, due=row.due_at, state=_state(row, now), reckoning=why)


def _met(key: str, label: str, row: Term, why: Sequence[Sentence], *, now: datetime) -> Clock:
    met, late = row.met_at or now, (row.met_at or now) > row.due_at
    answered = _("已答复 %(moment)s") if key == "first_answer" else _("已办 %(moment)s")
    on_time = _("限 %(due)s 前，超了") if late else _("限 %(due)s 前，没超")
    return Clock(
        key=key,
        label=label,
        due=row.due_at,
        state="late" if late else "met",
        answered=answered % {"moment": _short(met, now)},
        words=on_time % {"due": _short(row.due_at, now) if row.by_hour else words.day_short(row.due_at, now)},
        reckoning=why,
    )


def _short(moment: datetime, now: datetime) -> str:
    """9:04 today, 11月21日 on another day."""
    same = words.days_until(moment, now) == 0
    return words.clock_cn(moment) if same else words.day_short(moment, now)


def _state(row: Term, now: datetime) -> str:
    if row.due_at < now:
        return "late"
    return "today" if words.days_until(row.due_at, now) <= 1 else "running"


def _is_stopped(row: Term, today: date) -> bool:
    return any(
        date.fromisoformat(since) <= today and (until is None or today < date.fromisoformat(until))
        for since, until in row.suspensions
    )
