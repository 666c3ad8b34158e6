"""What stands on Today."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from cunli.accounts.roles import Capability
from cunli.desk import words
from cunli.desk.inbox import calls
from cunli.dues.models import Due
from cunli.dues.selectors import CAP, count_before, due_for
from cunli.lib.actors import Actor
from cunli.papers.selectors import waiting_for_signature
from cunli.registry.selectors import looks_at_a_glance

SHOWN = 50
LATE, TODAY, LATER = "late", "today", "later"


@dataclass(frozen=True, slots=True)
class Line:
    """One thing to do."""

    href: str
    title: str
    second: str
    step: str
    place: str
    due_at: datetime
    urgent: bool


@dataclass(frozen=True, slots=True)
class Tab:
    """A count that opens the list of exactly what it counts."""

    key: str
    word: str
    count: str
    tone: str
    current: bool


@dataclass(frozen=True, slots=True)
class ToSign:
    """A draft that waits for another colleague's signature."""

    href: str
    title: str


@dataclass(frozen=True, slots=True)
class TodayPage:
    lines: Sequence[Line]
    tabs: Sequence[Tab]
    is_cut: bool
    may_file: bool
    may_serve: bool
    calls: int
    """How many people the unit still has to phone."""
    to_sign: Sequence[ToSign]
    """Letters that a colleague has drafted."""
    looks: int
    """How many colleagues ask to see a child in full, and wait for this person's yes."""
    answered_looks: int
    """How many of one's own such requests were answered within a day."""


def build(actor: Actor, *, when: str, now: datetime, by_tonight: Callable[[], int]) -> TodayPage:
    """At most eight queries: two lists, two counts where they were cut, villages' names, calls, letters to sign, looks
    at children. ``by_tonight``: what is due by tonight, counted once for the page and its frame."""
    dues = due_for(actor, on=timezone.localdate(now), limit=SHOWN + 1)
    is_cut = len(dues) > SHOWN
    tonight = timezone.localtime(now).replace(hour=23, minute=59, second=59, microsecond=999999)
    when = when if when in {LATE, TODAY, LATER} else ""
    shown = [due for due in dues if not when or _when(due, now, tonight) == when][:SHOWN]
    late = _before(dues, now, lambda: count_before(actor, now, on=timezone.localdate(now)), is_cut=is_cut)
    due_by_tonight = _before(dues, tonight, by_tonight, is_cut=is_cut)
    looks, answered_looks = looks_at_a_glance(actor, now)
    return TodayPage(
        lines=_lines(actor, shown, now),
        tabs=_tabs(len(dues), late, due_by_tonight, when, is_cut=is_cut) if dues else (),
        is_cut=is_cut,
        may_file=actor.may(Capability.FILE_MATTER),
        may_serve=actor.may(Capability.FILE_MATTER) and actor.may(Capability.WORK_MATTER),
        calls=calls.count(actor),
        to_sign=_to_sign(actor) if actor.may(Capability.SIGN_PAPER) else (),
        looks=looks,
        answered_looks=answered_looks,
    )


def _to_sign(actor: Actor) -> list[ToSign]:
    """Of the own unit: its chief signs what a colleague wrote."""
    drafts = waiting_for_signature(actor).filter(unit_id__in=[actor.unit_id or 0]).exclude(ref="")
    return [ToSign(words.matter_url(ref), title) for ref, title in drafts.values_list("ref", "title")[:SHOWN]]


def _when(due: Due, now: datetime, tonight: datetime) -> str:
    if due.due_at < now:
        return LATE
    return TODAY if due.due_at <= tonight else LATER


def _lines(actor: Actor, dues: Sequence[Due], now: datetime) -> list[Line]:
    several = len(actor.scope.villages) != 1 and not actor.scope.grids
    villages = words.village_names(due.village_id for due in dues) if several else {}
    return [_line(due, villages.get(due.village_id or 0, ""), now) for due in dues]


def _line(due: Due, village: str, now: datetime) -> Line:
    place = " ".join(part for part in (village, due.place) if part)
    step = words.due_words(due, timezone.localdate(now))
    return Line(
        href=words.matter_url(due.ref),
        title=due.title,
        second=" · ".join(part for part in (step, place) if part),
        step=step,
        place=place,
        due_at=due.due_at,
        urgent=due.urgent,
    )


def _tabs(n: int, late: int, by_tonight: int, when: str, *, is_cut: bool) -> list[Tab]:
    later = f"{SHOWN}+" if is_cut else str(n - by_tonight)
    shown = (
        ("", _("全部"), f"{SHOWN}+" if is_cut else str(n), ""),
        (LATE, _("超期"), _capped(late), "late"),
        (TODAY, _("今天"), _capped(by_tonight - late), "due"),
        (LATER, _("以后"), later, ""),
    )
    return [Tab(key, word, count, tone, key == when) for key, word, count, tone in shown]


def _before(dues: Sequence[Due], moment: datetime, count: Callable[[], int], *, is_cut: bool) -> int:
    """The list stands by day: only when its last line falls before the moment too, what was cut off is counted."""
    found = sum(due.due_at < moment for due in dues)
    return count() if is_cut and found == len(dues) else found


def _capped(count: int) -> str:
    return f"{CAP}+" if count >= CAP else str(count)
