"""A step is a lookup, a guard and a decision. Pure: nothing here reads or writes a table.

``decide`` says what would change; ``services`` changes it; effects are values that ``acts`` carries out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from cunli.lib.refusals import Conflict, NotYourPost, Refusal
from cunli.lib.sentences import told
from cunli.procedures.entitling import Entitles
from cunli.procedures.grammar import Asks, Issues, Opening, Opens, Party, Procedure, State, Step
from cunli.procedures.guards import Guard, Situation
from cunli.procedures.hanging import Posts
from cunli.procedures.labelling import Labels
from cunli.procedures.values import Values


class NotNow(Refusal):
    """The step exists, but not where the matter stands."""

    code = "not_now"
    status = 409


class Unmet(Refusal):
    """A condition of the step is not met; the sentence and its article say which."""

    code = "unmet"
    status = 409
    guard = ""
    """The key of the guard that refused."""


class MovedOn(Conflict):
    """Someone took a step in the meantime."""

    code = "moved_on"


@dataclass(frozen=True, slots=True)
class TellReporter:
    """Tell the person who asked, their delegates and the voices that joined, each about the trouble as they said it."""

    tells: str
    words: Mapping[str, str]

    def said(self, title: str) -> str:
        """The sentence about a matter that the listener calls by ``title``."""
        return told(self.tells, {**self.words, "title": title})


@dataclass(frozen=True, slots=True)
class IssuePaper:
    issues: Issues


@dataclass(frozen=True, slots=True)
class AskUnits:
    asks: Asks


@dataclass(frozen=True, slots=True)
class CloseAsks:
    """Whatever was still asked needs no answer any more."""


@dataclass(frozen=True, slots=True)
class OpenMatter:
    opens: Opens


@dataclass(frozen=True, slots=True)
class ChangeRegister:
    change: str


@dataclass(frozen=True, slots=True)
class DraftNotice:
    posts: Posts


@dataclass(frozen=True, slots=True)
class LabelHousehold:
    labels: Labels


@dataclass(frozen=True, slots=True)
class Entitle:
    entitles: Entitles


Effect = (
    TellReporter
    | IssuePaper
    | AskUnits
    | CloseAsks
    | OpenMatter
    | ChangeRegister
    | DraftNotice
    | LabelHousehold
    | Entitle
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What a step changes: the state it leads to, the facts it writes, the effects it has."""

    step: Step
    state: State
    facts: Values
    effects: tuple[Effect, ...]


def may_take(step: Step, *, state: str, parties: frozenset[Party]) -> bool:
    return state in step.from_ and bool(parties & frozenset(step.by))


def decide(
    procedure: Procedure,
    step: Step,
    *,
    state: str,
    parties: frozenset[Party],
    situation: Situation,
    words: Mapping[str, str],
) -> Decision:
    """The decision, or a refusal: NotNow (wrong state), NotYourPost (wrong party), Unmet (a guard)."""
    if state not in step.from_:
        raise NotNow(
            _("“%(step)s”现在办不了") % {"step": step.title},
            why=procedure.state(state).sentence,
            instead=_("刷新看看现在到哪一步了，您写的字都还在。"),
        )
    if not parties & frozenset(step.by):
        raise NotYourPost(
            _("“%(step)s”不是您这个岗位办的") % {"step": step.title},
            why=_("这一步要由别的人来办。"),
            instead=_("想办，请找现在等着的那个人，他的电话在上面。"),
        )
    refuse_unmet(step.title, step.refuses, situation)
    return Decision(
        step=step,
        state=procedure.state(step.to or state),
        facts={key: value for key, value in situation.form.items() if value not in (None, "", [])},
        effects=_effects(step, words),
    )


def decide_opening(procedure: Procedure, opening: Opening, *, role: str, situation: Situation) -> State:
    """The state a matter begins in. Refuses a role that may not open this way, and unmet guards."""
    if "anyone" not in opening.by and role not in opening.by:
        raise NotYourPost(
            _("“%(step)s”不是您这个岗位办的") % {"step": opening.title},
            instead=_("可以先报上来，由该办的人来办。"),
        )
    refuse_unmet(opening.title, opening.refuses, situation)
    return procedure.state(opening.state)


def refuse_unmet(title: object, guards: tuple[Guard, ...], situation: Situation) -> None:
    for guard in guards:
        if guard.unmet(situation):
            refusal = Unmet(
                _("“%(step)s”办不成") % {"step": title},
                why=f"{guard.why}（{guard.citation}）",
                instead=str(guard.instead),
            )
            refusal.guard = guard.key
            raise refusal


def _effects(step: Step, words: Mapping[str, str]) -> tuple[Effect, ...]:
    found: list[Effect] = []
    if step.registers:
        found.append(ChangeRegister(step.registers))
    if step.issues:
        found.append(IssuePaper(step.issues))
    if step.asks:
        found.append(AskUnits(step.asks))
    if step.closes_asks:
        found.append(CloseAsks())
    if step.opens:
        found.append(OpenMatter(step.opens))
    if step.entitles:
        found.append(Entitle(step.entitles))
    if step.posts:
        found.append(DraftNotice(step.posts))
    if step.labels:
        found.append(LabelHousehold(step.labels))
    if step.tells and not step.quiet:
        found.append(TellReporter(str(step.tells), words))
    return tuple(found)
