"""What may stand in a field of the register: read as typed, refused with a sentence at the field ``value``."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from cunli.lib import identity
from cunli.lib.refusals import Conflict, Invalid
from cunli.registry.kinds import REMOVABLE, CorrectionField, NumberField, Relation, Sex
from cunli.registry.models import Membership, Person
from cunli.registry.services.people import Numbers, check_numbers, refuse_known_id

CHOICES: dict[str, set[str]] = {"sex": {Sex.MALE, Sex.FEMALE}, "relation": set(Relation.values)}
LONGEST = {"name": 40, "ethnicity": 20, "address": 120, "door_no": 20}


def meant(field: str, typed: str) -> str:
    """The plain text that ``typed`` stands for. Raises Invalid where it cannot be a value of the field."""
    value = typed.strip()
    if field in NumberField.values:
        return _number(field, value)
    if not value:
        raise _wrong(_("还缺改成什么"))
    if field == CorrectionField.BORN_ON:
        return _day(value)
    if value not in CHOICES.get(field, {value}):
        raise _wrong(_("请从给出的几项里选一个"))
    if len(value) > LONGEST.get(field, len(value)):
        raise _wrong(_("最多 %(n)s 个字") % {"n": LONGEST[field]})
    return value


def check_person(person: Person, field: str, value: str, on: date) -> None:
    """Whether the value can be this person's, as the register stands now. Raises Invalid."""
    if field == CorrectionField.BORN_ON:
        _check_birth(person, date.fromisoformat(value), on)
        _must_follow_id(person, value, str(identity.birth_date(person.id_number) or value))
    if field == CorrectionField.ID_NUMBER and (born := identity.birth_date(value)) is not None:
        _check_birth(person, born, on)
    if field == CorrectionField.SEX and (male := identity.is_male(person.id_number)) is not None:
        _must_follow_id(person, value, Sex.MALE if male else Sex.FEMALE)


def check_against_others(person: Person, field: str, value: str, home: Membership | None) -> None:
    """Whether it agrees with what the register says of others. Raises Conflict: another person has the ID number,
    the household has a head, the person lives in none; Invalid where a head is alone in that."""
    if field == CorrectionField.ID_NUMBER:
        refuse_known_id(Person(county_id=person.county_id, id_number=value))
    if field != CorrectionField.RELATION:
        return
    if home is None:
        raise Conflict(_("这个人现在不在哪一户里"), instead=_("先办迁入，再写与户主的关系。"))
    heads = Membership.objects.unscoped("the household of a person within reach").filter(
        household=home.household_id, valid_until=None, relation=Relation.HEAD
    )
    if value == Relation.HEAD and heads.exclude(pk=home.pk).exists():
        raise Conflict(
            _("这一户已经有户主"),
            instead=_("先改原来户主的关系，再换户主。"),
            fields={"value": _("这一户已经有户主，先改原来户主的关系")},
        )


def open_membership_of(person: Person) -> Membership | None:
    """Locked, where they live now."""
    rows = Membership.objects.unscoped("of a person within reach").select_for_update()
    return rows.filter(person=person, valid_until=None).first()


def _number(field: str, value: str) -> str:
    if not value and field not in REMOVABLE:
        raise _wrong(_("还缺改成什么"))
    try:
        check_numbers(Numbers(**{field: value}))
    except Invalid as refusal:
        raise _wrong(refusal.fields[field]) from None
    return identity.normalise(field, value)


def _day(value: str) -> str:
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError:
        raise _wrong(_("日子没看懂，请写成 2026-11-23 这样")) from None


def _check_birth(person: Person, born: date, on: date) -> None:
    if born > on:
        raise _wrong(_("日子还没到，请改一下"))
    if person.died_on is not None and born > person.died_on:
        raise _wrong(_("户册上这个人那天以前就去世了"))


def _must_follow_id(person: Person, value: str, stated: str) -> None:
    if person.id_number and value != stated:
        raise _wrong(_("和身份证号对不上。身份证号错了的，先改身份证号，生日和性别会跟着改"))


def _wrong(sentence: str) -> Invalid:
    return Invalid(_("这样改不了，写的都还在"), fields={"value": sentence})
