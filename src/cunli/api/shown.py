"""What the pages know, as data: nothing is decided here that a page has not decided."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import QueryDict

from cunli.api import schemas
from cunli.cases.models import Matter
from cunli.cases.parties import parties_of
from cunli.desk import words
from cunli.desk.matter import clocks, moves
from cunli.desk.matter.page import MatterPage
from cunli.desk.matter.stepping import StepPage
from cunli.lib.actors import Actor
from cunli.procedures.grammar import Party
from cunli.registry.selectors import PersonHit

OF_PEOPLE = frozenset({Party.REPORTER, Party.SIDE, Party.OTHER_SIDE, Party.CALLER, Party.WITNESS})
"""In whose place no machine speaks."""


def line(matter: Matter) -> schemas.MatterLine:
    """Read as ``desk.inbox.page.shown``: no query of its own."""
    return schemas.MatterLine(
        ref=matter.ref,
        title=matter.title,
        procedure=words.procedure_words(matter),
        state=words.state_words(matter),
        waits_for=words.waits_words(matter),
        village=str(matter.village or ""),
        opened_at=matter.opened_at,
        due_at=matter.due_at,
    )


def matter(actor: Actor, page: MatterPage) -> schemas.MatterShown:
    parties = parties_of(actor, page.matter)
    offered = [page.main, *page.more] if page.main else page.more
    return schemas.MatterShown(
        ref=page.matter.ref,
        title=page.title,
        procedure=words.procedure_words(page.matter),
        sentence=page.sentence,
        waits_for=page.waits_for,
        place=page.place,
        is_open=page.matter.is_open,
        clocks=[_clock(one) for one in page.clocks],
        course=[
            schemas.Happened(at=one.at, received_at=one.received, who=one.who, title=one.title, text=one.text)
            for one in page.entries
        ],
        asks=[
            schemas.Asked(who=one.who, asked_on=one.asked_on, due=one.due, state=one.state, said=one.said)
            for one in page.asks
        ],
        steps=[
            schemas.StepOffered(key=one.key, label=one.label, hint=one.hint)
            for one in offered
            if may_be_machine(page.matter, one.key, parties)
        ],
    )


def may_be_machine(matter: Matter, key: str, parties: frozenset[Party]) -> bool:
    """Whoever signs has read it; whether it is good, or whether one is willing, is said by the person themselves.
    ``parties``: who the holder of the post would be in it; where they are only such a person, so is their machine."""
    step = matter.law.step(key)
    if step is None or moves.signs(step):
        return False
    mine = parties & frozenset(step.by) or frozenset(step.by)
    return not mine <= OF_PEOPLE


def step(page: StepPage) -> schemas.StepShown:
    fields = [
        schemas.FieldShown(
            name=one.name,
            label=str(one.fact.label),
            kind=one.kind,
            required=one.required,
            options=[schemas.OptionShown(value=option.value, word=option.word) for option in one.options],
        )
        for one in page.form.questions
    ]
    return schemas.StepShown(key=page.step.key, label=str(page.step.title), fields=fields)


def person(hit: PersonHit) -> schemas.HouseholdHit:
    return schemas.HouseholdHit(
        person_id=hit.person_id,
        name=hit.name,
        household_id=hit.household_id,
        household_no=hit.household_no,
        where=hit.where,
        phone=hit.phone,
    )


def posted(given: Mapping[str, object]) -> QueryDict:
    """As the form of a page would have sent it; what is empty is left out."""
    form = QueryDict(mutable=True)
    for name, value in given.items():
        if value not in (None, "", False):
            form.setlist(name, [_typed(one) for one in (value if isinstance(value, list) else [value])])
    return form


def _typed(value: object) -> str:
    return "1" if value is True else str(value)


def _clock(clock: clocks.Clock) -> schemas.Clock:
    return schemas.Clock(
        label=clock.label,
        state=clock.state,
        due=clock.due,
        words=clock.answered or clock.words,
        reckoning=[sentence.text() for sentence in clock.reckoning],
    )
