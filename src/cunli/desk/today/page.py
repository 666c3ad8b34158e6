"""What stands on Today."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from cunli.accounts.roles import Capability
from cunli.accounts.selectors import serving
from cunli.desk import words
from cunli.desk.filing.ways import may_open
from cunli.desk.inbox import calls
from cunli.dues.models import Due
from cunli.dues.selectors import CAP, count_until, due_for
from cunli.lib.actors import Actor
from cunli.papers.selectors import waiting_for_signature
from cunli.registry.selectors import asked_at_a_glance
from cunli.visits.selectors import count_wanting

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
class _Count:
    """Of the nearest hundred; ``today`` is counted by itself where a hundred do not reach beyond tonight."""

    late: int
    by_tonight: int
    all: int
    today: int | None = None


@dataclass(frozen=True, slots=True)
class ToSign:
    """A draft that waits for another colleague's signature."""

    href: str
    title: str
    ref: str
    """Of its matter: two letters may bear one title."""


@dataclass(frozen=True, slots=True)
class TodayPage:
    lines: Sequence[Line]
    tabs: Sequence[Tab]
    is_cut: bool
    by_tonight: int
    """Up to 100."""
    may_file: bool
    may_serve: bool
    may_open: bool
    """A matter of whatever kind."""
    may_draft_notices: bool
    calls: int
    """How many people the unit still has to phone."""
    to_sign: Sequence[ToSign]
    """Letters that a colleague has drafted."""
    looks: int
    """How many colleagues ask to see a child in full, and wait for this person's yes."""
    erasures: int
    """How many wait to be told whether their data is removed."""
    wanting: int
    """How many households want to be seen. Up to 100."""
    answered_looks: int
    """How many of one's own such requests were answered within a day."""


def build(actor: Actor, *, when: str, now: datetime) -> TodayPage:
    """At most nine queries: three lists, villages' names, calls, letters, what people's data waits for, whom to see.

    With a hundred things before tonight one more for the count, and three where a later tab is open.
    """
    tonight = timezone.localtime(now).replace(hour=23, minute=59, second=59, microsecond=999999)
    nearest = due_for(actor, limit=CAP)
    count = _Count(
        late=sum(due.due_at < now for due in nearest),
        by_tonight=sum(due.due_at <= tonight for due in nearest),
        all=len(nearest),
    )
    if count.by_tonight == CAP:
        count = replace(count, today=count_until(actor, tonight, since=now))
    when = when if when in {LATE, TODAY, LATER} else ""
    dues = [due for due in nearest if not when or _when(due, now, tonight) == when]
    if when in {TODAY, LATER} and count.all == CAP:
        since, until = (now, tonight) if when == TODAY else (tonight, None)
        dues = due_for(actor, limit=SHOWN + 1, since=since, until=until)
    asked = asked_at_a_glance(actor, now)
    return TodayPage(
        lines=_lines(actor, dues[:SHOWN], now),
        tabs=_tabs(count, when) if nearest else (),
        is_cut=len(dues) > SHOWN,
        by_tonight=count.by_tonight,
        may_file=actor.may(Capability.FILE_MATTER),
        may_serve=actor.may(Capability.FILE_MATTER) and actor.may(Capability.WORK_MATTER),
        may_open=may_open(actor, on=timezone.localdate(now)),
        may_draft_notices=actor.may(Capability.DRAFT_NOTICE),
        calls=calls.count(actor),
        to_sign=_to_sign(actor, now) if actor.may(Capability.SIGN_PAPER) else (),
        looks=asked.looks,
        erasures=asked.erasures,
        wanting=_wanting(actor, now),
        answered_looks=asked.answered,
    )


def _wanting(actor: Actor, now: datetime) -> int:
    if not actor.may(Capability.SEE_REGISTER):
        return 0
    return count_wanting(actor.scope, actor.user_id or 0, timezone.localdate(now), most=CAP)


def _to_sign(actor: Actor, now: datetime) -> list[ToSign]:
    """What a colleague of the own unit wrote: an office drafts letters that the town government issues."""
    colleagues = serving(actor.unit_id or 0, timezone.localdate(now)).values("user_id")
    drafts = waiting_for_signature(actor).filter(drafted_by_id__in=colleagues).exclude(ref="")
    return [ToSign(words.matter_url(ref), title, ref) for ref, title in drafts.values_list("ref", "title")[:SHOWN]]


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
        href=words.due_url(due),
        title=words.due_title(due),
        second=" · ".join(part for part in (step, place) if part),
        step=step,
        place=place,
        due_at=due.due_at,
        urgent=due.urgent,
    )


def _tabs(count: _Count, when: str) -> list[Tab]:
    due_today = count.by_tonight - count.late if count.today is None else count.today
    shown = (
        ("", _("全部"), _capped(count.all), ""),
        (LATE, _("超期"), _capped(count.late), "late"),
        (TODAY, _("今天"), _capped(due_today), "due"),
        (LATER, _("以后"), "" if count.all >= CAP else str(count.all - count.by_tonight), ""),
    )
    return [Tab(key, word, number, tone, key == when) for key, word, number, tone in shown]


def _capped(count: int) -> str:
    return f"{CAP}+" if count >= CAP else str(count)
