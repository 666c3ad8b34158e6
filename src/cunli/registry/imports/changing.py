"""What changes about persons who are in the register already."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from django.utils.translation import gettext as _

from cunli.lib.actors import Actor
from cunli.lib.refusals import Conflict
from cunli.registry import rules
from cunli.registry.imports.plan import Change, LabelPut, Member
from cunli.registry.kinds import NumberField
from cunli.registry.models import Household, Label, Membership, Person
from cunli.registry.selectors.values import value_of
from cunli.registry.services import reach
from cunli.registry.services.changing import COLUMNS, set_value, write_people, write_relations

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
_MEANWHILE = "the persons were read within reach a moment ago"


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
            if change.field in COLUMNS:
                _still(person, change)
                set_value(person, change.field, getattr(member.row, change.field))
                by_field[change.field].append(person)
    old_names = {people[pk]: one.old for pk, member in changed.items() for one in member.changes if one.field == "name"}
    write_people(by_field, former=old_names, on=today)
    _change_relations([member for member in changed.values() if any(one.field == "relation" for one in member.changes)])


def _still(person: Person, change: Change) -> None:
    """An ID number is only added where there was none; of a phone the plan keeps no old value to compare with."""
    text = value_of(person, change.field) if change.field not in NumberField.values else ""
    if text != change.old or (change.field == NumberField.ID_NUMBER and person.id_number_blind):
        raise changed_meanwhile()


def _change_relations(members: list[Member]) -> None:
    rows = Membership.objects.unscoped(_MEANWHILE).select_for_update()
    found = {row.pk: row for row in rows.filter(pk__in=[member.membership_id for member in members])}
    known = [member for member in members if member.membership_id in found]
    write_relations([(found[member.membership_id or 0], member.row.relation) for member in known])


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
