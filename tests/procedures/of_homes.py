"""People and households of the register, for procedures that are opened on the page of a household."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from cunli.cases.forms import Option
from cunli.procedures.grammar import FactType, Field, Procedure
from cunli.registry.models import Household, Membership, Person
from tests.cast import BEGAN, Cast

PEOPLE = (FactType.PERSON, FactType.PERSONS)


def settle(cast: Cast, number: str, people: Sequence[str], accounts: Mapping[str, str]) -> Household:
    """A household of the village, as a scenario writes it: name, relation, day of birth, and an account if any."""
    village = cast.village
    where = {"village": village, "county_id": village.county_id, "town_id": village.town_id}
    home = Household.objects.create(household_no=number, printed_no=f"H{number}", area=village, since=BEGAN, **where)
    for line in people:
        name, relation, born, *who = line.split()
        user = cast.users[accounts[" ".join(who)]] if who else None
        person = Person.objects.create(name=name, born_on=date.fromisoformat(born), user=user, **where)
        since = max(BEGAN, person.born_on)
        Membership.objects.create(person=person, household=home, relation=relation, valid_from=since)
    return home


def names_people(law: Procedure) -> bool:
    return any(fact.type in PEOPLE for fact in law.facts)


def people_offered(law: Procedure, fields: Sequence[Field]) -> Mapping[str, Sequence[Option]]:
    """What the page about the household offers: whoever ever lived in one."""
    wanted = [item.fact for item in fields if law.fact(item.fact).type in PEOPLE]
    if not wanted:
        return {}
    people = [Option(str(pk), "") for pk in Person.objects.unscoped("scenario").values_list("pk", flat=True)]
    return dict.fromkeys(wanted, people)
