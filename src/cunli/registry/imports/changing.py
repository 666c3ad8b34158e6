"""What changes about persons who are in the register already."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from datetime import date

from django.utils.translation import gettext as _

from cunli.lib.actors import Actor
from cunli.lib.refusals import Conflict
from cunli.registry import rules
from cunli.registry.imports.plan import Change, LabelPut, Member, Row
from cunli.registry.kinds import NumberField, Relation
from cunli.registry.models import Household, Label, Membership, Person
from cunli.registry.services import reach
from cunli.registry.services.naming import keep_former
from cunli.registry.services.people import follow_id_number, set_number

_READ = (
    "county_id",
    "town_id",
    "village_id",
    "name",
    "born_on",
    "sex",
    "ethnicity",
    "id_number_blind",
    "phone_blind",
    "died_on",
)
BATCH = 200
_MEANWHILE = "the persons were read within reach a moment ago"


def _set_id(person: Person, row: Row) -> None:
    set_number(person, NumberField.ID_NUMBER, row.id_number)
    follow_id_number(person)


def _set_phone(person: Person, row: Row) -> None:
    set_number(person, NumberField.PHONE, row.phone)


def _setter(field: str) -> Callable[[Person, Row], None]:
    return lambda person, row: setattr(person, field, getattr(row, field))


_COLUMNS: dict[str, tuple[Callable[[Person, Row], None], tuple[str, ...]]] = {
    "name": (_setter("name"), ("name",)),
    "born_on": (_setter("born_on"), ("born_on",)),
    "sex": (_setter("sex"), ("sex",)),
    "ethnicity": (_setter("ethnicity"), ("ethnicity",)),
    "id_number": (_set_id, ("id_number", "id_number_blind", "id_number_last4", "born_on", "sex")),
    "phone": (_set_phone, ("phone", "phone_blind", "phone_last4")),
}


def change_people(actor: Actor, members: list[Member], today: date) -> None:
    """Write the changes of known persons. Raises Conflict where one of them is not what the plan saw."""
    changed = {member.person_id: member for member in members if member.person_id and member.changes}
    rows = reach.people(actor).select_for_update().filter(pk__in=changed).only(*_READ)
    people = {person.pk: person for person in rows}
    if len(people) != len(changed):
        raise changed_meanwhile()
    by_field: dict[str, list[Person]] = defaultdict(list)
    for person_id, member in changed.items():
        person = people[person_id]
        for change in member.changes:
            if change.field in _COLUMNS:
                _still(person, change)
                _COLUMNS[change.field][0](person, member.row)
                by_field[change.field].append(person)
    write = Person.objects.unscoped(_MEANWHILE)
    for field, some in by_field.items():
        write.bulk_update(some, _COLUMNS[field][1], batch_size=BATCH)
    old_names = {pk: one.old for pk, member in changed.items() for one in member.changes if one.field == "name"}
    keep_former({people[pk]: name for pk, name in old_names.items()}, until=today)
    _change_relations([member for member in changed.values() if any(one.field == "relation" for one in member.changes)])


def _still(person: Person, change: Change) -> None:
    """An ID number is only added where there was none; of a phone the plan keeps no old value to compare with."""
    now = getattr(person, change.field) if change.field not in NumberField.values else ""
    text = now.isoformat() if isinstance(now, date) else now or ""
    if text != change.old or (change.field == NumberField.ID_NUMBER and person.id_number_blind):
        raise changed_meanwhile()


def _change_relations(members: list[Member]) -> None:
    """Who is head no more first: a household has one head at every moment."""
    rows = Membership.objects.unscoped(_MEANWHILE).select_for_update()
    found = {row.pk: row for row in rows.filter(pk__in=[member.membership_id for member in members])}
    for heads in (False, True):
        some = []
        for member in members:
            if (member.row.relation == Relation.HEAD) is heads and member.membership_id in found:
                found[member.membership_id].relation = member.row.relation
                some.append(found[member.membership_id])
        Membership.objects.unscoped(_MEANWHILE).bulk_update(some, ["relation"], batch_size=BATCH)


def end_or_add_labels(labels: list[LabelPut], household: Household, person: Person | None) -> list[LabelPut]:
    """Ends what is over and holds today; gives back what has no row yet."""
    to_add = []
    for label in labels:
        if label.until is None or not _ended(label, label.until, household, person):
            to_add.append(label)
    return to_add


def _ended(label: LabelPut, until: date, household: Household, person: Person | None) -> bool:
    if person is not None and person.pk is None:
        return False
    rows = Label.objects.unscoped("of a household or person within reach").filter(kind=label.kind, valid_until=None)
    row = rows.filter(person=person) if person else rows.filter(household=household)
    found = row.select_for_update().first()
    if found is None:
        return False
    found.valid_until = rules.end_day(found.valid_from, until)
    found.end_reason = _("导入的表里写着风险已消除")
    found.save(update_fields=["valid_until", "end_reason"])
    return True


def changed_meanwhile() -> Conflict:
    return Conflict(_("预览以后户册有人改过了"), why=_("一条都没有导入。"), instead=_("请重新预览一次，再导入。"))
