"""Looking at what is masked: an act with a reason, kept in the journal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from cunli.accounts.roles import SYSTEM, Capability
from cunli.lib import identity
from cunli.lib.actors import Actor
from cunli.lib.refusals import Invalid, NotYourPost
from cunli.registry import rules
from cunli.registry.kinds import NumberField
from cunli.registry.models import Person
from cunli.registry.refusals import not_yours
from cunli.registry.services import reach


@dataclass(frozen=True, slots=True)
class ChildDetail:
    """What is hidden of a child under 14 in all lists."""

    person_id: int
    name: str
    sex: str
    born_on: date | None
    guardian_agreed: bool


@transaction.atomic
def unmask(*, actor: Actor, person_id: int, field: str, reason: str, at: datetime) -> str:
    """One number of one person in full. The journal keeps who, which field, why; never the number.

    Raises NotYours (another place), NotYourPost (may see masked only), Invalid (no real reason, no such number).
    """
    person = _may_look(actor, person_id, reason)
    if field not in NumberField.values:
        raise Invalid(_("没有这一项"))
    number: str = getattr(person, field)
    if not number:
        raise Invalid(_("没登记这个号码"), instead=_("问到了再补上。"))
    _note(actor, person, f"unmask_{field}", reason, at)
    return identity.local_phone(number) if field == NumberField.PHONE else number


@transaction.atomic
def open_minor(*, actor: Actor, person_id: int, reason: str, at: datetime) -> ChildDetail:
    """Name and birth of a child under 14: least privilege, each access with a reason and on record.

    Minors' Online Protection Regulation art. 36; the responsible person's approval is the post that holds
    ``unmask``, given by the county. Raises as ``unmask``.
    """
    person = _may_look(actor, person_id, reason)
    agreed = person.guardian_consents.filter(withdrawn_on=None)
    _note(actor, person, "open_minor", reason, at)
    return ChildDetail(
        person_id=person.pk,
        name=person.name,
        sex=person.sex,
        born_on=person.born_on,
        guardian_agreed=agreed.unscoped("the child is within reach").exists(),
    )


def _may_look(actor: Actor, person_id: int, reason: str) -> Person:
    person = reach.people(actor).filter(pk=person_id).first()
    if person is None:
        raise not_yours()
    if actor.role != SYSTEM and not actor.may(Capability.UNMASK):
        raise NotYourPost(
            _("您的岗位只能看打了星号的"),
            why=_("全号只给县里定的人看。"),
            instead=_("办事真要用，请村干部来看。"),
        )
    if not rules.is_reason(reason):
        raise Invalid(
            _("还缺一句为什么看"),
            instead=_("比如：核对医保缴费人。"),
            fields={"reason": _("请写一句为什么看，至少 4 个字")},
        )
    return person


def _note(actor: Actor, person: Person, verb: str, reason: str, at: datetime) -> None:
    reach.note(actor=actor, verb=verb, subject=f"person:{person.pk}", at=at, reason=reason.strip()[:500], place=person)
