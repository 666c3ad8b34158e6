"""A death that was not one: what the check did goes back by itself, what people did since is listed, each line at
whoever did it. Nothing is deleted: the course and the journal say what was written, and that it was wrong."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from cunli.acts import life_lines
from cunli.acts.happening import Happening, tell_units
from cunli.acts.life_events import draw_up, event_of, must_be_second
from cunli.acts.life_lines import Line
from cunli.benefits import services as benefits
from cunli.cases import services as cases
from cunli.cases.models import Answer, Ask
from cunli.cases.selectors import latest_fact
from cunli.lib.terms import day_of
from cunli.places.kinds import UnitFunction
from cunli.procedures.catalogue.life_event import FOLLOW
from cunli.registry import services as registry
from cunli.registry.kinds import LabelKind
from cunli.registry.models import Label
from cunli.registry.selectors import shown_name
from cunli.registry.services import CameBack

LONGEST = 200
"""Of a line, as an ask keeps it."""


def take_death_back(happening: Happening) -> None:
    """Raises NotYourPost, and Conflict where the register has no death of this person any more."""
    event = event_of(happening)
    must_be_second(event)
    actor, matter, at = happening.actor, happening.matter, happening.at
    person_id, why = event.who("person"), str(latest_fact(matter, "why"))
    asked = cases.drop_lines(actor=actor, matter=matter, question=FOLLOW, at=at)
    back = registry.take_back_death(actor=actor, person_id=person_id, why=why, at=at)
    labels = registry.resume_labels_of(actor=actor, person_id=person_id, ended_for=matter.ref, why=why, at=at)
    resumed = benefits.resume(actor=actor, person_id=person_id, ref=matter.ref, why=why, at=at)
    name = shown_name(back.person, day_of(at))
    lines = [
        *_restored(name, back, labels),
        *life_lines.benefits_resumed(back.person, resumed, happening),
        *life_lines.of_household_again(event.household_id, event.on),
        *_done(asked),
    ]
    draw_up(happening, lines)
    _call_off(happening, asked)


def _restored(name: str, back: CameBack, labels: Iterable[Label]) -> Iterable[Line]:
    """What went back by itself, named in one line: the village looks whether it is right, and tells the home. Who was
    head is one again only where nobody became head meanwhile: else somebody says."""
    home = [_("住在 %(home)s 户") % {"home": back.membership.household}] if back.membership else []
    what = "、".join([_("没有去世"), *home, *(f"“{LabelKind(one.kind).label}”" for one in labels)])
    said = _("%(name)s在户册里改回来了：%(what)s。告诉他家里，看看对不对")
    yield Line((said % {"name": name, "what": what})[:LONGEST], UnitFunction.COMMITTEE)
    if back.was_head:
        said = _("%(name)s回到户里了：户主要不要换回来，家里人和户主的关系改过来")
        yield Line(said % {"name": name}, UnitFunction.COMMITTEE)


def _done(asked: Iterable[Ask]) -> Sequence[Line]:
    """What was done goes back to who did it."""
    said = _("人还在，这一件办过了，要退回：%(about)s")
    return [Line((said % {"about": one.about})[:LONGEST], one.unit_id) for one in asked if one.answer == Answer.DONE]


def _call_off(happening: Happening, asked: Iterable[Ask]) -> None:
    """Whoever had not answered yet may have begun."""
    waiting = dict.fromkeys(one.unit_id for one in asked if one.answer == Answer.OPEN)
    said = _("“%(title)s”记错了，人还在：要您办的不用办了，已经办了一半的请退回来")
    tell_units(happening, waiting, said % {"title": happening.matter.title})
