"""One box: a name, pinyin, the end of a number, a phone, a house number."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from cunli.lib import identity
from cunli.lib.crypto import blind_indexes
from cunli.lib.scope import Scope
from cunli.registry import readings, rules
from cunli.registry.models import Dwelling, Household, Membership, Person, SearchKey
from cunli.registry.selectors.names import listed_name

_LAST4 = re.compile(r"\d{4}|\d{3}[xX]")
_HOUSE = re.compile(r"H?\d[\d-]{0,23}")
_LETTERS = re.compile(r"[A-Za-zü' ]+")
_SHOWN = ("name", "born_on", "died_on", "phone")
"""Not the other sealed numbers: opening twenty of each costs more than finding them."""
_HOME = tuple(f"household__{name}" for name in ("id", "household_no", "dwelling__address", "area__short_name"))
_BEHIND_ALL = "\U0010ffff"
_KEYS_OF_ONE = 3
"""More keys are read than people wanted: 王兰兰 has two that begin with 兰."""


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
    """At most ``limit`` people within ``scope``, best first. Children are found by their whole name or through their
    house, not by a part of a name or by pinyin.

    Each way of asking is a query of its own that one index answers; the next is asked only while there is room.
    """
    found: dict[int, None] = {}
    for ids in _ways(" ".join(text.split()), scope, on, limit):
        found.update(dict.fromkeys(ids))
        if len(found) >= limit:
            break
    return hits_for(list(found)[:limit], on)


def _ways(text: str, scope: Scope, on: date, limit: int) -> Iterator[Iterable[int]]:
    """Ids only: whole people are read once, when it is known which."""
    number = identity.plain(text)
    if not any(char.isdigit() for char in number):
        yield from _called(text, scope, on, limit)
        return
    rows = Person.objects.within(scope).order_by("name", "id")
    people = rows.values_list("pk", flat=True)
    if identity.is_id_number(number):
        yield rows.numbered(blind_indexes("id_number", number)).values_list("pk", flat=True)[:limit]
    if identity.is_phone(number):
        yield people.filter(phone_blind__in=blind_indexes("phone", number))[:limit]
    if _LAST4.fullmatch(number):
        yield people.filter(Q(id_number_last4=number) | Q(phone_last4=number), _grown(on))[:limit]
    door = unicodedata.normalize("NFKC", text).replace(" ", "").upper().removesuffix("号")
    if _HOUSE.fullmatch(door) and (homes := _homes(door, scope, limit)):
        living = Membership.objects.within(scope).on(on).filter(household_id__in=homes)
        yield living.order_by("person__name", "person_id").values_list("person_id", flat=True)[:limit]


def _called(text: str, scope: Scope, on: date, limit: int) -> Iterator[Iterable[int]]:
    """By the beginning of a name they have or had, of a reading or of initials; then by a later part of a name."""
    name = readings.plain(text)
    begins = readings.typed(text) if _LETTERS.fullmatch(text) else name
    if name:
        yield _keyed(begins, scope, Q(person__name=text) | _grown(on, "person__"), limit)
        yield _keyed(readings.INNER + name, scope, _grown(on, "person__"), limit)


def _keyed(begins: str, scope: Scope, who: Q, limit: int) -> Iterable[int]:
    """In the order of their keys, which are a range of one index; a person once for each key that fits."""
    keys = SearchKey.objects.within(scope).filter(who, key__gte=begins, key__lt=begins + _BEHIND_ALL)
    return keys.order_by("key", "person_id").values_list("person_id", flat=True)[: limit * _KEYS_OF_ONE]


def _homes(door: str, scope: Scope, limit: int) -> list[int]:
    """Households with that number, with or without leading zeros, and those in the houses with it."""
    same = {door, door.zfill(4)} if door.isdigit() else {door}
    houses = Dwelling.objects.within(scope).filter(door_no__in={door, f"{door}号"}).values_list("pk", flat=True)
    homes = Household.objects.within(scope)
    named = homes.filter(Q(household_no__in=same) | Q(printed_no=door) | Q(dwelling_id__in=list(houses[:limit])))
    return list(named.values_list("pk", flat=True)[: limit * _KEYS_OF_ONE])


def _grown(on: date, person: str = "") -> Q:
    return Q(**{f"{person}born_on": None}) | Q(**{f"{person}born_on__lte": _born_before(on)})


def _born_before(on: date) -> date:
    """Who was born on this day or earlier is at least 14 on ``on``."""
    year = on.year - rules.CHILD_UNTIL
    return date(year, 2, 28) if (on.month, on.day) == (2, 29) and not _leap(year) else on.replace(year=year)


def _leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def hits_for(ids: Sequence[int], on: date) -> list[PersonHit]:
    """People as a list to choose from shows them, in this order: one query, and one for who lives in no household."""
    why = "of people found within a scope"
    living = Membership.objects.unscoped(why).on(on).filter(person_id__in=ids)
    rows = living.values_list("person_id", *(f"person__{name}" for name in _SHOWN), *_HOME)
    found = {row[0]: row for row in rows} if ids else {}
    if homeless := [number for number in ids if number not in found]:
        others = Person.objects.unscoped(why).filter(pk__in=homeless)
        for *shown, village in others.values_list("pk", *_SHOWN, "village__short_name"):
            found[shown[0]] = (*shown, None, "", "", village)
    return [_hit(found[number], on) for number in ids]


def _hit(row: tuple[Any, ...], on: date) -> PersonHit:
    person_id, name, born_on, died_on, phone, household_id, household_no, address, area = row
    is_child = rules.is_child(born_on, on)
    return PersonHit(
        person_id=person_id,
        name=listed_name(name, born_on, on),
        is_child=is_child,
        household_id=household_id,
        household_no=household_no,
        where=address or area,
        phone="" if is_child else rules.masked("phone", phone),
        age=identity.age(born_on, on) if born_on else None,
        died_on=died_on,
    )
