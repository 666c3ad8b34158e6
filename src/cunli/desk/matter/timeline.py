"""The course of a matter as lines that people read, newest first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from cunli.cases.models import Ask, Fact, Matter, StepTaken, Voice
from cunli.cases.said import Choices
from cunli.cases.selectors import Line
from cunli.cases.services.outside import NUMBER_KEPT
from cunli.desk.matter import facts
from cunli.desk.matter.people import Link, answer_words, proxy_of, reply_link, reporter_name
from cunli.desk.matter.viewer import Viewer
from cunli.files.models import Kind
from cunli.papers.kinds import SPECS, PaperKind, Status
from cunli.papers.models import Paper
from cunli.procedures.grammar import Party
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
    """Parameters of the timeline_entry component, and the photos and documents under it."""

    at: datetime
    who: str
    title: str
    text: str
    quote: bool
    mark: str
    received: datetime | None
    paper: PaperLink | None
    photos: Sequence[str]
    documents: Sequence[Link]


@dataclass(frozen=True, slots=True)
class Happened:
    """Steps, what units answered, and who joined."""

    lines: Sequence[Line]
    asks: Sequence[Ask]
    voices: Sequence[Voice]


def entries_of(
    matter: Matter,
    happened: Happened,
    papers: Mapping[int, PaperLink],
    choices: Choices,
    *,
    viewer: Viewer,
    now: datetime,
) -> list[Entry]:
    """Everything that happened, the newest marked. A paper stands at the last line that moved it."""
    left = dict(papers)
    found = [(ask.answered_at, _answer(matter, ask)) for ask in happened.asks if ask.answered_at and ask.said]
    found += [(voice.at, _joined(voice)) for voice in happened.voices]
    for line in happened.lines:
        paper = left.pop(line.taken.paper_id, None) if line.taken.paper_id else None
        found.append((line.taken.received_at, _entry(matter, line, paper, choices, viewer=viewer, now=now)))
    entries = [entry for _received, entry in sorted(found, key=lambda pair: pair[0], reverse=True)]
    return [replace(entry, mark="newest") for entry in entries[:1]] + entries[1:]


def is_by_the_person(matter: Matter, taken: StepTaken) -> bool:
    """Whether the line is what the person who asked said or showed, themself or through a helper."""
    step = matter.law.step(taken.key)
    return taken.number <= 1 or (step is not None and Party.REPORTER in step.by)


def paper_link(matter: Matter, paper: Paper) -> PaperLink:
    sealed = paper.kind == PaperKind.SPOT_DECISION
    named = paper.number or (paper.title if not sealed else "")
    goes_out = SPECS[PaperKind(paper.kind)].needs_recipients
    if not (sealed or goes_out):  # its kind tells it apart: all papers of a volume bear one number
        named = f"{paper.get_kind_display()} {paper.number}".strip()
    said = _("%(kind)s，已封存") % {"kind": paper.get_kind_display()} if sealed else named
    return PaperLink(
        words=said,
        href=reverse("desk:matter_paper", args=[matter.ref, paper.pk]),
        sealed=sealed,
        standing=_("封存") if sealed else _standing(paper, goes_out=goes_out),
    )


def _standing(paper: Paper, *, goes_out: bool) -> str:
    """What goes to nobody is not waiting to be sent or signed off."""
    if goes_out or paper.status == Status.WITHDRAWN:
        return str(paper.get_status_display())
    return _("盖了章") if paper.status == Status.SEALED else _("写好了，等着签")


def _entry(
    matter: Matter,
    line: Line,
    paper: PaperLink | None,
    choices: Choices,
    *,
    viewer: Viewer,
    now: datetime,
) -> Entry:
    taken, law = line.taken, matter.law
    step, opening = law.step(taken.key), law.opening(taken.key)
    is_opening = opening is not None and taken.number <= 1
    told_only = viewer is not Viewer.STAFF
    hidden = viewer is Viewer.VOICE and is_by_the_person(matter, taken)
    shown = [] if hidden else _to_read(line, viewer)
    said = facts.lines_of(law, step, shown, choices, told_only=told_only, today=words.day_of(now))
    late = taken.received_at - taken.happened_at > SAME_TIME
    return Entry(
        at=taken.happened_at,
        who=_who(matter, taken, viewer, is_opening=is_opening),
        title=_title(matter, taken, viewer),
        text="\n".join([*_how_it_came(matter, viewer, is_opening and not hidden), *said]),
        quote=is_opening and not hidden,
        mark="",
        received=taken.received_at if late else None,
        paper=paper,
        photos=[] if hidden else [link.href for link in _files(matter, line, Kind.PHOTO)],
        documents=[] if hidden else _files(matter, line, Kind.DOCUMENT),
    )


def _files(matter: Matter, line: Line, kind: Kind) -> list[Link]:
    found = [one for one in line.attachments if one.file.kind == kind]
    return [Link(words=one.file.name, href=reverse("desk:matter_photo", args=[matter.ref, one.pk])) for one in found]


def _answer(matter: Matter, ask: Ask) -> Entry:
    """What a unit that was asked said, as a line of its own."""
    reply = reply_link(matter, ask)
    return Entry(
        at=ask.answered_at or ask.asked_at,
        who=ask.answered_by,
        title=_("%(unit)s答复：%(word)s") % {"unit": ask.unit.short_name, "word": answer_words(matter, ask)},
        text=f"{ask.about}：{ask.said}" if ask.about else ask.said,
        quote=False,
        mark="",
        received=None,
        paper=None,
        photos=(),
        documents=[reply] if reply else (),
    )


def _joined(voice: Voice) -> Entry:
    return Entry(
        at=voice.at,
        who=voice.name,
        title=voice.words,
        text=_("也说了这件事"),
        quote=True,
        mark="",
        received=None,
        paper=None,
        photos=(),
        documents=(),
    )


def _to_read(line: Line, viewer: Viewer) -> Sequence[Fact]:
    if viewer is not Viewer.VOICE:
        return line.facts
    return [fact for fact in line.facts if fact.key not in facts.OF_THE_PERSON]


def _title(matter: Matter, taken: StepTaken, viewer: Viewer) -> str:
    step, opening = matter.law.step(taken.key), matter.law.opening(taken.key)
    if opening is not None and taken.number <= 1:
        return str(opening.done) if viewer is Viewer.VOICE else matter.title
    if taken.key == NUMBER_KEPT:
        return _("记下了别处系统给的号码")
    return str(step.done if step else taken.key)


def _who(matter: Matter, taken: StepTaken, viewer: Viewer, *, is_opening: bool) -> str:
    """A unit that was merely asked, and a voice that joined, do not learn who told us."""
    if viewer is Viewer.ASKED and (is_opening or not taken.post_id):
        return _("村里")
    if viewer is Viewer.VOICE and is_by_the_person(matter, taken):
        return _("先报的人")
    reporter = reporter_name(matter)
    if not is_opening:
        return taken.actor_name or reporter or _("村里")
    if reporter and taken.actor_name and reporter != taken.actor_name:
        return _("%(who)s，%(by)s记的") % {"who": reporter, "by": taken.actor_name}
    return reporter or taken.actor_name


def _how_it_came(matter: Matter, viewer: Viewer, is_opening: bool) -> list[str]:
    if not is_opening:
        return []
    proxy = proxy_of(matter) if viewer is not Viewer.ASKED else None
    return [_("%(who)s替他说的") % {"who": proxy} if proxy else matter.get_channel_display()]
