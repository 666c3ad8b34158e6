"""What the register holds about one person becomes another's; ``acts.merging`` joins it with the other floors.

Each row goes over as it is. Where both have the same (the same household, label, notice), the one of who stays
counts, and the other is set aside with its values, so that nobody is counted twice on any day.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from cunli.lib import reversible
from cunli.lib.actors import Actor
from cunli.lib.refusals import Conflict
from cunli.lib.reversible import Moved
from cunli.registry.kinds import Decision, Ending, NumberField, Relation, Sex
from cunli.registry.models import (
    ChildLook,
    Consent,
    Correction,
    Duplicate,
    ErasureRequest,
    FormerName,
    ImportChange,
    ImportedFacts,
    Label,
    Membership,
    NoticeGiven,
    Person,
)
from cunli.registry.models.looks import WAITS
from cunli.registry.services import reach
from cunli.registry.services.naming import write_keys
from cunli.registry.services.people import place_in, set_number

PLACES = ("county_id", "town_id", "village_id", "grid_id")
_WHY = "of two people within the actor's reach"
MOVES = frozenset(
    {
        "registry.ChildLook.child",
        "registry.Consent.given_by",
        "registry.Consent.person",
        "registry.Correction.asked_for",
        "registry.Correction.person",
        "registry.Duplicate.first",
        "registry.Duplicate.second",
        "registry.ErasureRequest.person",
        "registry.FormerName.person",
        "registry.ImportChange.person",
        "registry.ImportedFacts.person",
        "registry.Label.person",
        "registry.Membership.person",
        "registry.NoticeGiven.person",
        "registry.SearchKey.person",
    }
)
"""The foreign keys to a person that this file leads over."""


def refuse_unlike(*, kept: Person, gone: Person) -> None:
    """Raises Conflict where one entry cannot stand for both."""
    if kept.user_id is not None and gone.user_id is not None:
        raise Conflict(
            _("两个人都有自己的账号，并不到一起"),
            why=_("一个人只用一个账号。"),
            instead=_("先问本人用哪一个，请管账号的人把另一个停掉、解开。"),
        )
    if kept.died_on != gone.died_on:
        raise Conflict(
            _("一个记着去世，另一个没有，或者日子不一样"),
            why=_("人在不在，要先弄清楚。"),
            instead=_("先问清楚，把两个改成一样，再来定。"),
        )
    asked = Correction.objects.unscoped(_WHY).open()
    if asked.filter(person=gone, field__in=asked.filter(person=kept).values("field")).exists():
        raise Conflict(
            _("两边都有人请改同一项，还没核对"),
            why=_("请改的人都在等答复。"),
            instead=_("先到“要核对的更改”里核对完，再来定。"),
        )


def move_register(*, actor: Actor, kept: Person, gone: Person, at: datetime) -> list[Moved]:
    """Everything of this floor, but for the numbers. Both are locked."""
    del actor
    moved = reversible.change(_one(gone), merged_into_id=kept.pk, user_id=None)
    moved += _live(kept, gone)
    moved += _described(kept, gone)
    moved += _called(kept, gone, reach.day_of(at))
    moved += _found(kept, gone)
    moved += _imported(kept, gone)
    moved += _agreed(kept, gone)
    moved += _corrected(kept, gone)
    moved += _asked_about(kept, gone)
    return moved


def take_numbers(*, kept: Person, gone: Person) -> list[str]:
    """The numbers that ``kept`` lacks. ``gone`` holds on to its own, where nobody finds them, for the undo."""
    lacks = [field for field in NumberField.values if getattr(gone, field) and not getattr(kept, field)]
    for field in lacks:
        _write_number(kept, field, getattr(gone, field))
    return lacks


def give_back_numbers(*, kept: Person, gone: Person, numbers: Sequence[str]) -> None:
    """Raises ChangedMeanwhile where one of them is not what was taken."""
    for field in numbers:
        if getattr(kept, field) != getattr(gone, field):
            raise reversible.ChangedMeanwhile(field)
        _write_number(kept, field, "")


def index_again(*, kept: Person, gone: Person) -> None:
    """What the two are found by, after a merge or its undo: who was merged away is found by nothing."""
    people = Person.objects.unscoped(_WHY).filter(pk__in=(kept.pk, gone.pk))
    write_keys(list(people))


def _write_number(person: Person, field: str, number: str) -> None:
    set_number(person, field, number)
    person.save(update_fields=[field, f"{field}_blind", f"{field}_last4"])


def _one(person: Person) -> QuerySet[Person]:
    return Person.objects.unscoped(_WHY).filter(pk=person.pk)


def _live(kept: Person, gone: Person) -> list[Moved]:
    """Where they live and lived. A time that both spent somewhere is the kept one's alone."""
    rows = Membership.objects.unscoped(_WHY)
    mine = list(rows.filter(person=kept).exclude(ended_because=Ending.MISTAKE))
    moved: list[Moved] = []
    for row in rows.filter(person=gone).select_related("household").order_by("valid_from", "id"):
        own = rows.filter(pk=row.pk)
        beside = [one for one in mine if _overlap(one, row)]
        if row.valid_until is None and all(one.valid_until for one in mine):
            moved += _settle(kept, row, beside)
        elif not beside:
            moved += reversible.change(own, person_id=kept.pk)
        else:
            moved += reversible.set_aside(own) + _head(beside, row)
    return moved


