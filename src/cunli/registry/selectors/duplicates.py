"""Pairs that may be one person, as a list and side by side; children unnamed, numbers masked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cunli.lib import identity
from cunli.lib.scope import Scope
from cunli.registry import rules
from cunli.registry.kinds import LabelKind, NumberField, Relation, Sex
from cunli.registry.models import Duplicate, FormerName, ImportChange, Label, Membership, Merge, Person
from cunli.registry.models.duplicates import DuplicateQuerySet
from cunli.registry.refusals import not_yours
from cunli.registry.selectors.names import shown_name
from cunli.registry.similarity import WORDS
from cunli.ui import words

MOST = 100
"""A count on a page stops here."""
_WHY = "of a pair read within a scope"
_SHOWN = ("name", "born_on")
_LISTED = (
    "reasons", "decision", "decided_at", "why", "village__short_name", "decided_by__name",
    *(f"{side}__{column}" for side in ("first", "second") for column in _SHOWN),
)  # fmt: skip
Lines = tuple["Line", ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """One line of a list. ``names``: as lists show them, who was registered first before the other."""

    pair: Duplicate
    names: tuple[str, str]
    reasons: tuple[Promise, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that the register says of one of the two; "" where it says nothing, which is no difference.
    ``differs``: of the other it says something else."""

    label: str | Promise
    value: str
    differs: bool


@dataclass(frozen=True, slots=True)
class Side:
    """``is_child``: name, birth and numbers are hidden and opened as ever. ``household_id``: where they live now."""

    person_id: int
    name: str
    is_child: bool
    household_id: int | None
    lines: Lines


@dataclass(frozen=True, slots=True)
class Compared:
    """A pair side by side. ``merge``: the one that stands, where they were said to be one person."""

    pair: Duplicate
    reasons: tuple[Promise, ...]
    sides: tuple[Side, Side]
    merge: Merge | None


def waiting_duplicates(scope: Scope, *, before: int | None, limit: int, on: date) -> list[Pair]:
    """The newest first, those found before ``before``. One query."""
    rows = Duplicate.objects.within(scope).waiting()
    rows = rows.filter(pk__lt=before) if before else rows
    return _pairs(rows.order_by("-id"), limit, on)


def decided_duplicates(scope: Scope, *, limit: int, on: date) -> list[Pair]:
    """The last decided first. One query."""
    rows = Duplicate.objects.within(scope).exclude(decision="")
    return _pairs(rows.order_by("-decided_at", "-id"), limit, on)


def duplicates_waiting(scope: Scope) -> int:
    """How many wait, ``MOST`` at most."""
    return Duplicate.objects.within(scope).waiting()[:MOST].count()


def duplicates_among(scope: Scope, person_ids: Sequence[int]) -> list[int]:
    """The pairs that wait and of which one is among these people. One query."""
    rows = Duplicate.objects.within(scope).waiting()
    found = rows.filter(Q(first_id__in=person_ids) | Q(second_id__in=person_ids))
    return list(found.order_by("-id").values_list("pk", flat=True)[:MOST])


def compared(scope: Scope, duplicate_id: int, on: date) -> Compared:
    """Everything that helps to decide, in seven queries. Raises NotYours."""
    rows = Duplicate.objects.within(scope).filter(pk=duplicate_id)
    pair = rows.select_related("first__village", "second__village", "decided_by").first()
    if pair is None:
        raise not_yours()
    merge = Merge.objects.within(scope).standing().filter(duplicate=pair).first()
    return Compared(pair, _told(pair), _sides((pair.first, pair.second), on), merge)


def _pairs(rows: DuplicateQuerySet, limit: int, on: date) -> list[Pair]:
    found = rows.select_related("first", "second", "village", "decided_by").only(*_LISTED)
    return [Pair(one, (shown_name(one.first, on), shown_name(one.second, on)), _told(one)) for one in found[:limit]]


def _told(pair: Duplicate) -> tuple[Promise, ...]:
    return tuple(WORDS[key] for key in pair.reasons)


def _sides(people: tuple[Person, Person], on: date) -> tuple[Side, Side]:
    known = _Known(people)
    said = [_said(person, known, on) for person in people]
    first, second = (
        _side(person, known, one, other, on) for person, one, other in zip(people, said, reversed(said), strict=True)
    )
    return first, second


