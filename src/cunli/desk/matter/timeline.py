"""The course of a matter as lines that people read, newest first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from cunli.cases.models import Matter
from cunli.cases.selectors import Line
from cunli.desk.matter import facts
from cunli.desk.matter.facts import Choices
from cunli.papers.kinds import PaperKind
from cunli.papers.models import Paper
from cunli.ui import words

SAME_TIME = timedelta(minutes=5)
"""Written down this soon after it happened, one time says it all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperLink:
    """A paper as a line: its number once it has one. ``href`` is empty when the viewer may not open it."""

    words: str
    href: str
    sealed: bool
    standing: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Parameters of the timeline_entry component, and the photos under it."""

    at: datetime
    who: str
    title: str
    text: str
    quote: bool
    mark: str
    received: datetime | None
    paper: PaperLink | None
    photos: Sequence[str]


def entries_of(
    matter: Matter,
    lines: Sequence[Line],
    papers: Mapping[int, PaperLink],
    choices: Choices,
    *,
    told_only: bool,
    now: datetime,
) -> list[Entry]:
    """All lines; the newest is marked while the matter is open."""
    return [
        _entry(matter, line, papers, choices, told_only=told_only, newest=number == 0, now=now)
        for number, line in enumerate(lines)
    ]


def paper_link(matter: Matter, paper: Paper) -> PaperLink:
    sealed = paper.kind == PaperKind.SPOT_DECISION
    named = paper.number or (paper.title if not sealed else "")
    said = _("%(kind)s，已封存") % {"kind": paper.get_kind_display()} if sealed else named
    return PaperLink(
        words=said,
        href=reverse("desk:matter_paper", args=[matter.ref, paper.pk]),
        sealed=sealed,
        standing=_("封存") if sealed else str(paper.get_status_display()),
    )


def _entry(
    matter: Matter,
    line: Line,
    papers: Mapping[int, PaperLink],
    choices: Choices,
    *,
    told_only: bool,
    newest: bool,
    now: datetime,
) -> Entry:
    taken, law = line.taken, matter.law
    step, opening = law.step(taken.key), law.opening(taken.key)
    is_opening = opening is not None and taken.number <= 1
    said = facts.lines_of(law, step, line.facts, choices, told_only=told_only, today=words.day_of(now))
    late = taken.received_at - taken.happened_at > SAME_TIME
    return Entry(
        at=taken.happened_at,
        who=_who(matter, taken.actor_name, is_opening=is_opening),
        title=matter.title if is_opening else str(step.done if step else taken.key),
        text="\n".join([*_how_it_came(matter, is_opening), *said]),
        quote=is_opening,
        mark="newest" if newest else "",
        received=taken.received_at if late else None,
        paper=papers.get(taken.paper_id) if taken.paper_id else None,
        photos=[reverse("desk:matter_photo", args=[matter.ref, photo.pk]) for photo in line.photos],
    )


def _who(matter: Matter, actor_name: str, *, is_opening: bool) -> str:
    reporter = matter.reporter_name or (str(matter.reporter) if matter.reporter else "")
    if not is_opening:
        return actor_name or reporter or _("村里")
    if reporter and actor_name and reporter != actor_name:
        return _("%(who)s，%(by)s记的") % {"who": reporter, "by": actor_name}
    return reporter or actor_name


def _how_it_came(matter: Matter, is_opening: bool) -> list[str]:
    return [matter.get_channel_display()] if is_opening else []
