"""Each effect of a step, carried out by one service of one floor, in the step's own transaction."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from cunli.acts import letters, life_events, life_undone, records
from cunli.acts.entitling import entitle
from cunli.acts.hanging import draft_notice
from cunli.acts.happening import Happening, tell_units
from cunli.acts.labelling import label_household
from cunli.acts.opening import open_matter
from cunli.acts.telling import tell_everyone
from cunli.cases import services as cases
from cunli.cases.engine import (
    AskUnits,
    ChangeRegister,
    CloseAsks,
    DraftNotice,
    Effect,
    Entitle,
    IssuePaper,
    LabelHousehold,
    OpenMatter,
    TellReporter,
)
from cunli.cases.models import StepTaken
from cunli.cases.selectors import latest_fact
from cunli.procedures.grammar import Asks

MOVES = {**records.MOVES, **letters.MOVES}
"""What ``Issues.move`` names."""
CHANGES: Mapping[str, Callable[[Happening], None]] = {
    "life_event": life_events.carry_out,
    "death_undone": life_undone.take_death_back,
}
"""What ``Step.registers`` names."""


def carry_out(happening: Happening) -> None:
    """All effects of a step, in the procedure's order."""
    for effect in happening.advanced.effects:
        _carry_out_one(happening, effect)


def _carry_out_one(happening: Happening, effect: Effect) -> None:
    match effect:
        case TellReporter():
            tell_everyone(actor=happening.actor, matter=happening.matter, told=effect, at=happening.at)
        case CloseAsks():
            cases.close_asks(actor=happening.actor, matter=happening.matter, at=happening.at)
        case IssuePaper(issues=issues):
            paper = MOVES[issues.move](happening)
            happening.advanced.taken.paper_id = paper.pk
            StepTaken.objects.filter(pk=happening.advanced.taken.pk).update(paper_id=paper.pk)
        case AskUnits(asks=asks):
            _ask(happening, asks)
        case OpenMatter(opens=opens):
            open_matter(happening, opens)
        case ChangeRegister(change=change):
            CHANGES[change](happening)
        case DraftNotice(posts=posts):
            draft_notice(happening, posts)
        case LabelHousehold(labels=labels):
            label_household(happening, labels)
        case Entitle(entitles=entitles):
            entitle(happening, entitles)


def _ask(happening: Happening, asks: Asks) -> None:
    unit_ids = _asked(happening, asks.fact)
    cases.open_asks(
        actor=happening.actor,
        matter=happening.matter,
        asks=asks,
        unit_ids=unit_ids,
        at=happening.at,
        paper_id=happening.advanced.taken.paper_id,
        about=str(happening.values[asks.about]) if asks.about else "",
    )
    question = str(happening.matter.law.question_words[asks.question])
    words = {"who": happening.actor.title, "question": question, "title": happening.matter.title}
    tell_units(happening, unit_ids, _("%(who)s%(question)s：%(title)s") % words)


def _asked(happening: Happening, fact: str) -> Sequence[int]:
    """The units the form names; for a letter that is sent later, those it was drafted to."""
    value = happening.values.get(fact)
    found = value if value is not None else latest_fact(happening.matter, fact)
    items: list[Any] = found if isinstance(found, list) else [] if found is None else [found]
    return [int(item["id"] if isinstance(item, dict) else item) for item in items]
