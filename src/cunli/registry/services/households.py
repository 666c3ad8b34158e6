"""A household gets another head, is divided, joined to another, ends. Memberships end and begin; nothing is deleted."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from cunli.lib.actors import Actor
from cunli.lib.refusals import Conflict
from cunli.registry import relations, rules
from cunli.registry.kinds import Ending, Relation
from cunli.registry.models import Household, Label, Membership, Person
from cunli.registry.services import reach
from cunli.registry.services.changing import write_relations
from cunli.registry.services.homes import register_household
from cunli.registry.services.moves import close_membership
from cunli.registry.services.naming import write_keys
from cunli.registry.services.people import open_membership, place_in

_OURS = "the household is within reach"


@transaction.atomic
def change_head(*, actor: Actor, household_id: int, head_id: int, at: datetime) -> Household:
    """Somebody who lives there is head from now on; how the others are related to them follows as far as it is sure.

    Raises Conflict where they do not live there.
    """
    household = reach.household(actor, household_id)
    rows = _open(household_id)
    chosen = next((row for row in rows if row.person_id == head_id), None)
    if chosen is None:
        raise Conflict(_("选的户主现在不住这一户"), instead=_("请从家里人里选一位。"))
    before = {row.person_id: row.relation for row in rows}
    wanted = relations.under(chosen.relation, [(row, row.relation) for row in rows if row is not chosen])
    write_relations([*wanted, (chosen, Relation.HEAD)])
    after = {row.person_id: row.relation for row in rows}
    _note(actor, "change_head", household, at, before={"relations": before}, after={"relations": after})
    return household


@transaction.atomic
def divide_household(
    *, actor: Actor, household_id: int, person_ids: Collection[int], head_id: int, on: date, at: datetime
) -> Household:
    """These people are a household of their own from ``on``, in the same place, under the village's next number.

    Raises Conflict where one of them does not live there.
    """
    old = reach.household(actor, household_id)
    rows = [row for row in _open(household_id) if row.person_id in set(person_ids)]
    if {row.person_id for row in rows} != set(person_ids):
        raise Conflict(_("有人现在不住这一户"), instead=_("请打开这一户看看，再照现在的记。"))
    new = register_household(
        actor=actor, area_id=old.area_id, since=on, at=at, dwelling_id=old.dwelling_id, grid_id=old.grid_id
    )
    head = next(row for row in rows if row.person_id == head_id)
    theirs = relations.under(head.relation, [(row, row.relation) for row in rows if row is not head])
    _move(rows, new, {row.person_id: relation for row, relation in theirs} | {head_id: Relation.HEAD}, on)
    _note(actor, "divide_household", old, at, after={"household": new.pk, "people": sorted(person_ids), "on": str(on)})
    return new


@transaction.atomic
def merge_households(
    *, actor: Actor, household_id: int, into_id: int, relation: str, on: date, at: datetime
) -> Household:
    """Everybody moves to another household on ``on``, and the empty one ends. ``relation``: of the head that moves, to
    the head there; the others' is said later."""
    old, into = reach.household(actor, household_id), reach.household(actor, into_id)
    rows = _open(household_id)
    new = {row.person_id: relation if row.relation == Relation.HEAD else Relation.OTHER for row in rows}
    _move(rows, into, new, on)
    end_empty(actor=actor, household_id=household_id, on=on, at=at)
    _note(actor, "merge_households", old, at, after={"into": into.pk, "people": sorted(new), "on": str(on)})
    return into


@transaction.atomic
def end_empty(*, actor: Actor, household_id: int, on: date, at: datetime) -> bool:
    """Where nobody lives any more the household ends on ``on``, and what was found about it as a whole. False where
    somebody lives there, or it had ended."""
    household = reach.household(actor, household_id)
    if household.until is not None or _open(household_id):
        return False
    household.until = max(on, household.since)
    household.save(update_fields=["until"])
    _end_labels(Label.objects.unscoped(_OURS).filter(household=household, valid_until=None), on, _("这一户没有人了"))
    _note(actor, "end_household", household, at, after={"until": household.until.isoformat()})
    return True


@transaction.atomic
def end_labels_of(*, actor: Actor, person_id: int, on: date, reason: str, at: datetime) -> Sequence[Label]:
    """What was found about a person holds no more from ``on``. Returns what held until now."""
    person = reach.person(actor, person_id)
    held = Label.objects.unscoped("a person within reach").filter(person=person, valid_until=None)
    ended = _end_labels(held, on, reason)
    if ended:
        reach.note(
            actor=actor, verb="end_labels", subject=f"person:{person_id}", at=at, reason=reason, place=person,
            after={"labels": [label.pk for label in ended], "until": on.isoformat()},
        )  # fmt: skip
    return ended


@transaction.atomic
def resume_labels_of(*, actor: Actor, person_id: int, ended_for: str, why: str, at: datetime) -> Sequence[Label]:
    """What ended with a reason that names ``ended_for``, a printed reference, holds again, because that was wrong; what
    has been found anew meanwhile stays as it is."""
    person = reach.person(actor, person_id)
    rows = Label.objects.unscoped("a person within reach").filter(person=person)
    held = rows.filter(valid_until=None).values("kind")
    again = list(rows.filter(end_reason__contains=ended_for, valid_until__isnull=False).exclude(kind__in=held))
    for label in again:
        label.valid_until, label.end_reason = None, ""
    Label.objects.unscoped("read above").bulk_update(again, ["valid_until", "end_reason"])
    if again:
        reach.note(
            actor=actor, verb="resume_labels", subject=f"person:{person_id}", at=at, reason=why.strip()[:500],
            place=person, before={"ended_for": ended_for}, after={"labels": [label.pk for label in again]},
        )  # fmt: skip
    return again


def _end_labels(found: Iterable[Label], on: date, reason: str) -> Sequence[Label]:
    labels = list(found)
    for label in labels:
        label.valid_until = rules.end_day(label.valid_from, on)
        label.end_reason = reason
    Label.objects.unscoped("read by the caller").bulk_update(labels, ["valid_until", "end_reason"])
    return labels


def _open(household_id: int) -> Sequence[Membership]:
    rows = Membership.objects.unscoped(_OURS).select_for_update(of=("self",)).select_related("person")
    return list(rows.filter(household_id=household_id, valid_until=None).order_by("id"))


def _move(rows: Sequence[Membership], to: Household, wanted: Mapping[int, str], on: date) -> None:
    people: list[Person] = []
    for row in rows:
        last = close_membership(row.person, on, Ending.MOVED_WITHIN)
        since = last.valid_until if last and last.valid_until else on
        open_membership(row.person, to, wanted[row.person_id], since)
        place_in(row.person, to)
        row.person.save(update_fields=["county", "town", "village", "grid"])
        people.append(row.person)
    write_keys(people)


def _note(
    actor: Actor, verb: str, household: Household, at: datetime, *, after: Mapping[str, object],
    before: Mapping[str, object] | None = None,
) -> None:  # fmt: skip
    subject = f"household:{household.pk}"
    reach.note(actor=actor, verb=verb, subject=subject, at=at, before=before, after=after, place=household)
