"""What a unit reads that was merely asked: the question put to it and its own answer, nothing else of the matter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.utils.translation import gettext as _

from cunli.cases.models import Answer, Ask, Matter, StepTaken
from cunli.cases.said import Choices, value_words
from cunli.cases.selectors import Line
from cunli.lib.actors import Actor
from cunli.procedures.questions import COME
from cunli.ui import words

Details = Sequence[tuple[str, str]]
"""A name and what stands beside it."""


def asks_to(actor: Actor, asks: Sequence[Ask]) -> list[Ask]:
    """The asks of a matter that went to the actor's own units."""
    return [ask for ask in asks if ask.unit_id in actor.scope.units]


def lines_to(matter: Matter, lines: Sequence[Line], asks: Sequence[Ask]) -> list[Line]:
    """Of the course only the steps by which these units were asked."""
    return [line for line in lines if was_put_to(matter, line.taken, asks)]


def to_know(matter: Matter, known: Mapping[str, object], asks: Sequence[Ask], choices: Choices, *, on: date) -> Details:
    """What these units must know to answer: whose home it is, say."""
    put = {ask.question for ask in asks}
    shown = [key for step in matter.law.steps if step.asks and step.asks.question in put for key in step.asks.shows]
    return [
        (str(matter.law.fact(key).label), value_words(matter.law, key, known[key], choices, on))
        for key in dict.fromkeys(shown)
        if key in known
    ]


def was_put_to(matter: Matter, taken: StepTaken, asks: Sequence[Ask]) -> bool:
    """Whether one of ``asks`` was put by this very step."""
    step = matter.law.step(taken.key)
    if step is None or not (step.asks or step.registers):
        return False
    return any(
        (step.asks is None or ask.question == step.asks.question) and ask.asked_at == taken.received_at for ask in asks
    )


def sentence(matter: Matter, asks: Sequence[Ask], *, now: datetime) -> str:
    """What the matter wants of this unit."""
    waiting = [ask for ask in asks if ask.answer == Answer.OPEN]
    if not waiting:
        dropped = all(ask.answer == Answer.DROPPED for ask in asks)
        return _("这件事不用再答复了。") if dropped else _("你们已经答复过了，谢谢。")
    coming = [ask for ask in waiting if ask.question == COME]
    if any(ask.arrived_at for ask in coming):
        return _("到了。干完了，或者要先走，在这里说一声。")
    if coming:
        return _("请在%(when)s前到现场。") % {"when": words.moment_cn(min(ask.due_at for ask in coming), now)}
    first = min(waiting, key=lambda ask: ask.due_at)
    question = matter.law.question_words[first.question]
    return _("%(question)s，%(day)s以前给个答复。") % {"question": question, "day": words.day_cn(first.due_at, now)}
