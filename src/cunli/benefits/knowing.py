"""What is known of a person that rules look at: from the register, and from the facts of an application."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from django.db.models import Count, Q

from cunli.lib import identity
from cunli.registry.kinds import Relation
from cunli.registry.models import Label, Membership, Person

WHY = "the person's own values, for somebody who reads the person or the application"
FROM_APPLICATION = ("income_per_head_fen", "property_ok")
"""Facts of a matter with the same key that rules may look at."""


def known_of(person: Person | None, on: date, *, facts: Mapping[str, object] | None = None) -> dict[str, object]:
    """By fact; what is not known is left out. The person, or the application, was read within a scope."""
    found = {key: value for key, value in (facts or {}).items() if key in FROM_APPLICATION and value is not None}
    if person is None:
        return found
    homes = Membership.objects.unscoped(WHY).on(on).filter(person=person).values_list("household_id", flat=True)
    home = list(homes)
    labels = Label.objects.unscoped(WHY).on(on).filter(Q(person=person) | Q(household_id__in=home, person=None))
    found |= {"lives_here": bool(home), "labels": frozenset(labels.values_list("kind", flat=True))}
    if person.born_on:
        found["age"] = identity.age(person.born_on, on)
    return found


def households_of(person_ids: Collection[int], on: date) -> dict[int, dict[str, object]]:
    """By person, the household as it is on a day, to be kept with what is paid on it. Three queries however many;
    whoever lives in none is left out."""
    rows = Membership.objects.unscoped(WHY).on(on)
    lives = rows.filter(person_id__in=person_ids).select_related("household__dwelling", "household__village")
    home_of = {row.person_id: row.household for row in lives.order_by("-pk")}
    homes = {home.pk for home in home_of.values()}
    together = rows.filter(household_id__in=homes)
    people = dict(together.values_list("household_id").annotate(Count("pk")).order_by())
    heads = dict(together.filter(relation=Relation.HEAD).order_by("-pk").values_list("household_id", "person__name"))
    return {
        person_id: {
            "printed_no": home.printed_no,
            "village": str(home.village),
            "address": str(home.dwelling or ""),
            "head": heads.get(home.pk, ""),
            "people": people[home.pk],
        }
        for person_id, home in home_of.items()
    }
