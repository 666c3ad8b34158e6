"""Whose account it is: at the sign-in by phone, by what the register knows; where it cannot know, by who knows them."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from cunli.accounts import services as accounts
from cunli.accounts.models import User
from cunli.accounts.roles import Capability
from cunli.cases import services as cases
from cunli.lib.actors import SYSTEM, Actor
from cunli.lib.crypto import blind_indexes
from cunli.lib.refusals import Conflict, NotYourPost, NotYours
from cunli.lib.terms import day_of
from cunli.registry import services as registry
from cunli.registry.models import Person
from cunli.registry.selectors import only_person_with_phone, person_for, persons_of_user


@transaction.atomic
def arrive_by_phone(*, actor: Actor, phone: str, at: datetime) -> User:
    """The account of who has just proven to hold this phone, tied to the one grown person of the register who has it.

    Several share it, or the person has an account already: a cadre who knows them says whose it is. Coming again
    changes nothing.
    """
    user = accounts.ensure_villager(actor=actor, phone=phone, at=at)
    if persons_of_user(user.pk):
        return user
    person = only_person_with_phone(phone, day_of(at))
    if person is not None and person.user_id is None:
        _tie(SYSTEM, person, user, at=at, reason="the only grown person of the register with this phone")
    return user


@transaction.atomic
def confirm_account(*, actor: Actor, person_id: int, user_id: int, at: datetime) -> Person:
    """这个电话是他的: who knows them says so. Only a person and an account with the same phone; twice is once.

    Raises NotYourPost, NotYours, Conflict where either belongs to somebody else already.
    """
    if not actor.may(Capability.UNMASK):
        raise NotYourPost(_("这个岗位不认电话是谁的"), instead=_("请村干部来认。"))
    person = person_for(actor.scope, person_id)
    user = User.objects.filter(pk=user_id, phone_verified_at__isnull=False).first()
    if user is None or not person.phone or user.phone_index not in blind_indexes("phone", person.phone):
        raise NotYours(_("这个人没有用这个电话"), instead=_("请先把他的电话改对，再来认。"))
    if person.user_id not in (None, user.pk):
        raise Conflict(_("他已经有别的账号了"), instead=_("先看看是不是同一个人。"))
    return _tie(actor, person, user, at=at, reason="")


@transaction.atomic
def part_account(*, actor: Actor, person_id: int, user_id: int, reason: str, at: datetime) -> Person:
    """这个账号不是他的: parted, and what staff filed for the person waits for a colleague again. Twice is once.

    Raises NotYourPost, NotYours, Invalid (no reason), Conflict where another account is tied to them by now.
    """
    if not actor.may(Capability.UNMASK):
        raise NotYourPost(_("这个岗位不认电话是谁的"), instead=_("请村干部来认。"))
    person = person_for(actor.scope, person_id)
    user = person.user
    if user is None:
        return person
    if user.pk != user_id:
        raise Conflict(_("他现在用的是另一个账号"), instead=_("再看一遍，再分开。"))
    parted = registry.part_user(actor=actor, person_id=person.pk, at=at, reason=reason)
    accounts.call_by_phone(actor=actor, user=user, at=at)
    cases.follow_account(actor=actor, person_id=person.pk, at=at)
    return parted


def _tie(actor: Actor, person: Person, user: User, *, at: datetime, reason: str) -> Person:
    """What staff filed for them waits for themself from now on, and their name is what the register says."""
    tied = registry.link_user(actor=actor, person_id=person.pk, user_id=user.pk, at=at, reason=reason)
    accounts.call_by_name(actor=actor, user=user, name=person.name, at=at)
    cases.follow_account(actor=actor, person_id=person.pk, at=at)
    return tied