def _settle(kept: Person, row: Membership, beside: Sequence[Membership]) -> list[Moved]:
    """Who lived nowhere any more lives where the other one does, since when they do not live elsewhere."""
    since = max([row.valid_from, *(one.valid_until for one in beside if one.valid_until)])
    own = Membership.objects.unscoped(_WHY).filter(pk=row.pk)
    place_in(kept, row.household)
    place = {column: getattr(kept, column) for column in PLACES}
    return reversible.change(own, person_id=kept.pk, valid_from=since) + reversible.change(_one(kept), **place)


def _head(beside: Sequence[Membership], row: Membership) -> list[Moved]:
    """A household whose head was the entry that goes does not lose its head."""
    if row.valid_until is not None or row.relation != Relation.HEAD:
        return []
    same = [one.pk for one in beside if one.household_id == row.household_id and one.valid_until is None]
    return reversible.change(Membership.objects.unscoped(_WHY).filter(pk__in=same), relation=Relation.HEAD.value)


def _overlap(one: Membership, other: Membership) -> bool:
    return (one.valid_until is None or one.valid_until > other.valid_from) and (
        other.valid_until is None or other.valid_until > one.valid_from
    )


def _described(kept: Person, gone: Person) -> list[Moved]:
    """What the kept entry does not say; birth and sex follow the ID number that it takes."""
    lacks: dict[str, object] = {}
    takes_id = bool(gone.id_number) and not kept.id_number
    if gone.born_on is not None and (takes_id or kept.born_on is None):
        lacks["born_on"] = gone.born_on
    if gone.sex != Sex.UNKNOWN and (takes_id or kept.sex == Sex.UNKNOWN):
        lacks["sex"] = gone.sex
    if not kept.ethnicity and gone.ethnicity:
        lacks["ethnicity"] = gone.ethnicity
    if gone.user_id is not None:
        lacks["user_id"] = gone.user_id
    return reversible.change(_one(kept), **lacks) if lacks else []


def _called(kept: Person, gone: Person, today: date) -> list[Moved]:
    """By the other name they are still found, and a file that writes it is known again."""
    mine = FormerName.objects.filter(person=kept)
    known = {(row.name, row.until) for row in mine}
    theirs = list(FormerName.objects.filter(person=gone))
    both = [row.pk for row in theirs if (row.name, row.until) in known]
    moved = reversible.set_aside(FormerName.objects.filter(pk__in=both))
    moved += reversible.change(FormerName.objects.filter(person=gone), person_id=kept.pk)
    if gone.name not in {kept.name, *(name for name, _until in known), *(row.name for row in theirs)}:
        moved.append(reversible.add(FormerName(person=kept, name=gone.name, until=today)))
    return moved


