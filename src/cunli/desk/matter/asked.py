"""What a unit reads that was merely asked: the question put to it and its own answer, nothing else of the matter."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from cunli.cases.models import Answer, Ask, Matter, StepTaken
from cunli.cases.selectors import Line
from cunli.lib.actors import Actor
from cunli.ui import words


def asks_to(actor: Actor, asks: Sequence[Ask]) -> list[Ask]:
    """The asks of a matter that went to the actor's own units."""
    return [ask for ask in asks if ask.unit_id in actor.scope.units]


def lines_to(matter: Matter, lines: Sequence[Line], asks: Sequence[Ask]) -> list[Line]:
    """Of the course only the steps by which these units were asked."""
    return [line for line in lines if was_put_to(matter, line.taken, asks)]


def was_put_to(matter: Matter, taken: StepTaken, asks: Sequence[Ask]) -> bool:
    """Whether one of ``asks`` was put by this very step."""
    step = matter.law.step(taken.key)
    question = step.asks.question if step and step.asks else ""
    return any(ask.question == question and ask.asked_at == taken.received_at for ask in asks)


def sentence(asks: Sequence[Ask], *, now: datetime) -> str:
    """What the matter wants of this unit."""
    waiting = [ask for ask in asks if ask.answer == Answer.OPEN]
    if not waiting:
        dropped = all(ask.answer == Answer.DROPPED for ask in asks)
        return _("这件事不用再答复了。") if dropped else _("你们已经答复过了，谢谢。")
    day = words.day_cn(min(ask.due_at for ask in waiting), now)
    return _("请在%(day)s以前给个答复。") % {"day": day}
