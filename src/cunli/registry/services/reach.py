"""What an actor may reach in the register, for all services of this floor."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from django.db.models import Model, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from cunli.accounts.roles import SYSTEM, Capability
from cunli.journal.services import record
from cunli.lib.actors import Actor
from cunli.lib.idempotency import Key
from cunli.lib.refusals import Invalid
from cunli.places.models import Area
from cunli.places.scoping import ancestor_filter
from cunli.registry.models import Household, Label, Person
from cunli.registry.models.homes import HouseholdQuerySet
from cunli.registry.models.labels import LabelQuerySet
from cunli.registry.models.people import PersonQuerySet
from cunli.registry.refusals import not_yours
from cunli.registry.scoping import NOTHING
from cunli.registry.selectors.merged import not_here

_OWN_WORK = "the system itself acts (demo data, import, sweep)"


def people(actor: Actor) -> PersonQuerySet:
    if actor.role == SYSTEM:
        return Person.objects.unscoped(_OWN_WORK).filter(merged_into=None)
    return Person.objects.within(actor.scope)


def households(actor: Actor) -> HouseholdQuerySet:
    if actor.role == SYSTEM:
        return Household.objects.unscoped(_OWN_WORK)
    return Household.objects.within(actor.scope)


def labels(actor: Actor) -> LabelQuerySet:
    if actor.role == SYSTEM:
        return Label.objects.unscoped(_OWN_WORK)
    return Label.objects.within(actor.scope)


def person(actor: Actor, person_id: int) -> Person:
    """The person, locked for the transaction. Raises NotYours, MergedAway."""
    found = people(actor).select_for_update().filter(pk=person_id).first()
    if found is None:
        raise not_here(actor.scope, person_id)
    return found


def self_or_within(actor: Actor, person_id: int) -> Person:
    """The actor's own row, or a person within reach; locked. Raises NotYours."""
    mine = Person.objects.unscoped("a person's own row").filter(user_id=actor.user_id or 0)
    return mine.select_for_update().filter(pk=person_id).first() or person(actor, person_id)


def household(actor: Actor, household_id: int) -> Household:
    """The household, locked for the transaction. Raises NotYours."""
    found = households(actor).select_for_update().filter(pk=household_id).first()
    if found is None:
        raise not_yours()
    return found


@dataclass(frozen=True, slots=True)
class Place:
    """A village or villager group, with the ancestor columns that rows of the register copy."""

    area_id: int
    county_id: int
    town_id: int
    village_id: int


def place(actor: Actor, area_id: int) -> Place:
    """A village or a villager group within reach. Raises NotYours."""
    rows = Area.objects.filter(pk=area_id, village__isnull=False)
    if actor.role != SYSTEM:
        scope = actor.scope
        mine = ancestor_filter(scope) | Q(village__grids__in=scope.grids)
        rows = rows.filter(mine if scope.allows(Capability.SEE_REGISTER) else NOTHING).distinct()
    found = rows.values_list("county_id", "town_id", "village_id").first()
    if found is None or None in found:
        raise not_yours()
    county_id, town_id, village_id = (int(pk or 0) for pk in found)
    return Place(area_id, county_id, town_id, village_id)


def day_of(at: datetime) -> date:
    """The day an act happens on, where people live (Asia/Shanghai)."""
    return timezone.localtime(at).date()


def not_in_future(field: str, day: date, at: datetime) -> None:
    if day > day_of(at):
        raise Invalid(_("日子还没到"), instead=_("请填今天或以前的日子。"), fields={field: _("日子还没到，请改一下")})


def fits(row: Model) -> None:
    """Raises Invalid where a text is longer than its column, on SQLite too."""
    wrong = {
        field.name: _("最多 %(n)s 个字") % {"n": field.max_length}
        for field in row._meta.concrete_fields
        if field.max_length and len(str(getattr(row, field.attname) or "")) > field.max_length
    }
    if wrong:
        raise Invalid(_("有的地方写得太长，其他写的都还在"), fields=wrong)


class _Placed(Protocol):
    @property
    def county_id(self) -> int: ...
    @property
    def village_id(self) -> int: ...


def note(
    *,
    actor: Actor,
    verb: str,
    subject: str,
    place: _Placed,
    at: datetime,
    key: Key | None = None,
    result_ref: str = "",
    before: Mapping[str, object] | None = None,
    after: Mapping[str, object] | None = None,
    reason: str = "",
) -> None:
    """The one journal entry of a service of this floor, filed under the place of ``place``."""
    record(
        actor=actor,
        verb=f"registry.{verb}",
        subject=subject,
        at=at,
        key=key,
        result_ref=result_ref,
        before=before,
        after=after,
        reason=reason,
        county_id=place.county_id,
        village_id=place.village_id,
    )
