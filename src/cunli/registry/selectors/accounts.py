"""Which account may be whose: by the phone that an account has proven to hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef

from cunli.accounts.models import User
from cunli.lib.crypto import blind_indexes
from cunli.registry import rules
from cunli.registry.models import Membership, Person
from cunli.registry.models.people import PersonQuerySet
from cunli.registry.selectors.names import shown_name


@dataclass(frozen=True, slots=True)
class Unclaimed:
    """An account that came in with a phone of this household. ``people``: id and name of the grown ones who have that
    phone and no account."""

    user_id: int
    phone: str
    since: date
    people: Sequence[tuple[int, str]]


@dataclass(frozen=True, slots=True)
class Tied:
    """Somebody of a household who has an account that a phone has proven to hold."""

    person_id: int
    name: str
    user_id: int
    phone: str
    since: date


def tied_accounts(household_id: int, on: date) -> list[Tied]:
    """Whose accounts those of a household are. The household was read within a scope; one query."""
    rows = Membership.objects.unscoped("the household was read within a scope").on(on)
    held = rows.filter(household_id=household_id, person__user__phone_verified_at__isnull=False)
    return [
        Tied(person.pk, shown_name(person, on), user.pk, rules.masked("phone", user.phone), user.created_at.date())
        for person in (row.person for row in held.select_related("person__user").order_by("id"))
        if (user := person.user) is not None
    ]


def only_person_with_phone(phone: str, on: date) -> Person | None:
    """The one living grown person of the register who has this phone; None where nobody or several have it."""
    ways = blind_indexes("phone", phone)
    found = list(_grown(on).filter(phone_blind__in=ways)[:2]) if ways else []
    return found[0] if len(found) == 1 else None


def unclaimed_accounts(household_id: int, on: date) -> list[Unclaimed]:
    """Accounts that a phone of this household leads to and that nobody is known by yet. The household was read within
    a scope; two queries, one where nobody could be meant."""
    unclaimed = User.objects.filter(phone_verified_at__isnull=False, person=None)
    led_to = unclaimed.filter(phone_index=OuterRef("person__phone_blind"))
    rows = Membership.objects.unscoped("the household was read within a scope").on(on).select_related("person")
    found = rows.filter(Exists(led_to), household_id=household_id)
    people = [row.person for row in found if _could_have_one(row.person, on)]
    phones = {person.phone_blind for person in people}
    users = unclaimed.filter(phone_index__in=phones) if phones else ()
    return [
        Unclaimed(
            user_id=user.pk,
            phone=rules.masked("phone", user.phone),
            since=user.created_at.date(),
            people=[(person.pk, person.name) for person in people if person.phone_blind == user.phone_index],
        )
        for user in users
    ]


def _grown(on: date) -> PersonQuerySet:
    """Living people who are no minors on a day; whose birth is unknown is not taken for one."""
    grown = Person.objects.unscoped("a phone that was proven, in the whole county").filter(died_on=None)
    return grown.exclude(born_on__gt=rules.grown_if_born_by(on))


def _could_have_one(person: Person, on: date) -> bool:
    is_grown = person.born_on is None or person.born_on <= rules.grown_if_born_by(on)
    return bool(person.phone_blind) and person.user_id is None and person.died_on is None and is_grown
