"""Seat those whom a step names, and let a seat read the matter. Journalled with the step itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from cunli.accounts.models import User
from cunli.cases import people_named
from cunli.cases.models import Matter, Participant
from cunli.cases.models.participants import ParticipantQuerySet
from cunli.cases.people_named import Named
from cunli.lib.identity import normalise_phone
from cunli.procedures.grammar import Opening, Seats, Step
from cunli.procedures.values import Value, Values
from cunli.registry.selectors import persons_of_user
from cunli.registry.selectors.kin import person_called


def seat(*, matter: Matter, step: Step | Opening, values: Values, at: datetime) -> Mapping[str, object]:
    """Everybody whom the step seats, and what its facts then say of them: ``{"other_side": [{"id", "name"}]}``."""
    said: dict[str, object] = {}
    for seats in step.seats:
        named = values.get(seats.fact) if seats.fact else None
        if seats.fact and named in (None, "", []):
            continue
        if seats.replaces:
            _rows(matter, seats).update(until=at)
        rows = _seated(matter, seats, named, at=at)
        if isinstance(named, list):
            said[seats.fact] = [{"id": row.pk, "name": row.name} for row in rows]
    if step.admits:
        matter.participants.seated().filter(seat__in=step.admits, since=None).update(since=at)
    return said


def _rows(matter: Matter, seats: Seats) -> ParticipantQuerySet:
    return matter.participants.seated().filter(seat=seats.seat)


def _seated(matter: Matter, seats: Seats, named: Value, *, at: datetime) -> Sequence[Participant]:
    rows: list[Participant]
    if not seats.fact:
        asker = _asker(matter)
        rows = [asker] if asker.name or asker.account_id is not None else []
    elif isinstance(named, int):
        rows = [_officer(named)]
    else:
        rows = [_called(matter, one) for item in _items(named) for one in people_named.read(item)]
    here = list(_rows(matter, seats).select_related("person"))
    for place, row in enumerate(rows):
        known = next((one for one in here if _is_same(one, row)), None)
        if known is None:
            row.matter, row.seat, row.named_at = matter, seats.seat, at
            row.save(force_insert=True)
            here.append(row)
        else:
            rows[place] = _learn(known, row)
    return rows


def _is_same(one: Participant, other: Participant) -> bool:
    """The same name, and nothing that says it is somebody else."""
    pairs = ((one.phone, other.phone), (one.account_id, other.account_id), (one.person_id, other.person_id))
    return one.name == other.name and all(a == b for a, b in pairs if a and b)


def _learn(known: Participant, named: Participant) -> Participant:
    """Named once more, with what was not known before."""
    known.phone, known.person = known.phone or named.phone, known.person or named.person
    known.user_id = known.user_id or named.user_id
    known.save(update_fields=["phone", "person", "user"])
    return known


def _items(named: Value) -> list[str]:
    return [str(item) for item in named] if isinstance(named, list) else [str(named)]


def _asker(matter: Matter) -> Participant:
    known = persons_of_user(matter.reporter_id) if matter.reporter_id is not None else []
    return Participant(
        person=matter.person or next(iter(known), None),
        user_id=matter.reporter_id,
        name=matter.reporter_name,
        phone=matter.reporter_phone,
    )


def _officer(user_id: int) -> Participant:
    user = User.objects.select_related("person").get(pk=user_id)
    return Participant(user=user, person=getattr(user, "person", None), name=user.name)


def _called(matter: Matter, named: Named) -> Participant:
    """By the register where one person is meant, else by the account that has this phone: never two accounts."""
    person = person_called(named.name, named.phone, village_id=matter.village_id)
    user = User.objects.by_phone(normalise_phone(named.phone)) if named.phone and person is None else None
    if user is not None and not user.is_active:
        user = None
    return Participant(person=person, user=user, name=named.name, phone=named.phone)
