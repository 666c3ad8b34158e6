"""Households as they are called: by their head."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from cunli.registry.kinds import Relation
from cunli.registry.models import Membership
from cunli.registry.scoping import holds_on


@dataclass(frozen=True, slots=True)
class Home:
    name: str
    place: str
    """Its villager group."""


def homes_of(village_id: int | None, on: date) -> Mapping[int, Home]:
    """The households of one village by number, by group and head. For a step of a matter that lies there and was read
    within the actor's scope. One query."""
    if village_id is None:
        return {}
    heads = _heads().filter(holds_on(on), household__village_id=village_id, household__until=None)
    rows = heads.order_by("household__area__name", "person__name", "household_id")
    found = rows.values_list("household_id", "person__name", "household__area__short_name")
    return {pk: Home(called(name), place) for pk, name, place in found}


def homes_named(ids: Collection[int]) -> Mapping[int, str]:
    """What these households are called, by number: by their last head. One query; none for no household."""
    if not ids:
        return {}
    rows = _heads().filter(household_id__in=ids).order_by("valid_from")
    return {pk: called(name) for pk, name in rows.values_list("household_id", "person__name")}


def called(head: str) -> str:
    return _("%(name)s家") % {"name": head}


def _heads() -> QuerySet[Membership]:
    found = Membership.objects.unscoped("a household is called by its head")
    return found.filter(relation=Relation.HEAD, person__merged_into=None)
