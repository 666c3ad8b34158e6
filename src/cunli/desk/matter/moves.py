"""What the viewer may do now: the green button, the others, the refusal last."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from django.urls import reverse
from django.utils.translation import gettext as _

from cunli.cases.models import Matter
from cunli.cases.selectors import Course
from cunli.lib.terms import day_of
from cunli.papers.kinds import PaperKind, Status
from cunli.papers.models import Paper
from cunli.procedures.grammar import FactType, Outcome, Step
from cunli.procedures.values import Values

ANOTHER_SIGNS = "another_signs"
FORMLESS = frozenset(
    {"letter_free", "letter_changeable", "letter_drafted", "letter_signed", "letter_unsent", "letter_sent"}
    | {ANOTHER_SIGNS, "objection_in_time", "told_once"}
)
"""Guards that look only at what has happened so far and at who looks."""
NOTE = "progress"
WRITES = frozenset({"draft_letter", "revise_letter"})
NEEDS_LISTS = frozenset({FactType.UNIT, FactType.UNITS, FactType.OFFICER, FactType.PHOTOS, FactType.PAPERS})
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


def moves_of(matter: Matter, steps: Sequence[Step]) -> tuple[Move | None, list[Move]]:
    """The main move if there is one, and all others with refusals at the end.

    What waits for a signature goes before: until it is signed the letter goes nowhere, and nobody else may sign.
    """
    found = [(step, _move(matter, step)) for step in steps]
    first = sorted(found, key=lambda pair: not signs(pair[0]))
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

    def __init__(self, course: Course, papers: Sequence[Paper], *, user_id: int | None, now: datetime) -> None:
        self.facts: Mapping[str, object] = course.facts
        self.today = day_of(now)
        self.taken = frozenset(line.taken.key for line in course.lines)
        self.in_time = frozenset(term.key for term in course.terms if term.is_running and term.due_at >= now)
        letters = [paper for paper in papers if paper.kind == PaperKind.LETTER and paper.status != Status.WITHDRAWN]
        newest = max(letters, key=lambda paper: paper.pk, default=None)
        self.paper_status = newest.status if newest else ""
        self.writers = _writers(course, newest)
        self.user_id = user_id


def _writers(course: Course, letter: Paper | None) -> frozenset[int]:
    """From the lines that the page has read anyway."""
    wrote = [line.taken for line in course.lines if line.taken.key in WRITES]
    return frozenset(taken.user_id for taken in wrote if letter and taken.paper_id == letter.pk and taken.user_id)


def sensible(steps: Sequence[Step], situation: PageSituation) -> list[Step]:
    """Without the steps that would be refused whatever is typed: nothing to sign, the time to object is over."""
    return [step for step in steps if not any(g.key in FORMLESS and g.unmet(situation) for g in step.refuses)]


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
    types = {matter.law.fact(field.fact).type for field in step.fields}
    return bool(types & NEEDS_LISTS)


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
