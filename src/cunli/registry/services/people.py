"""Persons are added, their account is linked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from cunli.accounts.models import User
from cunli.journal.services import first_result
from cunli.lib import identity
from cunli.lib.actors import Actor
from cunli.lib.crypto import blind_index, blind_indexes
from cunli.lib.idempotency import Key
from cunli.lib.refusals import Conflict, Invalid
from cunli.registry import rules
from cunli.registry.kinds import Ending, NumberField, Relation, Sex
from cunli.registry.models import Household, Membership, Person
from cunli.registry.selectors.accounts import only_person_with_phone
from cunli.registry.services import reach
from cunli.registry.services.naming import index_new


@dataclass(frozen=True, slots=True)
class Numbers:
    """A person's numbers as typed; empty where unknown."""

    id_number: str = ""
    phone: str = ""
    bank: str = ""


@transaction.atomic
def add_person(
    *,
    actor: Actor,
    household_id: int,
    name: str,
    relation: str,
    since: date,
    at: datetime,
    sex: str = "",
    born_on: date | None = None,
    ethnicity: str = "",
    numbers: Numbers | None = None,
    key: Key | None = None,
) -> Person:
    """A new person who lives in a household from ``since``. Birth and sex follow the ID number where there is one.

    Raises Invalid (ID number or phone cannot be right) and Conflict (the ID number is in the register already, or
    the household has a head).
    """
    if (known := first_result(actor=actor, key=key)) is not None:
        return Person.objects.unscoped("the actor's own repeated request").get(pk=int(known))
    household = reach.household(actor, household_id)
    reach.not_in_future("since", since, at)
    numbers = numbers or Numbers()
    check_numbers(numbers)
    if not name.strip():
        raise Invalid(_("还缺名字"), fields={"name": _("请写名字")})
    person = Person(name=name.strip(), ethnicity=ethnicity, born_on=born_on, sex=sex or Sex.UNKNOWN)
    place_in(person, household)
    for field in NumberField.values:
        set_number(person, field, getattr(numbers, field))
    follow_id_number(person)
    refuse_known_id(person)
    reach.fits(person)
    person.save(force_insert=True)
    index_new([person])
    open_membership(person, household, relation, since)
    reach.note(
        actor=actor,
        verb="add_person",
        subject=f"person:{person.pk}",
        at=at,
        key=key,
        result_ref=str(person.pk),
        after={"household": household.pk, "relation": relation, "since": since.isoformat()},
        place=household,
    )
    return person


@transaction.atomic
def link_user(*, actor: Actor, person_id: int, user_id: int | None, at: datetime, reason: str = "") -> Person:
    """The account a person signs in with, or None to part them; saying the same again changes nothing.

    Raises Conflict where the account is someone else's.
    """
    person = reach.person(actor, person_id)
    before = person.user_id
    if before == user_id:
        return person
    if user_id is not None and not User.objects.filter(pk=user_id).exists():
        raise Invalid(_("没有这个账号"))
    person.user_id = user_id
    try:
        with transaction.atomic():
            person.save(update_fields=["user"])
    except IntegrityError:
        raise Conflict(_("这个账号已经是别人的"), instead=_("先看看是不是同一个人。")) from None
    reach.note(
        actor=actor,
        verb="link_user",
        subject=f"person:{person.pk}",
        at=at,
        before={"user": before},
        after={"user": user_id},
        reason=reason,
        place=person,
    )
    return person


@transaction.atomic
def part_user(*, actor: Actor, person_id: int, at: datetime, reason: str) -> Person:
    """The account that is tied to them is somebody else's: a number that was given on, or the wrong one of a family.

    Where nobody else has its phone the number leaves the register too: it would tie them again, and what is told to
    them would go on reaching a stranger. Raises NotYours, Invalid (no reason).
    """
    if not rules.is_reason(reason):
        raise Invalid(_("还缺为什么分开"), fields={"reason": _("请写一句怎么知道的，至少 4 个字")})
    person = reach.person(actor, person_id)
    before, was_only = person.user_id, only_person_with_phone(person.phone, reach.day_of(at)) == person
    if before is None:
        return person
    person.user = None
    if was_only:
        set_number(person, NumberField.PHONE, "")
    person.save(update_fields=["user", "phone", "phone_blind", "phone_last4"])
    reach.note(
        actor=actor,
        verb="part_user",
        subject=f"person:{person.pk}",
        at=at,
        before={"user": before},
        after={"user": None, "phone_removed": was_only},
        reason=reason.strip(),
        place=person,
    )
    return person


def place_in(person: Person, household: Household) -> None:
    """Copy the ancestors of the household that a person lives in."""
    person.county_id, person.town_id = household.county_id, household.town_id
    person.village_id, person.grid_id = household.village_id, household.grid_id


def set_number(person: Person, field: str, value: str) -> None:
    """A number with its blind index and last four digits."""
    plain = identity.normalise(field, value)
    setattr(person, field, plain)
    setattr(person, f"{field}_blind", blind_index(field, plain))
    setattr(person, f"{field}_last4", plain[-4:])


def follow_id_number(person: Person) -> None:
    """Birth and sex stated by a valid ID number win over what was typed beside it."""
    born, male = identity.birth_date(person.id_number), identity.is_male(person.id_number)
    if born is not None and male is not None:
        person.born_on = born
        person.sex = Sex.MALE if male else Sex.FEMALE


def check_numbers(numbers: Numbers) -> None:
    """Raises Invalid with a sentence per field."""
    wrong: dict[str, str] = {}
    if numbers.id_number and not identity.is_id_number(numbers.id_number):
        wrong["id_number"] = _("身份证号有一位不对，请对着证件再看一遍")
    if numbers.phone and not identity.is_phone(numbers.phone):
        wrong["phone"] = _("这个电话打不通，手机写 11 位，座机带上区号")
    bank = identity.plain(numbers.bank)
    if bank and not (bank.isascii() and bank.isdigit() and 8 <= len(bank) <= 28):
        wrong["bank"] = _("银行卡号只有数字，请再看一遍")
    if wrong:
        raise Invalid(_("有的号码不对，其他写的都还在"), fields=wrong)


def refuse_known_id(person: Person) -> None:
    rows = Person.objects.unscoped("one ID number is one person in the whole county")
    ways = blind_indexes("id_number", person.id_number)
    if ways and rows.numbered(ways).filter(county_id=person.county_id).exists():
        raise Conflict(
            _("这个身份证号已经在户册里"),
            why=_("一个人只登记一次。"),
            instead=_("搜一下后四位；人在外村的，请那个村办迁出。"),
            fields={"id_number": _("这个身份证号已经在户册里")},
        )


def open_membership(person: Person, household: Household, relation: str, since: date) -> Membership:
    """A membership from ``since``. Raises Conflict where it would run beside another, or the household has a head."""
    mine = Membership.objects.unscoped("the person's own history").filter(person=person)
    if mine.filter(valid_until=None).exists():
        raise Conflict(_("这个人还在别的户里"), instead=_("先从那一户迁出，再迁进来。"))
    if mine.filter(valid_until__gt=since).exclude(ended_because=Ending.MISTAKE).exists():
        raise Conflict(_("那时候人还在别的户里"), instead=_("迁进来的日子请写在迁出以后。"))
    others = Membership.objects.unscoped("the household is within reach").filter(household=household, valid_until=None)
    if relation == Relation.HEAD and others.filter(relation=Relation.HEAD).exists():
        raise Conflict(_("这一户已经有户主"), instead=_("先改原来户主的关系，再换户主。"))
    return Membership.objects.create(person=person, household=household, relation=relation, valid_from=since)
