"""One household as a page shows it: numbers masked, children unnamed, sensitive labels only for who may see them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from cunli.accounts.roles import Capability
from cunli.lib import identity
from cunli.lib.scope import Scope
from cunli.registry import rules
from cunli.registry.kinds import SENSITIVE_LABELS, LabelKind, NumberField, Relation, Sex
from cunli.registry.models import Household, Label, Membership, Person
from cunli.registry.models.homes import HouseholdQuerySet
from cunli.registry.refusals import not_yours
from cunli.registry.selectors.family import own_people
from cunli.registry.selectors.names import shown_name
from cunli.registry.selectors.residents import current_household_ids, members_on


@dataclass(frozen=True, slots=True)
class MemberRow:
    """A member. ``is_child``: the name is hidden and opened by ``services.open_minor``."""

    person_id: int
    name: str
    is_child: bool
    is_head: bool
    relation: str
    sex: str
    age: int | None
    id_number: str
    phone: str
    bank: str
    since: date
    may_correct: bool = True
    """Whether the reader may ask for a correction; on one's own page of oneself and the children one guards."""


@dataclass(frozen=True, slots=True)
class LabelRow:
    label_id: int
    kind: str
    name: str
    person_id: int | None
    source: str
    valid_from: date
    valid_until: date | None


@dataclass(frozen=True, slots=True)
class Where:
    """The house. Coordinates in degrees on ``datum``."""

    address: str
    door_no: str
    note: str
    latitude: Decimal | None
    longitude: Decimal | None
    datum: str


@dataclass(frozen=True, slots=True)
class HouseholdPage:
    """``hidden_labels``: how many labels are not shown to this post."""

    household_id: int
    household_no: str
    printed_no: str
    county_id: int
    town_id: int
    village_id: int
    town: str
    village: str
    area: str
    grid_id: int | None
    grid: str
    since: date
    until: date | None
    where: Where | None
    head: MemberRow | None
    members: tuple[MemberRow, ...]
    labels: tuple[LabelRow, ...]
    hidden_labels: int
    may_unmask: bool

    @property
    def called(self) -> str:
        """贾志强家; its number where no grown head may be named."""
        if self.head is None or self.head.is_child:
            return self.printed_no
        return _("%(name)s家") % {"name": self.head.name}


def household_for(scope: Scope, household: int | str) -> Household:
    """By id, or by number ("0126" within the scope's village, "H12-0126" anywhere in scope). Raises NotYours."""
    rows = Household.objects.within(scope)
    if isinstance(household, int):
        return _one(rows.filter(pk=household))
    if household.upper().startswith("H"):
        return _one(rows.filter(printed_no=household.upper()))
    return _one(rows.filter(household_no=household))


def household_of_person(scope: Scope, person_id: int, on: date) -> Household | None:
    """The household a person within scope lives in on a day."""
    rows = Membership.objects.within(scope).on(on).filter(person_id=person_id).select_related("household")
    membership = rows.first()
    return membership.household if membership else None


def household_page(scope: Scope, household_id: int, on: date) -> HouseholdPage:
    """Everything the page shows, in three queries. Raises NotYours."""
    rows = Household.objects.within(scope).filter(pk=household_id)
    return _page(_one(_joined(rows)), on, may_unmask=scope.allows(Capability.UNMASK))


def own_household_page(user_id: int, on: date) -> HouseholdPage | None:
    """A person's own household: themselves and the children they guard as registered, with numbers masked; of other
    grown people name and relation only, other children unnamed."""
    homes = current_household_ids(user_id, on)
    if not homes:
        return None
    rows = Household.objects.unscoped("a person's own household").filter(pk=homes[0])
    mine = frozenset(person.pk for person in own_people(user_id, on))
    return _page(_one(_joined(rows)), on, may_unmask=False, mine=mine)


def _page(household: Household, on: date, *, may_unmask: bool, mine: frozenset[int] | None = None) -> HouseholdPage:
    """``mine``: on one's own page, of whom one sees what is registered."""
    rows = members_on(household, on)
    if mine is None:
        members = tuple(member_row(row, on, named=False) for row in rows)
    else:
        members = tuple(_own_row(row, on, is_mine=row.person_id in mine) for row in rows)
    labels = _labels(household, members, on)
    if mine is not None:
        labels = [row for row in labels if row.person_id is None or row.person_id in mine]
    shown = tuple(row for row in labels if may_unmask or mine is not None or row.kind not in SENSITIVE_LABELS)
    return HouseholdPage(
        household_id=household.pk,
        household_no=household.household_no,
        printed_no=household.printed_no,
        county_id=household.county_id,
        town_id=household.town_id,
        village_id=household.village_id,
        town=str(household.town),
        village=str(household.village),
        area=str(household.area),
        grid_id=household.grid_id,
        grid=str(household.grid or ""),
        since=household.since,
        until=household.until,
        where=_where(household),
        head=next((row for row in members if row.is_head), None),
        members=members,
        labels=shown,
        hidden_labels=len(labels) - len(shown),
        may_unmask=may_unmask,
    )


def _joined(rows: HouseholdQuerySet) -> HouseholdQuerySet:
    return rows.select_related("dwelling", "area", "village", "town", "grid")


def _one(rows: HouseholdQuerySet) -> Household:
    found = list(rows[:2])
    if len(found) != 1:
        raise not_yours()
    return found[0]


def member_row(row: Membership, on: date, *, named: bool) -> MemberRow:
    """Who lives there, as the post sees them: numbers masked, a child without name and numbers unless ``named``."""
    person = row.person
    is_child = rules.is_child(person.born_on, on) and not named
    return MemberRow(
        person_id=person.pk,
        name=shown_name(person, on) if is_child else person.name,
        is_child=is_child,
        is_head=row.relation == Relation.HEAD,
        relation=str(Relation(row.relation).label),
        sex=str(Sex(person.sex).label),
        age=identity.age(person.born_on, on) if person.born_on else None,
        id_number=_masked(person, NumberField.ID_NUMBER, hidden=is_child),
        phone=_masked(person, NumberField.PHONE, hidden=is_child),
        bank=_masked(person, NumberField.BANK, hidden=is_child),
        since=row.valid_from,
    )


def _own_row(row: Membership, on: date, *, is_mine: bool) -> MemberRow:
    if is_mine:
        return member_row(row, on, named=True)
    shown = member_row(row, on, named=False)
    return replace(shown, sex="", age=None, id_number="", phone="", bank="", may_correct=False)


def _masked(person: Person, field: str, *, hidden: bool) -> str:
    return "" if hidden else rules.masked(field, getattr(person, field))


def _labels(household: Household, members: tuple[MemberRow, ...], on: date) -> list[LabelRow]:
    rows = Label.objects.unscoped("the household was read within a scope").on(on)
    people = [member.person_id for member in members]
    found = rows.filter(household=household) | rows.filter(person_id__in=people)
    return [
        LabelRow(
            label_id=row.pk,
            kind=row.kind,
            name=str(LabelKind(row.kind).label),
            person_id=row.person_id,
            source=row.source,
            valid_from=row.valid_from,
            valid_until=row.valid_until,
        )
        for row in found.order_by("valid_from", "id")
    ]


def _where(household: Household) -> Where | None:
    house = household.dwelling
    if house is None:
        return None
    return Where(
        address=house.address,
        door_no=house.door_no,
        note=house.note,
        latitude=house.latitude,
        longitude=house.longitude,
        datum=house.datum,
    )
