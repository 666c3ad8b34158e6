"""Lateness climbs the county's ladder: the town first, the county later, each rung told once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from cunli.accounts.models import Post
from cunli.accounts.selectors import officers_at, post_holders
from cunli.cases import clocks
from cunli.cases import services as cases
from cunli.cases.models import Matter, Term
from cunli.cases.waiting import URGENT
from cunli.county import selectors as county
from cunli.county.values import Rung
from cunli.exclusions.hiding import is_hidden_from
from cunli.lib.actors import SYSTEM
from cunli.lib.lengths import Length
from cunli.lib.terms import day_of
from cunli.messages import services as messages
from cunli.messages.addresses import Address
from cunli.messages.models import Kind
from cunli.ui import words


def climb(term: Term, *, at: datetime) -> int:
    """Tell every rung whose moment has come, so that nights without a sweep are caught up at once.

    Returns how many rungs were told. Each is claimed by a conditional update: of two sweeps, one tells.
    """
    told = 0
    while term.watch_at is not None and term.watch_at <= at and _next_rung(term, at=at):
        told += 1
    return told


@transaction.atomic
def _next_rung(term: Term, *, at: datetime) -> bool:
    """False when another sweep was first, or nobody is left to tell."""
    rungs = county.ladder(by_hour=term.by_hour, on=day_of(at), county_id=term.matter.county_id)
    if term.rung >= len(rungs):
        cases.note_crossing(actor=SYSTEM, term=term, at=at)
        return False
    to = _holders(term.matter, rungs[term.rung], at=at)
    next_at = None
    if following := rungs[term.rung + 1 : term.rung + 2]:
        # Nobody waits for nobody: where no one holds the rung's post, the next rung hears at once.
        next_at = _rung_at(term, following[0]["after"]) if to else term.due_at
    elif not to and not any(_holders(term.matter, rung, at=at) for rung in rungs):
        to = _desk(term.matter, at=at)
    if not cases.escalate(actor=SYSTEM, term=term, rung=term.rung + 1, next_at=next_at, at=at):
        return False
    term.rung, term.watch_at = term.rung + 1, next_at
    _tell(term, to, at=at)
    return True


def _rung_at(term: Term, after: str) -> datetime:
    """``after`` counts from the term's own due moment."""
    return clocks.reckon_term(Length.parse(after), started_at=term.due_at).due_at if after else term.due_at


def _holders(matter: Matter, rung: Rung, *, at: datetime) -> list[int]:
    """Users who hold the rung's post on that day."""
    area = {"village": matter.village, "town": matter.town, "county": matter.county}[rung["level"]]
    if area is None:
        return []
    held = [post for post in post_holders(rung["role"], area, day_of(at)) if post.unit.area_id == area.pk]
    wanted = [post for post in held if rung["function"] in ("", post.unit.function)]
    return _told(matter, wanted)


def _desk(matter: Matter, *, at: datetime) -> list[int]:
    """Where nobody holds a post on any rung, those who received the matter hear, so that lateness is never silent."""
    return _told(matter, officers_at(matter.desk_unit_id, day_of(at)))


def _told(matter: Matter, posts: Sequence[Post]) -> list[int]:
    """Each user once, and never one whom the matter is about."""
    if matter.is_guarded:
        posts = [p for p in posts if not is_hidden_from(matter.ref, user_id=p.user_id, unit_id=p.unit_id)]
    return list(dict.fromkeys(post.user_id for post in posts))


def _tell(term: Term, user_ids: list[int], *, at: datetime) -> None:
    matter = term.matter
    messages.tell(
        actor=SYSTEM,
        to=[Address(name="", user_id=user_id) for user_id in user_ids],
        text=_("“%(title)s”超了日子：%(clock)s原定 %(day)s，还没有。")
        % {"title": matter.title, "clock": matter.law.term(term.key).title, "day": _moment(term, at)},
        ref=matter.ref,
        at=at,
        kind=Kind.ESCALATION,
        link=f"/m/{matter.ref}",
        urgent=matter.level == URGENT,
    )


def _moment(term: Term, at: datetime) -> str:
    """A date, never "今天": the message is read on another day than it was written."""
    day = words.day_short(term.due_at, at)
    return f"{day} {words.clock_cn(term.due_at)}" if term.by_hour else day
