"""Grant, change and end what somebody receives: always by a decision, which is named."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from cunli.benefits.models import Entitlement, Rhythm
from cunli.benefits.refusals import MovedOn, TooMuch
from cunli.benefits.selectors import programme_in_force, still_to_come
from cunli.journal import services as journal
from cunli.lib.actors import Actor
from cunli.lib.money import yuan
from cunli.lib.terms import day_of
from cunli.places.models import Unit
from cunli.registry.models import Person

WHY = "the decision says whom it is about"


@dataclass(frozen=True, slots=True, kw_only=True)
class Granted:
    """What a decision grants: ``amount_fen`` each time, or ``gives`` in kind; from ``since``, ``until`` included."""

    ref: str
    kind: str
    name: str
    since: date
    unit: Unit
    county_id: int
    town_id: int
    village_id: int | None = None
    person: Person | None = None
    amount_fen: int = 0
    gives: str = ""
    until: date | None = None
    rhythm: Rhythm | None = field(default=None)


@transaction.atomic
def grant(*, actor: Actor, granted: Granted, at: datetime) -> Entitlement:
    """Write down what a decision grants. Raises TooMuch where the programme gives less."""
    programme = programme_in_force(granted.kind, county_id=granted.county_id, on=day_of(at))
    most = programme.most_fen if programme else None
    if most is not None and granted.amount_fen > most:
        raise TooMuch(
            _("这一项一次最多 %(most)s 元") % {"most": yuan(most)},
            why=programme.source if programme else "",
            instead=_("请改金额；标准变了，请县里先写上新标准。"),
        )
    rhythm = granted.rhythm or (Rhythm(programme.rhythm) if programme else Rhythm.ONCE)
    made = Entitlement.objects.create(
        ref=granted.ref,
        kind=granted.kind,
        programme=programme,
        person=granted.person,
        name=granted.name,
        rhythm=rhythm,
        amount_fen=granted.amount_fen,
        gives=granted.gives,
        since=granted.since,
        until=granted.until,
        unit=granted.unit,
        county_id=granted.county_id,
        town_id=granted.town_id,
        village_id=granted.village_id,
        granted_at=at,
    )
    _record(actor, made, "benefit.granted", at, reason=programme.source if programme else "")
    return made


@transaction.atomic
def change(*, actor: Actor, entitlement: Entitlement, amount_fen: int, ref: str, why: str, at: datetime) -> None:
    """Another sum from now on, by the decision ``ref``. Raises MovedOn where it has ended."""
    _move(entitlement, amount_fen=amount_fen)
    _record(actor, entitlement, "benefit.changed", at, reason=f"{ref}：{why}")


@transaction.atomic
def end(*, actor: Actor, entitlement: Entitlement, last_day: date, ref: str, why: str, at: datetime) -> None:
    """Nothing after ``last_day``, by the decision ``ref``. Raises MovedOn where it has ended before."""
    last, before = max(last_day, entitlement.since), entitlement.until
    _move(entitlement, until=last, end_reason=why[:500], ended_by=ref, until_before=before)
    _record(actor, entitlement, "benefit.ended", at, reason=f"{ref}：{why}")


@transaction.atomic
def end_with_person(*, actor: Actor, person_id: int, on: date, ref: str, why: str, at: datetime) -> list[Entitlement]:
    """Whoever has died receives nothing after that day; what they were still to receive, in the order granted."""
    ended = list(still_to_come(person_id, on))
    for one in ended:
        end(actor=actor, entitlement=one, last_day=on, ref=ref, why=why, at=at)
    return ended


@transaction.atomic
def resume(*, actor: Actor, person_id: int, ref: str, why: str, at: datetime) -> list[Entitlement]:
    """What the matter ``ref`` ended for this person goes on as it was before, because that was wrong."""
    ended = list(Entitlement.objects.unscoped(WHY).filter(person_id=person_id, ended_by=ref).order_by("pk"))
    for one in ended:
        _move(one, until=one.until_before, end_reason="", ended_by="", until_before=None)
        _record(actor, one, "benefit.resumed", at, reason=f"{ref}：{why}")
    return ended


def _move(entitlement: Entitlement, **columns: object) -> None:
    rows = Entitlement.objects.unscoped(WHY).filter(pk=entitlement.pk, until=entitlement.until)
    if not rows.update(**columns):
        raise MovedOn
    entitlement.refresh_from_db(from_queryset=Entitlement.objects.unscoped(WHY))


def _record(actor: Actor, entitlement: Entitlement, verb: str, at: datetime, *, reason: str) -> None:
    journal.record(
        actor=actor,
        verb=verb,
        subject=entitlement.ref,
        at=at,
        after={
            "kind": entitlement.kind,
            "amount_fen": entitlement.amount_fen,
            "since": entitlement.since.isoformat(),
            "until": entitlement.until.isoformat() if entitlement.until else None,
        },
        reason=reason[:500],
        for_whom=f"person:{entitlement.person_id}" if entitlement.person_id else "",
        county_id=entitlement.county_id,
        village_id=entitlement.village_id,
    )
