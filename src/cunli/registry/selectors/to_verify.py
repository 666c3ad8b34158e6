"""Whom a list names: residents of an area on a day who have a label or have reached an age."""

from __future__ import annotations

from datetime import date

from django.db.models import Exists, OuterRef, Q

from cunli.places.models import Area
from cunli.registry.kinds import Relation
from cunli.registry.models import Label, Membership, Person
from cunli.registry.models.people import PersonQuerySet

_WHY = "drawn up for the county; who made it sees only what their scope shows"


def people_to_verify(*, area: Area, on: date, label: str = "", from_age: int = 0) -> PersonQuerySet:
    """Of a household with the label its head; each person once. Nobody where neither label nor age is given."""
    lives = Membership.objects.unscoped(_WHY).on(on).filter(person=OuterRef("pk"))
    people = Person.objects.unscoped(_WHY).filter(
        Q(county=area) | Q(town=area) | Q(village=area), Exists(lives), merged_into=None, died_on=None
    )
    if label:
        held = Label.objects.unscoped(_WHY).on(on).filter(kind=label)
        of_home = held.filter(household=OuterRef("household"))
        heads = lives.filter(Exists(of_home), relation=Relation.HEAD)
        return people.filter(Exists(held.filter(person=OuterRef("pk"))) | Exists(heads))
    return people.filter(born_on__lte=born_by(on, from_age)) if from_age else people.none()


def born_by(on: date, age: int) -> date:
    """The last day of birth of who is so old on a day."""
    year = on.year - age
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return date(year, 2, 28) if (on.month, on.day) == (2, 29) and not leap else on.replace(year=year)