class _Known:
    """What other tables say of the two. Four queries."""

    def __init__(self, people: Sequence[Person]) -> None:
        held = Membership.objects.unscoped(_WHY).filter(person__in=people, valid_until=None)
        self.home = {row.person_id: row for row in held.select_related("household")}
        self.former: dict[int, list[str]] = defaultdict(list)
        for row in FormerName.objects.filter(person__in=people).order_by("until"):
            self.former[row.person_id].append(row.name)
        self.labels: dict[int, list[str]] = defaultdict(list)
        for label in Label.objects.unscoped(_WHY).filter(person__in=people, valid_until=None).order_by("kind"):
            self.labels[label.person_id or 0].append(str(LabelKind(label.kind).label))
        came = ImportChange.objects.unscoped(_WHY).filter(person__in=people, field="")
        self.file = {row.person_id: row.of.file_name for row in came.select_related("of")}


_Said = dict[Promise, tuple[str, object]]
"""By label: what is shown, and what is compared."""
_NUMBERS: tuple[tuple[NumberField, Promise], ...] = (
    (NumberField.ID_NUMBER, gettext_lazy("身份证")),
    (NumberField.PHONE, gettext_lazy("电话")),
    (NumberField.BANK, gettext_lazy("银行卡")),
)
_NAME, _FORMER, _SEX, _BORN, _DIED = (
    gettext_lazy("名字"), gettext_lazy("用过的名字"), gettext_lazy("性别"), gettext_lazy("生日"), gettext_lazy("去世")
)  # fmt: skip
_HOME, _RELATION, _LABELS, _FILE, _ACCOUNT = (
    gettext_lazy("住在"), gettext_lazy("和户主"), gettext_lazy("认定"), gettext_lazy("哪张表导进来的"),
    gettext_lazy("自己的账号"),
)  # fmt: skip


_SAID_WHERE_THERE = {_FORMER, _DIED, _LABELS, _FILE, _ACCOUNT}
"""Most people have none: nothing is missing where it is not."""


def _said(person: Person, known: _Known, on: date) -> _Said:
    is_child = rules.is_child(person.born_on, on)
    home = known.home.get(person.pk)
    former = "、".join(known.former[person.pk])
    labels = "、".join(known.labels[person.pk])
    where = f"{person.village} {_('%(no)s 号户') % {'no': home.household}}" if home else str(person.village)
    relation = str(Relation(home.relation).label) if home else ""
    file = known.file.get(person.pk, "")

    def hidden(value: str) -> str:
        return _("看不到") if is_child and value else value

    return {
        _NAME: (shown_name(person, on), person.name),
        _FORMER: (hidden(former), former),
        _SEX: (str(Sex(person.sex).label), person.sex),
        _BORN: (_born(person, on), person.born_on),
        _DIED: (words.day_full(person.died_on) if person.died_on else "", person.died_on),
        **{
            label: (hidden(rules.masked(field, getattr(person, field))), getattr(person, field))
            for field, label in _NUMBERS
        },
        _HOME: (where, home.household_id if home else person.village_id),
        _RELATION: (relation, relation),
        _LABELS: (labels, labels),
        _FILE: (file, file),
        _ACCOUNT: (_("有账号") if person.user_id else "", bool(person.user_id)),
    }


def _born(person: Person, on: date) -> str:
    """The day; of a child the age, as lists have it."""
    if person.born_on is None:
        return ""
    if rules.is_child(person.born_on, on):
        return _("%(age)s岁") % {"age": identity.age(person.born_on, on)}
    return words.day_full(person.born_on)


def _side(person: Person, known: _Known, said: _Said, of_other: _Said, on: date) -> Side:
    home = known.home.get(person.pk)
    return Side(
        person_id=person.pk,
        name=shown_name(person, on),
        is_child=rules.is_child(person.born_on, on),
        household_id=home.household_id if home else None,
        lines=tuple(
            Line(label, shown, bool(shown and of_other[label][0]) and value != of_other[label][1])
            for label, (shown, value) in said.items()
            if shown or (of_other[label][0] and label not in _SAID_WHERE_THERE)
        ),
    )
