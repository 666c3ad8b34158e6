"""What the viewer may do now: the green button, the others, the refusal last."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import uuid4

from django.urls import reverse
from django.utils.translation import gettext as _

from cunli.cases.asked_lines import unsettled
from cunli.cases.hung import noticed
from cunli.cases.models import Answer, Matter
from cunli.cases.selectors import Course
from cunli.county import selectors as county
from cunli.lib.terms import day_of
from cunli.papers.kinds import PaperKind, Status
from cunli.papers.models import Paper
from cunli.procedures.grammar import FactType, Outcome, Seat, Step
from cunli.procedures.hanging import Hung
from cunli.procedures.values import Before, Resident, Values

NOTE = "progress"
WRITES = frozenset({"draft_letter", "revise_letter"})
NEEDS_LISTS = frozenset(
    {FactType.UNIT, FactType.UNITS, FactType.OFFICER, FactType.PARTICIPANT, FactType.PHOTOS, FactType.PAPERS}
    | {FactType.HOUSEHOLD}
)
"""Fields whose choices cost queries: their form is fetched when it is wanted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """One thing the viewer may do. ``at_once``: nothing is asked, the button itself does it."""

    key: str
    label: str
    hint: str
    href: str
    at_once: bool
    tone: str
    idempotency: str


def moves_of(matter: Matter, steps: Sequence[Step], taken: Collection[str] = ()) -> tuple[Move | None, list[Move]]:
    """The main move if there is one, and all others with refusals at the end.

    What waits for a signature goes before: until it is signed the letter goes nowhere, and nobody else may sign. What
    was ``taken`` already gives way to what was not: who was heard need not be heard again before it goes on.
    """
    found = [(step, _move(matter, step)) for step in steps]
    first = sorted(found, key=lambda pair: (not signs(pair[0]), pair[0].key in taken))
    main = next((move for step, move in first if signs(step) or step.main), None)
    others = [(step, move) for step, move in found if move is not main]
    others.sort(key=lambda pair: is_refusal(matter, pair[0]))
    return main, [move for _step, move in others]


class PageSituation:
    """What the page already knows of a matter; enough for the guards that do not look at the form."""

    form: Values = {}
    village_units: frozenset[int] = frozenset()
    village_only_assists = False
    acts_for_village = False
    seated: Mapping[int, Seat] = {}
    mediators: frozenset[int] = frozenset()
    at_the_desk = True
    hands_out = False
    """As if everybody were home: the step itself looks."""

    def __init__(
        self, matter: Matter, course: Course, papers: Sequence[Paper], *, user_id: int | None, now: datetime
    ) -> None:
        self._course, self._matter = course, matter
        self.kind = matter.kind
        self.at_the_top = matter.holder.is_the_countys
        self.facts: Mapping[str, object] = course.facts
        self.today = day_of(now)
        self.taken = frozenset(line.taken.key for line in course.lines)
        self.in_time = frozenset(term.key for term in course.terms if term.is_running and term.due_at >= now)
        letters = [paper for paper in papers if paper.kind == PaperKind.LETTER and paper.status != Status.WITHDRAWN]
        newest = max(letters, key=lambda paper: paper.pk, default=None)
        self.paper_status = newest.status if newest else ""
        self.writers = _writers(course, newest)
        self.user_id = user_id
        self.filed_by = matter.filed_by_id
        self.unsettled = unsettled(course.asks)
        self.still_asked = frozenset(ask.question for ask in course.asks if ask.answer == Answer.OPEN)
        self.noticed = noticed(matter.law, course.facts, self.today)

    def lives_in(self, fact: str) -> Sequence[Resident]:
        """As if nobody did: a guard that asks looks at what is typed, or is asked once more."""
        del fact
        return ()

    def written(self, fact: str) -> Sequence[object]:
        return self._course.written(fact)

    def too_near(self, user_ids: Collection[int]) -> frozenset[int]:
        """As if nobody were: whom it asks about stands in the form."""
        del user_ids
        return frozenset()

    def kind_says(self, name: str) -> bool:
        matter = self._matter
        found = county.item(matter.law.kinds, matter.kind, on=day_of(matter.opened_at), county_id=matter.county_id)
        return bool(found and found.get(name))

    def taken_by(self, *steps: str) -> frozenset[int]:
        took = [line.taken for line in self._course.lines if line.taken.key in steps]
        return frozenset(taken.user_id for taken in took if taken.user_id)

    def extendable(self, term: str) -> tuple[date, date] | None:
        """Looked at with the form: the page only offers the step."""
        del term
        return None

    def written_since(self, fact: str, step: str) -> Sequence[object]:
        """From the lines that the page has read anyway."""
        begun = max((line.taken.number for line in self._course.lines if line.taken.key == step), default=0)
        since = [line for line in reversed(self._course.lines) if line.taken.number > begun]
        return [one.value for line in since for one in line.facts if one.key == fact]

    def hung(self, fact: str) -> Hung | None:
        return self.noticed.get(fact)

    def before(self, fact: str) -> Before | None:
        """As if there were none: the step itself looks."""
        del fact
        return None

    def number(self, setting: str) -> int:
        """As if it were nothing: a guard that asks for one looks at the form."""
        del setting
        return 0

    def latest(self, setting: str) -> date:
        """As if there were no bound: a guard that asks for one looks at the form."""
        del setting
        return date.max


def _writers(course: Course, letter: Paper | None) -> frozenset[int]:
    """From the lines that the page has read anyway."""
    wrote = [line.taken for line in course.lines if line.taken.key in WRITES]
    return frozenset(taken.user_id for taken in wrote if letter and taken.paper_id == letter.pk and taken.user_id)


def sensible(steps: Sequence[Step], situation: PageSituation) -> list[Step]:
    """Without the steps that would be refused whatever is typed: nothing to sign, the time to object is over."""
    return [step for step in steps if not any(guard.at_sight and guard.unmet(situation) for guard in step.refuses)]


def signature_words(matter: Matter, steps: Sequence[Step], situation: PageSituation) -> str:
    """That a letter waits to be signed, by the viewer or by a colleague; empty when none does."""
    if situation.paper_status != Status.DRAFTED or not any(signs(step) for step in matter.law.steps_from(matter.state)):
        return ""
    return _("有一份公函等您签发。") if any(signs(step) for step in steps) else _("公函等另一位同事签发。")


def signs(step: Step) -> bool:
    """签发: the draft is read first, then the button itself does it."""
    return step.issues is not None and step.issues.move == "sign"


def is_refusal(matter: Matter, step: Step) -> bool:
    """A step that ends the matter without it being solved."""
    if not step.to:
        return False
    return matter.law.state(step.to).outcome in (Outcome.NOT_SOLVED, Outcome.ELSEWHERE)


def asks_nothing(step: Step) -> bool:
    return not step.fields


def note_of(moves: Sequence[Move]) -> Move | None:
    """加一句话, where it is open: the desk has a line for it at the end of the course."""
    return next((move for move in moves if move.key == NOTE), None)


def needs_lists(matter: Matter, step: Step) -> bool:
    facts = [matter.law.fact(field.fact) for field in step.fields]
    return any(fact.type in NEEDS_LISTS or fact.from_roster for fact in facts)


def _move(matter: Matter, step: Step) -> Move:
    return Move(
        key=step.key,
        label=str(step.title),
        hint=str(step.hint),
        href=reverse("desk:matter_step", args=[matter.ref, step.key]),
        at_once=asks_nothing(step) and not signs(step),
        tone="late" if is_refusal(matter, step) else "",
        idempotency=str(uuid4()),
    )
