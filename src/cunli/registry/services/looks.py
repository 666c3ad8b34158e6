"""Looking at what is masked: an act with a reason, kept in the journal. A child also needs a second person's yes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from cunli.accounts.roles import SYSTEM
from cunli.lib import identity
from cunli.lib.actors import Actor
from cunli.lib.refusals import Invalid
from cunli.registry import rules
from cunli.registry.kinds import NumberField
from cunli.registry.models import Person
from cunli.registry.services import permits, reach


@dataclass(frozen=True, slots=True)
class ChildDetail:
    """What is hidden of a child under 14 in all lists. ``numbers``: which ones are registered, to be asked for."""

    person_id: int
    name: str
    sex: str
    born_on: date | None
    numbers: tuple[NumberField, ...]
    guardian_agreed: bool
    until: datetime


@transaction.atomic
def unmask(*, actor: Actor, person_id: int, field: str, reason: str, at: datetime) -> str:
    """One number of one person in full. The journal keeps who, which field, why; never the number.

    Raises NotYours (another place), NotYourPost (may see masked only; a child and nobody agreed), Invalid (no real
    reason, no such number).
    """
    person = permits.lookable(actor, person_id)
    permits.must_say_why(reason)
    if field not in NumberField.values:
        raise Invalid(_("没有这一项"))
    if actor.role != SYSTEM and rules.is_child(person.born_on, reach.day_of(at)):
        permits.must_be_agreed(actor, person, at)
    number: str = getattr(person, field)
    if not number:
        raise Invalid(_("没登记这个号码"), instead=_("问到了再补上。"))
    _note(actor, person, f"unmask_{field}", reason, at)
    return identity.local_phone(number) if field == NumberField.PHONE else number


@transaction.atomic
def open_minor(*, actor: Actor, person_id: int, at: datetime) -> ChildDetail:
    """Name and birth of a child under 14: least privilege, each access agreed by a second person and on record.

    Regulation on the Protection of Minors Online art. 36. The reason is that of the approval, which holds 24 hours.
    Raises NotYours, NotYourPost (may see masked only; nobody agreed, or the time is over).
    """
    person = permits.lookable(actor, person_id)
    look = permits.must_be_agreed(actor, person, at)
    consents = person.consents.unscoped("the child is within reach").on(reach.day_of(at))
    _note(actor, person, "open_minor", look.reason, at)
    return ChildDetail(
        person_id=person.pk,
        name=person.name,
        sex=person.sex,
        born_on=person.born_on,
        numbers=tuple(field for field in NumberField if getattr(person, field)),
        guardian_agreed=consents.exists(),
        until=look.until or at,
    )


def _note(actor: Actor, person: Person, verb: str, reason: str, at: datetime) -> None:
    reach.note(actor=actor, verb=verb, subject=f"person:{person.pk}", at=at, reason=reason.strip()[:500], place=person)
