"""One box: a name, pinyin, the end of a number, a phone, a house number."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, IntegerField, Q, Value, When

from cunli.lib import identity
from cunli.lib.crypto import blind_index
from cunli.lib.scope import Scope
from cunli.registry import readings, rules
from cunli.registry.models import Membership, Person
from cunli.registry.selectors.names import shown_name

_LAST4 = re.compile(r"\d{4}|\d{3}[xX]")
_HOUSE = re.compile(r"H?\d[\d-]{0,23}")
_LETTERS = re.compile(r"[A-Za-zü' ]+")
_NOTHING = Q(pk__in=[])


@dataclass(frozen=True, slots=True)
class PersonHit:
    """One line of a list. ``household_id`` is None for who lives in no household on the day."""

    person_id: int
    name: str
    is_child: bool
    household_id: int | None
    household_no: str
    where: str
    phone: str
    age: int | None
    died_on: date | None


def search(scope: Scope, text: str, on: date, limit: int = 20) -> list[PersonHit]:
    """At most ``limit`` people within ``scope``, best first, in two queries. Children are found by their whole name
    or through their house, not by a part of a name or by pinyin."""
    wanted = " ".join(text.split())
    if not wanted:
        return []
    rows = Person.objects.within(scope).filter(_matches(wanted, scope, on)).select_related("village")
    people = list(rows.order_by(_rank(wanted), "name", "id")[:limit])
    return hits_for(people, on)


def _matches(text: str, scope: Scope, on: date) -> Q:
    plain = identity.plain(text)
    found = Q(name=text)
    grown = Q(born_on=None) | Q(born_on__lte=_born_before(on))
    if _LETTERS.fullmatch(text):
        return found | Q(pinyin__contains=" " + readings.typed(text)) & grown | Q(name__icontains=text) & grown
    if not any(char.isdigit() for char in plain):
        return found | Q(name__contains=text) & grown
    if _LAST4.fullmatch(plain):
        found |= (Q(id_number_last4=plain) | Q(phone_last4=plain)) & grown
    if identity.is_id_number(plain):
        found |= Q(id_number_blind=blind_index("id_number", plain))
    if identity.is_phone(plain):
        found |= Q(phone_blind=blind_index("phone", plain))
    number = unicodedata.normalize("NFKC", text).replace(" ", "").upper().removesuffix("号")
    if _HOUSE.fullmatch(number):
        found |= _lives_at(number, scope, on)
    return found


def _lives_at(number: str, scope: Scope, on: date) -> Q:
    """Who lives on the day in the house or household with that number, with or without leading zeros."""
    same = {number, number.zfill(4)} if number.isdigit() else {number}
    homes = Q(household__household_no__in=same) | Q(household__printed_no=number)
    homes |= Q(household__dwelling__door_no__in={number, f"{number}号"})
    return Q(pk__in=Membership.objects.within(scope).on(on).filter(homes).values("person_id"))


def _rank(text: str) -> Case:
    """Whole names first, then names that begin so, then the rest."""
    return Case(
        When(name=text, then=Value(0)),
        When(name__startswith=text, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )


def _born_before(on: date) -> date:
    """Who was born on this day or earlier is at least 14 on ``on``."""
    year = on.year - rules.CHILD_UNTIL
    return date(year, 2, 28) if (on.month, on.day) == (2, 29) and not _leap(year) else on.replace(year=year)


def _leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def hits_for(people: list[Person], on: date) -> list[PersonHit]:
    """People as a list to choose from shows them, in one query."""
    rows = Membership.objects.unscoped("of people found within a scope").on(on)
    rows = rows.filter(person_id__in=[person.pk for person in people])
    rows = rows.select_related("household__area", "household__dwelling")
    homes = {row.person_id: row.household for row in rows} if people else {}
    hits = []
    for person in people:
        home = homes.get(person.pk)
        is_child = rules.is_child(person.born_on, on)
        place = (home.dwelling.address if home.dwelling else "") or str(home.area) if home else str(person.village)
        hits.append(
            PersonHit(
                person_id=person.pk,
                name=shown_name(person, on),
                is_child=is_child,
                household_id=home.pk if home else None,
                household_no=home.household_no if home else "",
                where=place,
                phone="" if is_child else rules.masked("phone", person.phone),
                age=identity.age(person.born_on, on) if person.born_on else None,
                died_on=person.died_on,
            )
        )
    return hits
