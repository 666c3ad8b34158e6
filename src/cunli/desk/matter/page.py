"""One matter as a page: everything its templates show, worked out here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import uuid4

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from cunli.accounts.roles import SLIP, Role
from cunli.cases.asked_lines import unsettled
from cunli.cases.models import SEATS, Answer, Ask, Grant, Matter, Rating, StepTaken
from cunli.cases.parties import parties_of, voice_of
from cunli.cases.said import Choices, choices_of
from cunli.cases.selectors import Course, Line, course_of, helpers_of, participants_of, steps_open_to, voices_of
from cunli.desk.matter import asked, clocks, moves, people, sheets, timeline
from cunli.desk.matter.clocks import Clock
from cunli.desk.matter.exhibits import Exhibit, exhibits_of
from cunli.desk.matter.hands import HandsLine, hands_line
from cunli.desk.matter.linked import Links, links_of
from cunli.desk.matter.moves import Move
from cunli.desk.matter.noticed import NoticeRow, rows_of
from cunli.desk.matter.people import AskRow, Call
from cunli.desk.matter.reasons import Why, why_of
from cunli.desk.matter.sheets import SheetLink
from cunli.desk.matter.timeline import Entry, PaperLink
from cunli.desk.matter.viewer import Viewer, may_have_slip, viewer_of
from cunli.desk.matter.worked_off import WorkedOff, lists_of
from cunli.desk.words import asker_words
from cunli.lib.actors import Actor
from cunli.lib.sentences import closed
from cunli.papers.models import Paper
from cunli.papers.selectors import papers_of, papers_within
from cunli.procedures.grammar import Party, Step
from cunli.procedures.questions import COME
from cunli.registry.selectors.contacts import contact_for
from cunli.ui import words

LONGEST_SENTENCE = 40
READ_BY_PERSON = ("deliver", "hand", "give")
"""Moves of a paper that put it into the person's hands."""
ICONS = {"due": "clock", "wait": "message-circle", "calm": "info", "late": "triangle-alert"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    word: str
    tone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MatterPage:
    """What the page of a matter shows to one viewer. Sentences come ready; days are said by the template."""

    matter: Matter
    viewer: Viewer
    title: str
    """As the viewer calls it: a voice that joined, in their own words."""
    kicker: str
    place: str
    tag: Tag | None
    sentence: str
    waits_for: str
    tone: str
    icon: str
    promised: tuple[str, datetime] | None
    is_ours: bool
    """Whether it is our turn: what the person is waited for is no promise of ours."""
    clocks: Sequence[Clock]
    calls: Sequence[Call]
    asks: Sequence[AskRow]
    asks_note: str
    entries: Sequence[Entry]
    papers: Sequence[PaperLink]
    details: Sequence[tuple[str, str]]
    lists: Sequence[WorkedOff]
    links: Links
    roster: str
    """Where those stand who belong to its grid; empty for whoever does not work on it."""
    sheets: Sequence[SheetLink]
    """Other systems that keep a record of it, for who works on it."""
    notices: Sequence[NoticeRow]
    why: Why | None
    """What the rule looked at, where whoever asked was told no."""
    part: Sequence[tuple[str, str]]
    """Who takes part, by seat; nobody where only one person asks."""
    main: Move | None
    main_step: Step | None
    inline: bool
    more: Sequence[Move]
    note: Move | None
    rating: Rating | None
    rating_key: str
    """Of the form in which whoever asked about a bad rating says what they heard; empty where it is not theirs."""
    may_rate: bool
    is_reporter: bool
    helpers: Sequence[Grant]
    may_print: bool

    exhibits: Sequence[Exhibit]
    hands: HandsLine | None
    answer_key: str
    """Of the one tap that says that a unit is there."""
    actor_name: str

    newest: StepTaken | None
    """The newest line of the course that the viewer reads."""

    @property
    def has_volume(self) -> bool:
        return self.viewer is Viewer.STAFF and bool(self.matter.law.volume)

    @property
    def may_delegate(self) -> bool:
        """Nobody else is let into what is kept for a few."""
        return self.is_reporter and not self.matter.law.closed

    @property
    def asks_title(self) -> str:
        return _("请了谁来") if all(ask.comes for ask in self.asks) else _("请了谁答复")

    @property
    def says_arrived(self) -> bool:
        """Whether the unit's one green button says that it is there: asked to come, and not there yet."""
        mine = [ask for ask in self.asks if ask.answer_href]
        return bool(mine) and self.viewer is Viewer.ASKED and mine[0].comes and mine[0].arrived is None

    @property
    def answer_word(self) -> str:
        """What the unit's button says: an answer in words, or that it is done or leaves."""
        mine = [ask for ask in self.asks if ask.answer_href]
        return _("干完了，或者要先走") if mine and mine[0].comes else _("写下答复")

    @property
    def answer_href(self) -> str:
        """Where a unit that was asked answers: its one green button."""
        hrefs = [ask.answer_href for ask in self.asks if ask.answer_href]
        return hrefs[0] if self.viewer is Viewer.ASKED and hrefs else ""


def page_for(actor: Actor, matter: Matter, *, now: datetime) -> MatterPage:
    """The page of a matter that ``actor`` has read within their scope."""
    viewer = viewer_of(actor, matter)
    told_only = viewer is not Viewer.STAFF
    course = _seen(actor, matter, viewer, course_of(matter, told_only=told_only, parties=parties_of(actor, matter)))
    choices = choices_of(matter)
    found = _papers(actor, matter, course.lines, viewer)
    papers = {paper.pk: timeline.paper_link(matter, paper) for paper in found}
    situation = moves.PageSituation(matter, course, found, user_id=actor.user_id, now=now)
    steps = moves.sensible(steps_open_to(actor, matter, at=now), situation)
    main, more = moves.moves_of(matter, steps, situation.taken)
    main_step = matter.law.step(main.key) if main else None
    asks = [] if viewer in (Viewer.PERSON, Viewer.VOICE) else list(course.asks)
    person = viewer in (Viewer.PERSON, Viewer.VOICE)
    is_reporter = viewer is Viewer.PERSON and _is_reporter(actor, matter)
    rating = _rating(matter) if viewer in (Viewer.PERSON, Viewer.STAFF) else None
    voice = voice_of(actor, matter) if viewer is Viewer.VOICE else None
    voices = voices_of(matter) if viewer is Viewer.STAFF else [voice] if voice else []
    happened = timeline.Happened(course.lines, asks, voices)
    entries = timeline.entries_of(matter, happened, papers, choices, viewer=viewer, now=now)
    part = [] if viewer in (Viewer.ASKED, Viewer.VOICE) else _taking_part(matter)
    is_asked = viewer is Viewer.ASKED
    to_know = asked.to_know(matter, course.facts, asks, choices, on=words.day_of(now)) if is_asked else ()
    return MatterPage(
        matter=matter,
        viewer=viewer,
        title=voice.words if voice else matter.title,
        kicker=_("%(what)s · %(ref)s") % {"what": matter.law.plain if person else matter.law.title, "ref": matter.ref},
        place=_place(matter, viewer),
        tag=_tag(matter, choices),
        **_status(matter, course, viewer, moves.signature_words(matter, steps, situation), now=now),
        promised=None if viewer is Viewer.ASKED else clocks.promised(matter, course.terms),
        is_ours=matter.waits_for != Party.REPORTER,
        clocks=[] if viewer is Viewer.ASKED else clocks.clocks_of(matter, course.terms, now=now),
        calls=_calls(actor, matter, viewer, now=now),
        asks=people.ask_rows(actor, matter, asks, now=now),
        asks_note=_asks_note(asks),
        entries=entries,
        papers=list(papers.values()),
        details=[*_details(matter, choices, viewer, now=now), *to_know, *(part if viewer is Viewer.STAFF else ())],
        part=part,
        lists=lists_of(matter, course),
        links=links_of(actor, matter, viewer),
        roster=people.roster_address(actor, matter) if viewer is Viewer.STAFF else "",
        sheets=sheets.links_of(matter, now=now) if viewer is Viewer.STAFF and matter.law.outside else (),
        notices=rows_of(actor, matter.law, situation.noticed, viewer, words.day_of(now)),
        why=why_of(matter, course.facts, choices, viewer, today=words.day_of(now)),
        main=main,
        main_step=main_step,
        inline=main_step is not None and not moves.needs_lists(matter, main_step),
        more=more,
        note=moves.note_of(more) if viewer is Viewer.STAFF else None,
        rating=rating,
        rating_key=str(uuid4()) if rating and rating.waits and _may_ask_about_it(actor, matter) else "",
        may_rate=is_reporter and rating is None and _may_rate(actor, matter),
        is_reporter=is_reporter,
        helpers=helpers_of(matter) if is_reporter and matter.followers and actor.is_signed_in else [],
        may_print=may_have_slip(actor, matter, viewer),
        exhibits=exhibits_of(actor, matter, course) if viewer in (Viewer.PERSON, Viewer.STAFF) else [],
        hands=hands_line(matter) if viewer in (Viewer.STAFF, Viewer.ASKED) else None,
        answer_key=str(uuid4()) if viewer is Viewer.ASKED else "",
        actor_name=actor.name,
        newest=course.lines[0].taken if course.lines else None,
    )


def _status(matter: Matter, course: Course, viewer: Viewer, to_sign: str, *, now: datetime) -> dict[str, str]:
    if viewer is Viewer.ASKED:
        said = asked.sentence(matter, course.asks, now=now)
        return {"sentence": said, "waits_for": "", "tone": "wait", "icon": ICONS["wait"]}
    state = matter.stands
    late = matter.is_open and matter.due_at is not None and matter.due_at < now
    tone = "late" if late and viewer is Viewer.STAFF else state.tone
    done = Truncator(_recalled(state.recalls, course)).chars(LONGEST_SENTENCE)
    sentence = str(state.sentence)
    if viewer in (Viewer.PERSON, Viewer.VOICE):
        sentence = asker_words(matter, is_voice=viewer is Viewer.VOICE)
    sentence = closed(done or sentence)
    if viewer is Viewer.STAFF:
        sentence += to_sign + _silent(course)
    return {
        "sentence": sentence,
        "waits_for": _waits_for(matter, course, viewer),
        "tone": tone,
        "icon": ICONS.get(tone, "shield-check"),
    }


def _recalled(key: str, course: Course) -> str:
    """What was written since the matter came to where it stands: of before, it says nothing about now."""
    for line in course.lines:
        said = next((str(fact.value) for fact in line.facts if fact.key == key), "")
        if said or line.taken.from_state != line.taken.to_state:
            return said
    return ""


def _waits_for(matter: Matter, course: Course, viewer: Viewer) -> str:
    """By name; nobody beside the units whose answer stops the clock: the sentence has named them."""
    if viewer not in (Viewer.PERSON, Viewer.VOICE):
        stopping = {term.while_asked for term in matter.law.terms}
        is_stopped = any(ask.answer == Answer.OPEN and ask.question in stopping for ask in course.asks)
        return "" if is_stopped else people.waiting_name(matter)
    if matter.waits_for == Party.REPORTER:
        return ""  # the sentence itself says what the person is asked to do
    return str(matter.waits_user or (matter.waits_unit.short_name if matter.waits_unit else ""))


def _silent(course: Course) -> str:
    """Who has not answered yet, or not come, belongs into the first sentence."""
    coming = [ask for ask in course.asks if ask.answer == Answer.OPEN and ask.question == COME]
    return _silent_units([ask for ask in course.asks if ask.answer == Answer.OPEN and ask.question != COME]) + (
        _coming_units(coming) if coming else ""
    )


def _coming_units(coming: Sequence[Ask]) -> str:
    there = "、".join(ask.unit.short_name for ask in coming if ask.arrived_at)
    missing = "、".join(ask.unit.short_name for ask in coming if not ask.arrived_at)
    said = _("%(who)s到了，在干。") % {"who": there} if there else ""
    return said + (_("在等%(who)s到场。") % {"who": missing} if missing else "")


def _silent_units(open_asks: Sequence[Ask]) -> str:
    if not open_asks:
        return ""
    if len(open_asks) <= 2:
        return _("在等%(who)s答复。") % {"who": "、".join(ask.unit.short_name for ask in open_asks)}
    return _("在等%(count)d家单位答复。") % {"count": len(open_asks)}


def _seen(actor: Actor, matter: Matter, viewer: Viewer, course: Course) -> Course:
    """A unit that was merely asked sees what was put to it; clocks, notes and other units are not its business."""
    if viewer is not Viewer.ASKED:
        return course
    asks = asked.asks_to(actor, course.asks)
    return replace(course, lines=asked.lines_to(matter, course.lines, asks), terms=(), asks=asks)


def _asks_note(asks: Sequence[Ask]) -> str:
    if asks and all(ask.question == COME for ask in asks):
        there = sum(ask.arrived_at is not None or ask.answer == Answer.DONE for ask in asks)
        return _("%(count)d 家，来了 %(there)d 家") % {"count": len(asks), "there": there}
    silent = sum(ask.answer == Answer.OPEN for ask in asks)
    if any(ask.about for ask in asks):
        left = len(unsettled(asks))
        return _("还有 %(n)d 件没着落") % {"n": left} if left else _("都有着落了")
    if silent == len(asks):
        return _("%(count)d 家，还没有回信") % {"count": len(asks)}
    if silent:
        return _("%(count)d 家，%(silent)d 家没回信") % {"count": len(asks), "silent": silent}
    return _("%(count)d 家，都回了") % {"count": len(asks)}


def _calls(actor: Actor, matter: Matter, viewer: Viewer, *, now: datetime) -> list[Call]:
    if viewer is Viewer.STAFF:
        return people.calls_for_staff(actor, matter)
    contact = None
    if viewer in (Viewer.PERSON, Viewer.VOICE) and matter.village_id is not None:
        contact = contact_for(grid_id=matter.grid_id, village_id=matter.village_id, on=words.day_of(now))
    return people.calls_for_person(matter, contact)


def _papers(actor: Actor, matter: Matter, lines: Sequence[Line], viewer: Viewer) -> Sequence[Paper]:
    """Staff see those within their scope; the person those that they were told of. No query where there are none."""
    wanted = {line.taken.paper_id for line in lines if line.taken.paper_id is not None}
    if not wanted or viewer is Viewer.VOICE:
        return []
    if viewer is Viewer.PERSON:
        told = {line.taken.paper_id for line in lines if may_be_told_of(matter.law.step(line.taken.key))}
        return list(papers_of(matter.ref).prefetch_related(None).filter(pk__in=wanted & told))
    return list(papers_within(actor).filter(ref=matter.ref))


def may_be_told_of(step: Step | None) -> bool:
    """Whether the person who asked may read the paper of this step: what was sent, never a closed record."""
    return step is not None and step.issues is not None and not step.quiet and step.issues.move in READ_BY_PERSON


def _tag(matter: Matter, choices: Choices) -> Tag | None:
    if not matter.level:
        return None
    title = next((listed[matter.level] for listed in choices.values() if matter.level in listed), matter.level)
    return Tag(word=title, tone={"L1": "late", "L2": "due"}.get(matter.level, "calm"))


def _place(matter: Matter, viewer: Viewer) -> str:
    """Whose house it is near stays with the person who said so."""
    where = [str(matter.village or matter.town), matter.place if viewer is not Viewer.VOICE else ""]
    return " ".join(part for part in where if part)


def _details(matter: Matter, choices: Choices, viewer: Viewer, *, now: datetime) -> list[tuple[str, str]]:
    kind = choices.get(matter.law.kinds, {}).get(matter.kind, str(matter.law.title))
    rows = [
        (_("什么事"), kind),
        (_("在哪里"), _place(matter, viewer)),
        (_("怎么来的"), "" if viewer is Viewer.ASKED else matter.get_channel_display()),
        (_("谁替他来的"), "" if viewer is Viewer.ASKED else str(people.proxy_of(matter) or "")),
        (_("哪天来的"), words.moment_cn(matter.opened_at, now)),
        (_("谁在办"), str(matter.officer or matter.unit or "")),
    ]
    return [(label, value) for label, value in rows if value]


def _taking_part(matter: Matter) -> list[tuple[str, str]]:
    """Both sides, the mediators and whoever was invited, by seat."""
    seated = participants_of(matter)
    named = {word: "、".join(one.name for one in seated if one.seat == seat) for seat, word in SEATS.items()}
    return [(str(word), names) for word, names in named.items() if names]


def _rating(matter: Matter) -> Rating | None:
    return getattr(matter, "rating", None)


def _is_reporter(actor: Actor, matter: Matter) -> bool:
    return actor.scope.matter_id == matter.pk or (actor.user_id is not None and actor.user_id == matter.asker_id)


def _may_rate(actor: Actor, matter: Matter) -> bool:
    as_villager = actor.role in (Role.VILLAGER, SLIP)
    return as_villager and matter.state in matter.law.rating_after and Party.REPORTER in parties_of(actor, matter)


def _may_ask_about_it(actor: Actor, matter: Matter) -> bool:
    return bool(parties_of(actor, matter) & {Party.CALLER, Party.WITNESS})
