"""A visit or a call, and what comes of it in the same breath: promises, a matter for others, a new telephone number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from cunli.acts.done import Done
from cunli.acts.filing import file_matter
from cunli.cases.models import Channel
from cunli.cases.services import Place, Reporter
from cunli.journal.services import first_result
from cunli.lib.actors import Actor
from cunli.lib.idempotency import Key
from cunli.lib.refusals import Invalid, Refusal
from cunli.lib.terms import day_of
from cunli.procedures.catalogue import current
from cunli.registry.models import Household, Person
from cunli.registry.services import ask_correction
from cunli.visits import services as visits
from cunli.visits.kinds import Way
from cunli.visits.results import name_results
from cunli.visits.services import Wording

CAME_BY = {Way.VISIT: Channel.VISIT, Way.PHONE: Channel.CALL, Way.ELSEWHERE: Channel.VISIT}


@dataclass(frozen=True, slots=True, kw_only=True)
class Promised:
    """Something promised to whoever was met, by the end of a day."""

    words: str
    done_by: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Something that somebody else has to see to."""

    procedure: str
    opening: str
    kind: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPhone:
    """A number that changed, as the person said."""

    person_id: int
    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """What one screen asks. ``met`` are ids of people of the household; ``to`` is whom the promises are made to and who
    asks for what others see to: somebody grown of the household."""

    way: str
    wording: Wording
    met: Sequence[int]
    happened_at: datetime
    to: Person | None
    met_besides: str = ""
    is_sensitive: bool = False
    promises: Sequence[Promised] = ()
    wanted: Wanted | None = None
    new_phone: NewPhone | None = None


def write_visit(*, actor: Actor, household: Household, visit: Visit, at: datetime, key: Key | None = None) -> Done:
    """All of it or nothing. ``Done.ref`` is the number of the note; a repeated request gets the first one's.

    Raises Invalid where something is promised or asked for and nobody is named to whom, and the refusals of
    ``visits.write_note``, ``file_matter`` and ``ask_correction``.
    """
    _must_name_somebody(visit)
    try:
        with transaction.atomic():
            note = visits.write_note(
                actor=actor,
                household=household,
                way=visit.way,
                wording=visit.wording,
                met=visit.met,
                met_besides=visit.met_besides,
                is_sensitive=visit.is_sensitive,
                happened_at=visit.happened_at,
                at=at,
                key=key,
            )
            refs = [_promise(actor, household, visit, promised, at) for promised in visit.promises]
            if visit.wanted:
                refs.append(_open(actor, household, visit, visit.wanted, at))
            name_results(note, refs)
            if visit.new_phone:
                _ask_new_phone(actor, visit.new_phone, at)
            return Done(str(note.pk))
    except (Refusal, IntegrityError):
        first = first_result(actor=actor, key=key)
        if first is None:
            raise
        return Done(first, repeated=True)


def _must_name_somebody(visit: Visit) -> None:
    """In a home without anybody grown: whose matter is it?"""
    if (visit.promises or visit.wanted) and visit.to is None and not visit.met_besides.strip():
        raise Invalid(
            _("还没有记下"),
            fields={"met_besides": _("这一家户册里没有大人，请写是答应谁的、替谁办的")},
        )


def _promise(actor: Actor, household: Household, visit: Visit, promised: Promised, at: datetime) -> str:
    wanted = Wanted(procedure="promise", opening="promise", kind="", words=promised.words)
    return _open(actor, household, visit, wanted, at, done_by=promised.done_by.isoformat())


def _open(actor: Actor, household: Household, visit: Visit, wanted: Wanted, at: datetime, **values: str) -> str:
    law = current(wanted.procedure, day_of(at))
    opening = law.opening(wanted.opening) if law else None
    if law is None or opening is None:
        raise LookupError(wanted.procedure)
    to = visit.to
    done = file_matter(
        actor=actor,
        procedure=law,
        opening=opening,
        title=wanted.words,
        kind=wanted.kind,
        channel=CAME_BY[Way(visit.way)],
        place=Place(area=household.village, words=_where(household), grid_id=household.grid_id),
        reporter=Reporter(
            user_id=to.user_id if to else None,
            person_id=to.pk if to else None,
            name=to.name if to else visit.met_besides,
            phone=to.phone if to else "",
        ),
        values=values,
        at=at,
        happened_at=min(visit.happened_at, at),
    )
    return done.ref


def _ask_new_phone(actor: Actor, new: NewPhone, at: datetime) -> None:
    """As any correction: somebody else looks before the register changes."""
    ask_correction(
        actor=actor,
        field="phone",
        value=new.number,
        reason=_("走访时本人说电话换了"),
        at=at,
        person_id=new.person_id,
        asked_for_id=new.person_id,
    )


def _where(household: Household) -> str:
    if household.dwelling and household.dwelling.address:
        return household.dwelling.address
    return "" if household.area_id == household.village_id else str(household.area)
