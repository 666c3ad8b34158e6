"""A plan becomes one transaction and one journal entry."""

from __future__ import annotations

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from cunli.journal.services import record
from cunli.lib.actors import Actor
from cunli.lib.refusals import Conflict
from cunli.registry.imports.changing import change_people, changed_meanwhile, end_or_add_labels
from cunli.registry.imports.keeping import keep_facts, keep_origin
from cunli.registry.imports.plan import Home, LabelPut, Member, Plan, Progress, Row, Step, silent
from cunli.registry.kinds import FoundBy
from cunli.registry.models import ColumnMapping, Household, Import, Label, Person
from cunli.registry.services import reach
from cunli.registry.services.bulk import (
    HouseholdIn,
    LabelIn,
    PersonIn,
    add_households,
    add_members,
    label_row,
    tell_the_planner,
)
from cunli.registry.services.duplicates import note_duplicates

LONGEST_SOURCE = 200


def apply(*, actor: Actor, plan: Plan, at: datetime, progress: Progress = silent) -> Import | None:
    """Write what the plan says: all of it or nothing; None where it changes nothing.

    Raises Conflict where the file or the register is not what the plan was made from, NotYours where the actor does
    not reach a place or person of it.
    """
    if plan.source.fresh_hash() != plan.sha256:
        raise Conflict(_("文件在预览以后改过了"), instead=_("请重新预览一次，再导入。"))
    if plan.changes_nothing and not plan.mapping:
        return None
    try:
        with transaction.atomic():
            return _Applying(actor, plan, at, progress).run()
    except IntegrityError:
        raise changed_meanwhile() from None


class _Applying:
    """One import under way. ``_today`` is the day from which the register knows what is new; ``_new`` are the people
    it added."""

    def __init__(self, actor: Actor, plan: Plan, at: datetime, progress: Progress) -> None:
        self._actor, self._plan, self._at, self._progress = actor, plan, at, progress
        self._today: date = reach.day_of(at)
        self._source = f"导入：{plan.source.name}"[:LONGEST_SOURCE]
        self._places: dict[int, reach.Place] = {}
        self._new: list[int] = []

    def run(self) -> Import:
        plan = self._plan
        done = Import.objects.create(
            county_id=plan.county_id, file_name=plan.source.name[:200], sha256=plan.sha256, at=self._at,
            user_id=self._actor.user_id, new=plan.new, changed=plan.changed, unchanged=plan.unchanged,
            refused=len(plan.refused),
        )  # fmt: skip
        written = 0
        for homes in plan.homes():
            self._write(homes, done)
            written += sum(home.touched for home in homes)
            self._progress(Step.WRITE, written)
        note_duplicates(actor=self._actor, person_ids=self._new, found_by=FoundBy.IMPORT, at=self._at)
        remember_mapping(self._actor, plan, self._at)
        counts = {"new": done.new, "changed": done.changed, "unchanged": done.unchanged, "refused": done.refused}
        record(actor=self._actor, verb="registry.import", subject=f"import:{done.pk}", at=self._at,
               after={**counts, "file": done.file_name, "sha256": done.sha256}, county_id=plan.county_id)  # fmt: skip
        tell_the_planner()
        return done

    def _write(self, homes: list[Home], done: Import) -> None:
        households = self._households(homes)
        change_people(self._actor, [one for home in homes for one in home.members if one.person_id], self._today)
        people = self._new_people(homes, households)
        self._labels(homes, households, people)
        keep_facts(homes, households, people, done, self._today)
        keep_origin(homes, households, people, done)

    def _households(self, homes: list[Home]) -> dict[int, Household]:
        """By place in ``homes``: those known, locked, and those made now."""
        known = {home.household_id: index for index, home in enumerate(homes) if home.household_id}
        rows = reach.households(self._actor).select_for_update().filter(pk__in=known)
        found = {known[household.pk]: household for household in rows}
        if len(found) != len(known):
            raise changed_meanwhile()
        new = [index for index, home in enumerate(homes) if home.household_id is None]
        made = add_households([self._household_in(homes[index].members) for index in new], self._places)
        return found | dict(zip(new, made, strict=True))

    def _household_in(self, members: list[Member]) -> HouseholdIn:
        row = members[0].row
        if row.area_id not in self._places:
            self._places[row.area_id] = reach.place(self._actor, row.area_id)
        address = next((one.row.address for one in members if one.row.address), "")
        door_no = next((one.row.door_no for one in members if one.row.door_no), "")
        return HouseholdIn(
            row.area_id, row.household_no, since=self._today, members=(), address=address, door_no=door_no
        )

    def _new_people(self, homes: list[Home], households: dict[int, Household]) -> dict[tuple[int, int], Person]:
        """By (sheet, row) of the file."""
        new = [
            (member.row, households[index])
            for index, home in enumerate(homes)
            for member in home.members
            if member.person_id is None
        ]
        made = add_members([(self._person_in(row), household) for row, household in new])
        self._new += [person.pk for person in made]
        return {(row.sheet, row.row): person for (row, _household), person in zip(new, made, strict=True)}

    def _person_in(self, row: Row) -> PersonIn:
        return PersonIn(
            row.name, row.relation, sex=row.sex, born_on=row.born_on, ethnicity=row.ethnicity,
            id_number=row.id_number, phone=row.phone, since=self._today,
        )  # fmt: skip

    def _labels(
        self, homes: list[Home], households: dict[int, Household], people: dict[tuple[int, int], Person]
    ) -> None:
        new: list[Label] = []
        for index, home in enumerate(homes):
            household = households[index]
            new += [label_row(self._label(one), household, None) for one in self._to_add(home, household, None)]
            for member in home.members:
                person = people.get((member.row.sheet, member.row.row)) or Person(pk=member.person_id)
                new += [
                    label_row(self._label(one), household, person) for one in self._to_add(member, household, person)
                ]
        Label.objects.bulk_create(new)

    def _to_add(self, bearer: Home | Member, household: Household, person: Person | None) -> list[LabelPut]:
        return end_or_add_labels(bearer.labels, household, person)

    def _label(self, label: LabelPut) -> LabelIn:
        return LabelIn(label.kind, self._source, label.since, label.until)


def remember_mapping(actor: Actor, plan: Plan, at: datetime) -> None:
    """What the importer said about headings, for the county's next file."""
    for heading, field in plan.mapping.items():
        said = {"field": field, "said_by_id": actor.user_id, "said_at": at}
        ColumnMapping.objects.update_or_create(county_id=plan.county_id, heading=heading, defaults=said)
