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
from cunli.procedures.doors import Door as Door  # noqa: PLC0414 - exported from here
from cunli.procedures.doors import DoorGroup as DoorGroup  # noqa: PLC0414
from cunli.procedures.doors import Publication as Publication  # noqa: PLC0414
from cunli.procedures.facts import Among as Among  # noqa: PLC0414
from cunli.procedures.facts import Fact as Fact  # noqa: PLC0414
from cunli.procedures.facts import FactType as FactType  # noqa: PLC0414
from cunli.procedures.facts import Field as Field  # noqa: PLC0414
from cunli.procedures.facts import optional as optional  # noqa: PLC0414
from cunli.procedures.lengths import Extension, Length, Pause
from cunli.procedures.outside import NUMBER_THERE, Outside

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from cunli.procedures.entitling import Entitles
    from cunli.procedures.explaining import Explains
    from cunli.procedures.guards import Guard
    from cunli.procedures.hanging import Posts
    from cunli.procedures.labelling import Labels

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
    HOLDER = "holder"
    """With whom it lies: whoever was given it, else the desk."""
    TOWN = "town"
    VILLAGE = "village"
    """Whoever works in the village in which it lies: they assist."""
    SIGNER = "signer"
    SIDE = "side"
    """Either side of a matter between people: whoever asked, and those it is with."""
    OTHER_SIDE = "other_side"
    MEDIATOR = "mediator"
    APPROVER = "approver"
    """Whoever may sign for the unit it lies with; in a town also at another of its offices."""
    SYSTEM = "system"


class Seat(StrEnum):
    """As what somebody takes part in a matter; ``cases.Participant`` says who, from when until when."""

    APPLICANT = "applicant"
    RESPONDENT = "respondent"
    CONCERNED = "concerned"
    MEDIATOR = "mediator"
    HELPER = "helper"
    """Invited for this one matter: reads it as the sides do, while it is open."""


SIDES = frozenset({Seat.APPLICANT, Seat.RESPONDENT, Seat.CONCERNED})


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
    """The step asks the units named in ``fact`` to ``question`` (come, answer) within a county length.

    ``about``: the fact that says what exactly, where one matter asks for several things under one question. Whoever was
    asked for the same before and has not settled it need not any more.
    """

    fact: str
    question: str
    within: str
    title: Words
    about: str = ""
    shows: tuple[str, ...] = ()
    """Facts on record that whoever is asked reads, because nobody can answer without them."""