def _found(kept: Person, gone: Person) -> list[Moved]:
    """Labels; of one kind only one holds."""
    rows = Label.objects.unscoped(_WHY)
    holds = list(rows.filter(person=kept, valid_until=None).values_list("kind", flat=True))
    theirs = rows.filter(person=gone)
    both = theirs.filter(valid_until=None, kind__in=holds)
    return reversible.set_aside(both) + reversible.change(theirs, person_id=kept.pk)


def _imported(kept: Person, gone: Person) -> list[Moved]:
    """Where values came from; and what a county's sheet says beyond the columns, the kept one's word first."""
    moved = reversible.change(ImportChange.objects.unscoped(_WHY).filter(person=gone), person_id=kept.pk)
    facts = ImportedFacts.objects.unscoped(_WHY)
    mine, theirs = facts.filter(person=kept).first(), facts.filter(person=gone).first()
    if theirs is None:
        return moved
    if mine is None:
        return moved + reversible.change(facts.filter(pk=theirs.pk), person_id=kept.pk)
    moved += reversible.set_aside(facts.filter(pk=theirs.pk))
    return moved + reversible.change(facts.filter(pk=mine.pk), values=theirs.values | mine.values)


def _agreed(kept: Person, gone: Person) -> list[Moved]:
    """What was agreed to, what the person was told and wanted removed, who asked to look."""
    consents = Consent.objects.unscoped(_WHY)
    moved = reversible.change(consents.filter(person=gone), person_id=kept.pk)
    moved += reversible.change(consents.filter(given_by=gone), given_by_id=kept.pk)
    moved += reversible.change(ErasureRequest.objects.unscoped(_WHY).filter(person=gone), person_id=kept.pk)
    told = NoticeGiven.objects.unscoped(_WHY)
    versions = list(told.filter(person=kept).values_list("version", flat=True))
    moved += reversible.set_aside(told.filter(person=gone, version__in=versions))
    moved += reversible.change(told.filter(person=gone), person_id=kept.pk)
    looks = ChildLook.objects.unscoped(_WHY)
    waits = WAITS & Q(is_emergency=False)
    askers = list(looks.filter(waits, child=kept).values_list("asked_by_id", flat=True))
    moved += reversible.set_aside(looks.filter(waits, child=gone, asked_by_id__in=askers))
    return moved + reversible.change(looks.filter(child=gone), child_id=kept.pk)


def _corrected(kept: Person, gone: Person) -> list[Moved]:
    """What was said to be wrong about them, and what they said of others."""
    rows = Correction.objects.unscoped(_WHY)
    moved = reversible.change(rows.filter(person=gone), person_id=kept.pk)
    return moved + reversible.change(rows.filter(asked_for=gone), asked_for_id=kept.pk)


def _asked_about(kept: Person, gone: Person) -> list[Moved]:
    """Who was like the one may be like the other, and who was said to be another person stays another."""
    pairs = Duplicate.objects.unscoped(_WHY).exclude(decision=Decision.SAME)
    moved: list[Moved] = []
    for pair in pairs.filter(Q(first=gone) | Q(second=gone)).order_by("pk"):
        other = pair.first_id + pair.second_id - gone.pk
        first, second = sorted((kept.pk, other))
        own: QuerySet[Any] = Duplicate.objects.unscoped(_WHY).filter(pk=pair.pk)
        is_known = Duplicate.objects.unscoped(_WHY).filter(first_id=first, second_id=second).exists()
        if other == kept.pk:
            continue
        if not is_known:
            moved += reversible.change(own, first_id=first, second_id=second)
        elif not pair.merges.unscoped(_WHY).exists():
            moved += reversible.set_aside(own)
    return moved
