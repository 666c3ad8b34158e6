"""What is asked after the end: is it still good, and what was wrong. Who asks, and how it stands in the index."""

from __future__ import annotations

from datetime import date

from cunli.accounts.roles import Capability, capabilities_of
from cunli.accounts.selectors import officers_at
from cunli.cases.models import Matter, Rating, Term
from cunli.cases.parties import reported_by_who_has_it
from cunli.dues.index import DueItem
from cunli.dues.models import Source
from cunli.exclusions.hiding import is_hidden_from
from cunli.places.kinds import UnitFunction
from cunli.places.selectors import nearest_unit
from cunli.procedures.grammar import ASK_AGAIN

ASKED, NOT_ASKED = 1, 2
"""Rungs of a term that asks again: the question is out until ``watch_at``; its day has passed without an answer."""


def who_asks(matter: Matter, *, on: date) -> int:
    """The unit whose people ask: the desk, else the village's station or committee, wherever somebody other than who
    handled it may call back; the desk where there is nobody at all, so that those who stand in see it."""
    area = matter.village or matter.town
    near = (nearest_unit(area=area, function=function) for function in (UnitFunction.STATION, UnitFunction.COMMITTEE))
    for unit_id in (matter.desk_unit_id, *(unit.pk for unit in near if unit is not None)):
        if any(_may_ask(matter, post.user_id, unit_id, post.role) for post in officers_at(unit_id, on)):
            return unit_id
    return matter.desk_unit_id


def is_asked_by_colleague(matter: Matter) -> bool:
    """The person cannot press a button themselves, or would be marking their own work."""
    return matter.asker_id is None or reported_by_who_has_it(matter)


def asks_again(matter: Matter, term: Term) -> bool:
    return matter.law.term(term.key).late == ASK_AGAIN


def due_of_question(matter: Matter, term: Term, *, unit_id: int) -> DueItem:
    """The second question, while it is out: until ``term.watch_at``."""
    if term.watch_at is None:
        raise ValueError("the question is not out")
    return DueItem(
        source=Source.QUESTION,
        source_id=term.pk,
        ref=matter.ref,
        title=matter.title,
        place=matter.place,
        kind=matter.procedure,
        step=term.key,
        due_at=term.watch_at,
        unit_id=unit_id,
        not_user_id=matter.handled_by_id,
        village_id=matter.village_id,
    )


def due_of_rating(rating: Rating) -> DueItem:
    """A bad rating until somebody has asked about it."""
    matter = rating.matter
    if rating.call_by is None:
        raise ValueError("nobody has to ask about this rating")
    return DueItem(
        source=Source.RATING,
        source_id=rating.pk,
        ref=matter.ref,
        title=matter.title,
        place=matter.place,
        kind=matter.procedure,
        step="rating",
        due_at=rating.call_by,
        unit_id=rating.call_unit_id,
        not_user_id=matter.handled_by_id,
        village_id=matter.village_id,
    )


def _may_ask(matter: Matter, user_id: int, unit_id: int, role: str) -> bool:
    if Capability.CALL_BACK not in capabilities_of(role) or user_id in (matter.handled_by_id, matter.officer_id):
        return False
    return not (matter.is_guarded and is_hidden_from(matter.ref, user_id=user_id, unit_id=unit_id))