@dataclass(frozen=True, slots=True)
class Answers:
    """The only answers that a question has, and their words: a pair each of ``cases.Answer`` and what one presses."""

    question: str
    ways: tuple[tuple[str, Words], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Issues:
    """The step moves a paper on.

    ``move`` is record (written and sealed at once), hand (the same, and whom it is about reads it), give (into the
    hands of whom it is about, who reads it from then on), write (to be signed on paper by those it binds, then seal or
    drop), draft, revise, sign, refuse (sent back to its writer), deliver or withdraw (void from then on, and whatever
    it asked).
    """

    kind: str
    move: str


@dataclass(frozen=True, slots=True)
class Seats:
    """Whoever ``fact`` names (people by name, or one officer) takes this seat; without a fact, the person who asked.

    ``replaces``: whoever sat there before leaves the seat. ``leads``: the officer has the matter now.
    """

    seat: Seat
    fact: str = ""
    replaces: bool = False
    leads: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Opens:
    """The step opens a linked matter of another procedure, from the facts ``title``, ``kind`` and ``place`` of its form
    and what it ``carries``. ``for_asker``: the person who asked here asks there, not whoever takes the step."""

    procedure: str
    opening: str
    title: str
    kind: str
    place: str
    carries: tuple[str, ...] = ()
    for_asker: bool = False


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
    opens: Opens | None = None
    registers: str = ""
    """The change of the register that it makes, by the name under which ``acts`` has it."""
    entitles: Entitles | None = None
    posts: Posts | None = None
    awaits: Posts | None = None
    """Refused until this notice has run (``hanging.hung_first``); what came of it becomes a fact."""
    labels: Labels | None = None
    tells: Words = ""
    main: bool = False
    """The one green button of its state."""
    assigns: bool = False
    """Its ``assignee`` and ``officer`` facts name who has it now."""
    takes: bool = False
    """Whoever takes the step becomes the one who has it, where it names nobody else."""
    returns: bool = False
    """Puts the matter back on the desk it came from."""
    closes_asks: bool = False
    seats: tuple[Seats, ...] = ()
    admits: tuple[Seat, ...] = ()
    """Whoever sits there reads the matter from now on."""
    anytime: bool = False
    """Also when an ended matter cannot be reopened any more."""
    quiet: bool = False
    """Not told to the reporter (a note among staff)."""
    hides: str = ""
    """The fact that names somebody for whom the matter does not exist from now on."""


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
    extension: Extension | None = None
    pause: Pause | None = None
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
    """How a matter may begin: into ``state``, writing ``fields``; ``by`` are role names of ``accounts``.

    Where it has a ``door``, those roles find its page on Today and on the desk.
    """

    key: str
    state: str
    title: Words
    done: Words
    fields: tuple[Field, ...]
    by: tuple[str, ...]
    citations: tuple[Citation, ...]
    takes: bool = False
    refuses: tuple[Guard, ...] = ()
    door: Door | None = None
    seats: tuple[Seats, ...] = ()
    admits: tuple[Seat, ...] = ()
    objects_to: str = ""
    """The fact that says, by its code, which notice this objects to: it counts there until it is answered."""
    assigns: bool = False
    """Its ``assignee`` and ``officer`` facts, where given, name who has it from the beginning."""
    tells: Words = ""
    """What whoever it is for hears instead of "we have it": where they did not ask themselves."""


ABOVE = "above"
"""Of a desk: the level next above whoever asks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Whose desk: the unit for ``function`` nearest to an area of ``level``.

    ``by_kind``: the unit that handles the kind, where the desk's own area has one.
    """

    function: str
    level: str
    by_kind: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Procedure:
    """One procedure in one edition. A running matter stays with the edition it began under. ``closed``: it exists for
    those who take part and its unit alone. ``hands_in``: the states in which people are called to help."""

    key: str
    edition: date
    prefix: str
    title: Words
    plain: Words
    """What villagers call it."""
    icon: str
    kinds: str
    """The county setting that lists its kinds; empty where there is only one."""
    desk: Desk
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
    volume: tuple[str, ...] = ()
    """The kinds of papers of the volume (卷宗) that a matter is filed as, in its order; empty where none is made."""
    closed: bool = False
    hands_in: tuple[str, ...] = ()
    explains: Explains | None = None
    question_words: Mapping[str, Words] = field(default_factory=dict)
    answers: tuple[Answers, ...] = ()
    """Of the questions that are answered otherwise than by the usual yes and no."""
    outside: tuple[Outside, ...] = ()
    """Where else it is kept, by law or by the county's order."""

    def state(self, key: str) -> State:
        return next(state for state in self.states if state.key == key)

    def step(self, key: str) -> Step | None:
        return next((step for step in self.steps if step.key == key), None)

    def fact(self, key: str) -> Fact:
        return next(fact for fact in (*self.facts, *self.beside) if fact.key == key)

    def term(self, key: str) -> Term:
        return next(term for term in self.terms if term.key == key)

    def ways_to_answer(self, question: str) -> Mapping[str, Words]:
        """Empty where the usual ones will do."""
        return {way: words for one in self.answers if one.question == question for way, words in one.ways}

    def opening(self, key: str) -> Opening | None:
        return next((opening for opening in self.openings if opening.key == key), None)

    @property
    def beside(self) -> tuple[Fact, ...]:
        """What is kept without a step: the numbers that other systems gave, where it declares no fact for them."""
        keys = dict.fromkeys(item.number for item in self.outside)
        own = {fact.key for fact in self.facts}
        return tuple(Fact(key=key, label=NUMBER_THERE, type=FactType.LINE) for key in keys if key not in own)

    @property
    def seats_people(self) -> bool:
        """Whether others than the person who asked take part."""
        return any(opening.seats for opening in self.openings) or any(step.seats for step in self.steps)

    def steps_from(self, state: str) -> Sequence[Step]:
        return [step for step in self.steps if state in step.from_]
