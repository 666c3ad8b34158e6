"""Whom a person may speak for in the register: themselves, and the children whose guardian they are."""

from __future__ import annotations

from datetime import date

from cunli.registry import rules
from cunli.registry.kinds import Relation
from cunli.registry.models import Correction, GuardianConsent, Membership, Person
from cunli.registry.selectors.residents import current_household_ids, persons_of_user

_PARENTS = frozenset({Relation.HEAD, Relation.SPOUSE})
_WHY = "a person's own household"


def own_people(user_id: int | None, on: date) -> list[Person]:
    """An account's person first, then the children under 18 whom they speak for. Three queries at most."""
    if user_id is None or not (own := persons_of_user(user_id)):
        return []
    homes = current_household_ids(user_id, on)
    rows = Membership.objects.unscoped(_WHY).on(on).filter(household_id__in=homes).select_related("person")
    minors = [row for row in rows.order_by("id") if row.person.born_on and rules.is_minor(row.person.born_on, on)]
    guarded = _guarded(own[0], minors, on)
    return [*own, *(row.person for row in minors if row.person_id in guarded and row.person != own[0])]


def is_guardian(person: Person, child: Person, on: date) -> bool:
    """Whether ``person`` is known as a guardian of a child under 18."""
    if child.born_on is None or not rules.is_minor(child.born_on, on):
        return False
    rows = Membership.objects.unscoped(_WHY).on(on).filter(person=child).select_related("person")
    minors = list(rows) or [Membership(person=child, relation=Relation.OTHER)]
    return bool(_guarded(person, minors, on))


def _guarded(person: Person, minors: list[Membership], on: date) -> set[int]:
    """Of these children: who was recorded as a guardian, and the parents 户主与配偶 of a 子女 (民法典 27)."""
    if not minors or person.born_on is None or rules.is_minor(person.born_on, on):
        return set()
    agreed = GuardianConsent.objects.unscoped("who is a guardian").filter(guardian=person)
    found = set(agreed.filter(child__in=[row.person_id for row in minors]).values_list("child_id", flat=True))
    homes = Membership.objects.unscoped(_WHY).on(on).filter(person=person, relation__in=_PARENTS)
    parental = set(homes.values_list("household_id", flat=True))
    return found | {row.person_id for row in minors if row.relation == Relation.CHILD and row.household_id in parental}


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
