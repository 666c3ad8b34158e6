"""Who lives where on a day. Everything that counts or lists people starts here."""

from __future__ import annotations

from datetime import date

from django.db.models import Exists, OuterRef, Q

from cunli.lib.scope import Scope
from cunli.registry import rules
from cunli.registry.models import Household, Membership, Person
from cunli.registry.models.homes import HouseholdQuerySet
from cunli.registry.models.people import MembershipQuerySet, PersonQuerySet
from cunli.registry.selectors.merged import not_here


def residents_on(scope: Scope, day: date) -> PersonQuerySet:
    """Persons with a membership that holds on ``day`` in a household within ``scope`` (``rules.is_resident``)."""
    held = Membership.objects.within(scope).on(day).filter(person=OuterRef("pk"))
    return Person.objects.unscoped("limited by their membership's household").filter(Exists(held))


def resident_count(scope: Scope, day: date) -> int:
    return Membership.objects.within(scope).on(day).count()


def households_on(scope: Scope, day: date) -> HouseholdQuerySet:
    """Households within ``scope`` that exist on a day, by number."""
    return (
        Household.objects.within(scope)
        .filter(Q(until=None) | Q(until__gt=day), since__lte=day)
        .order_by("village_id", "household_no")
    )


def members_on(household: Household, day: date) -> MembershipQuerySet:
    """The memberships of a household that hold on a day, with the person at hand; the household was read in scope."""
    rows = Membership.objects.unscoped("the household was read within a scope")
    return rows.filter(household=household).on(day).select_related("person").order_by("valid_from", "id")


def grown_at_home(person: Person, day: date) -> list[Person]:
    """The living grown people of the household a child lives in on a day; the child was read within a scope."""
    rows = Membership.objects.unscoped("the child was read within a scope").on(day)
    homes = rows.filter(person=person).values("household_id")
    found = rows.filter(household_id__in=homes, person__died_on=None).select_related("person").order_by("id")
    return [row.person for row in found if row.person.born_on and not rules.is_minor(row.person.born_on, day)]


def persons_of_user(user_id: int) -> list[Person]:
    """The person an account belongs to, as a list: empty for staff from elsewhere."""
    return list(Person.objects.unscoped("a person's own row").filter(user_id=user_id))


def current_household_ids(user_id: int, day: date) -> list[int]:
    """The household an account's person lives in on a day."""
    rows = Membership.objects.unscoped("a person's own household").filter(person__user_id=user_id).on(day)
    return list(rows.values_list("household_id", flat=True))


def person_for(scope: Scope, person_id: int) -> Person:
    """A person within a scope. Raises NotYours, MergedAway."""
    found = Person.objects.within(scope).filter(pk=person_id).first()
    if found is None:
        raise not_here(scope, person_id)
    return found
