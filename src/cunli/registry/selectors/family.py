"""Whom a person may speak for in the register: themselves, and the children whose guardian they are."""

from __future__ import annotations

from datetime import date

from cunli.registry import rules
from cunli.registry.kinds import Relation
from cunli.registry.models import Consent, Correction, Membership, Person
from cunli.registry.selectors.residents import persons_of_user

_PARENTS = frozenset({Relation.HEAD, Relation.SPOUSE})
_WHY = "a person's own household"


def own_people(user_id: int | None, on: date) -> list[Person]:
    """An account's person first, then the children under 18 whom they speak for. Two queries, three without a home."""
    if user_id is None:
        return []
    rows = _at_home(on, person__user_id=user_id)
    own = next((row.person for row in rows if row.person.user_id == user_id), None)
    if own is None:
        return persons_of_user(user_id)
    guarded = _guarded(own, rows, on)
    return [own, *(row.person for row in rows if row.person_id in guarded)]


def is_guardian(person: Person, child: Person, on: date) -> bool:
    """Whether ``person`` is known as a guardian of a child under 18."""
    return child.pk in _guarded(person, _at_home(on, person=child), on)


def _at_home(on: date, **who: object) -> list[Membership]:
    """Everybody who lives with somebody, themselves among them. One query."""
    rows = Membership.objects.unscoped(_WHY).on(on)
    homes = rows.filter(**who).values("household_id")
    return list(rows.filter(household_id__in=homes).select_related("person").order_by("id"))


def _guarded(person: Person, rows: list[Membership], on: date) -> set[int]:
    """Of the minors among ``rows``: of whom ``person`` was recorded as a guardian, and as parents 户主与配偶 of a 子女
    (民法典 27)."""
    minors = [row for row in rows if row.person.born_on and rules.is_minor(row.person.born_on, on)]
    if not minors or person.born_on is None or rules.is_minor(person.born_on, on):
        return set()
    agreed = Consent.objects.unscoped("who is a guardian").filter(given_by=person)
    found = set(agreed.filter(person__in=[row.person_id for row in minors]).values_list("person_id", flat=True))
    if any(row.person_id == person.pk and row.relation in _PARENTS for row in rows):
        found |= {row.person_id for row in minors if row.relation == Relation.CHILD}
    return found


def users_at_home(correction: Correction, on: date) -> set[int]:
    """Accounts of the person a correction is about and of everybody who lives with them: none of them decides it."""
    rows = Membership.objects.unscoped("who is too near to decide").on(on)
    home = [correction.household_id] if correction.household_id else []
    if correction.person_id:
        home = list(rows.filter(person_id=correction.person_id).values_list("household_id", flat=True))
    people = Person.objects.unscoped("who is too near to decide").filter(user__isnull=False)
    near = people.filter(pk__in=rows.filter(household_id__in=home).values("person_id"))
    near |= people.filter(pk__in=[pk for pk in (correction.person_id, correction.asked_for_id) if pk])
    return {int(pk or 0) for pk in near.values_list("user_id", flat=True)}
