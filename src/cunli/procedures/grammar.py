"""The words a procedure is written with. Frozen values; nothing here runs.

Labels are lazily translated Simplified Chinese. Lengths that differ by county are named, never numbers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from cunli.lib.citations import Citation

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from cunli.procedures.guards import Guard

    Words = str | _StrPromise


class Party(StrEnum):
    """Who may take a step, or whom a state waits for; ``cases.parties`` says who that is in one matter."""

    ANYONE = "anyone"
    REPORTER = "reporter"
    CALLER = "caller"
    """Someone other than whoever handled it, who asks the reporter and writes down the answer."""
    WITNESS = "witness"
    """The same where whoever handled it also reported it: there is nobody to ask, so they go and look."""
    DESK = "desk"
    """The unit whose desk the matter lies on: it screens and hands on."""
    ASSIGNEE = "assignee"
    TOWN = "town"
    SIGNER = "signer"
    SYSTEM = "system"


class StateClass(StrEnum):
    OPEN = "open"
    WAITING = "waiting"
    END = "end"


class Outcome(StrEnum):
    """Kept apart from the state: *closed* is not *solved*."""

    SOLVED = "solved"
    NOT_SOLVED = "not_solved"
    ELSEWHERE = "elsewhere"
    NOT_ASKED = "not_asked"
    """Closed, but the person who asked has not said whether it is solved."""


class FactType(StrEnum):
    LINE = "line"
    TEXT = "text"
    CHOICE = "choice"
    YES_NO = "yes_no"
    NAMES = "names"
    DAY = "day"
    MONEY = "money"
    """Whole fen."""
    PHOTO = "photo"
    PHOTOS = "photos"
    """Some of the photos that the matter has already, ticked."""
    UNIT = "unit"
    UNITS = "units"
    OFFICER = "officer"
    PAPERS = "papers"
    """A list of what is missing, from the county's list for the kind, or in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """Something a step writes: dated, sourced, never overwritten.

    ``options``: the county setting that a choice is made from. ``functions``: the unit functions offered.
    ``indexed``: also kept as a column of the matter, so that lists may filter on it.
    """

    key: str
    label: Words
    type: FactType
    hint: Words = ""
    options: str = ""
    functions: tuple[str, ...] = ()
    personal: bool = True
    indexed: bool = False


@dataclass(frozen=True, slots=True)
class Field:
    """A fact asked for in a step's form."""

    fact: str
    required: bool = True


def optional(fact: str) -> Field:
    return Field(fact, required=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """``title`` for staff, ``villager`` for the person who asked, ``sentence`` explains; ``under`` is its clock."""

    key: str
    cls: StateClass
    title: Words
    villager: Words
    sentence: Words
    waits_for: Party | None = None
    under: str = ""
    outcome: Outcome | None = None
    recalls: str = ""
    """The fact that says more than ``sentence`` once it is known: what was done, rather than that somebody came."""
    tone: str = "brand"
    handled: bool = False
    """Whoever brings a matter here has handled it, and may not also be the one who says that it is good."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asks:
    """The step asks the units named in ``fact`` to ``question`` (come, answer) within a county length."""

    fact: str
    question: str
    within: str
    title: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Issues:
    """The step moves a paper on.

    ``move`` is record (written and sealed at once), draft, revise, sign, refuse (sent back to its writer), deliver
    or withdraw (void from then on, and whatever it asked).
    """

    kind: str
    move: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What someone may do. ``title`` is the button, ``done`` the timeline's line, ``tells`` what the reporter hears."""

    key: str
    from_: tuple[str, ...]
    to: str
    by: tuple[Party, ...]
    title: Words
    done: Words
    citations: tuple[Citation, ...]
    hint: Words = ""
    fields: tuple[Field, ...] = ()
    refuses: tuple[Guard, ...] = ()
    asks: Asks | None = None
    issues: Issues | None = None
    tells: Words = ""
    main: bool = False
    """The one green button of its state."""
    assigns: bool = False
    """Its ``assignee`` and ``officer`` facts name who has it now."""
    takes: bool = False
    """Whoever takes the step becomes the one who has it."""
    returns: bool = False
    """Puts the matter back on the desk it came from."""
    closes_asks: bool = False
    quiet: bool = False
    """Not told to the reporter (a note among staff)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Length:
    """Where a length comes from: the county's setting, per level where ``per`` names an indexed fact.

    ``otherwise`` is the level that holds while none has been set. With ``fact`` there is no length: the step that
    starts the clock names its day.
    """

    county: str = ""
    per: str = ""
    otherwise: str = ""
    fact: str = ""


def county(key: str, *, per: str = "", otherwise: str = "") -> Length:
    return Length(county=key, per=per, otherwise=otherwise)


def on_day(fact: str) -> Length:
    """Until the end of the day that this fact (a day asked for by the starting step) says."""
    return Length(fact=fact)


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A clock. It runs from the opening or a step until one of ``met_by`` is taken.

    ``late``: ``escalate`` tells the ladder, ``ask_again`` asks the reporter, a step's key takes that step as the
    system, empty does neither.
    ``while_asked``: an open ask with this question suspends the clock, at the longest until the ask's own day.
    ``ends_with``: steps that end the clock without meeting it.
    """

    key: str
    title: Words
    starts: tuple[str, ...]
    met_by: tuple[str, ...]
    length: Length
    citation: Citation
    late: str = ""
    while_asked: str = ""
    ends_with: tuple[str, ...] = ()
    shown: bool = True


OPENED = "opened"
ESCALATE = "escalate"
ASK_AGAIN = "ask_again"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reopen:
    """Who may reopen an ended matter, by which step, within which county length of its closing day."""

    step: str
    within: Length


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """How a matter may begin: into ``state``, writing ``fields``; ``by`` are role names of ``accounts``."""

    key: str
    state: str
    title: Words
    done: Words
    fields: tuple[Field, ...]
    by: tuple[str, ...]
    citations: tuple[Citation, ...]
    takes: bool = False
    refuses: tuple[Guard, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    published: bool
    reason: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Procedure:
    """One procedure in one edition. A running matter stays with the edition it began under."""

    key: str
    edition: date
    prefix: str
    title: Words
    plain: Words
    """What villagers call it."""
    icon: str
    kinds: str
    """The county setting that lists its kinds; empty where there is only one."""
    desk: Mapping[str, str]
    """Whose desk: ``function`` of the unit and the ``level`` of the area it serves."""
    basis: tuple[Citation, ...]
    facts: tuple[Fact, ...]
    openings: tuple[Opening, ...]
    states: tuple[State, ...]
    steps: tuple[Step, ...]
    terms: tuple[Term, ...]
    reopen: Reopen
    publication: Publication
    retention: str
    rating_after: tuple[str, ...] = ()
    question_words: Mapping[str, Words] = field(default_factory=dict)

    def state(self, key: str) -> State:
        return next(state for state in self.states if state.key == key)

    def step(self, key: str) -> Step | None:
        return next((step for step in self.steps if step.key == key), None)

    def fact(self, key: str) -> Fact:
        return next(fact for fact in self.facts if fact.key == key)

    def term(self, key: str) -> Term:
        return next(term for term in self.terms if term.key == key)

    def opening(self, key: str) -> Opening | None:
        return next((opening for opening in self.openings if opening.key == key), None)

    def steps_from(self, state: str) -> Sequence[Step]:
        return [step for step in self.steps if state in step.from_]
