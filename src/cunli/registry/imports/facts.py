"""What counties' sheets said of one household and its people, and from which file a value came."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from cunli.registry.imports.national import BY_FIELD
from cunli.registry.imports.page.preview import field_title, value_words
from cunli.registry.kinds import SENSITIVE_LABELS
from cunli.registry.models import ImportChange, ImportedFacts
from cunli.registry.selectors import HouseholdPage

HIDDEN = "…"
"""Stands for what is said of a child: who needs it asks to see the child."""


@dataclass(frozen=True, slots=True)
class Said:
    """One value: what it is called, what it is (empty where it stands elsewhere on the page), in which file, on
    which day it was imported. ``was``: what it was before."""

    title: str
    value: str
    was: str
    file: str
    on: date


@dataclass(frozen=True, slots=True)
class SaidOf:
    """Of the household (``name`` is empty) or of one of its people."""

    name: str
    said: Sequence[Said]


def imported_of(home: HouseholdPage) -> list[SaidOf]:
    """The household, then its people; without those of whom no file said anything. Two queries.

    What is sensitive, and what only the county's own heading explains, is for posts that see the unmasked.
    """
    changes, facts = _changes(home), _facts(home)
    found = [SaidOf("", _said(home, facts.get(None), changes[None], is_child=False))]
    for member in home.members:
        pk = member.person_id
        said = _said(home, facts.get(pk), changes[pk], is_child=member.is_child)
        found.append(SaidOf(member.name, said))
    return [one for one in found if one.said]


def _changes(home: HouseholdPage) -> Mapping[int | None, dict[str, ImportChange]]:
    """By person (None: the household), of each field the newest."""
    found: dict[int | None, dict[str, ImportChange]] = defaultdict(dict)
    people = [member.person_id for member in home.members]
    rows = ImportChange.objects.unscoped("the household and its people were read within a scope")
    rows = rows.filter(Q(household_id=home.household_id) | Q(person_id__in=people)).select_related("of")
    for row in sorted(rows, key=lambda row: -row.pk):
        found[row.person_id].setdefault(row.field, row)
    return found


def _facts(home: HouseholdPage) -> Mapping[int | None, ImportedFacts]:
    """By person; None: the household."""
    people = [member.person_id for member in home.members]
    rows = ImportedFacts.objects.unscoped("the household and its people were read within a scope")
    found = rows.filter(Q(household_id=home.household_id) | Q(person_id__in=people)).select_related("source")
    return {row.person_id: row for row in found}


def _said(
    home: HouseholdPage, facts: ImportedFacts | None, changes: dict[str, ImportChange], *, is_child: bool
) -> list[Said]:
    values = facts.values if facts else {}
    found = []
    for field in dict.fromkeys([*values, *changes]):
        change = changes.get(field)
        if not _is_for(field, change, sees_all=home.may_unmask):
            continue
        value = values.get(field, "") or (value_words(field, change.new) if change else "")
        was = value_words(field, change.old) if change else ""
        if is_child:
            value, was = value and HIDDEN, was and HIDDEN
        title = field_title(field) if field else _("登记进来")
        if change is not None:
            found.append(Said(title, value, was, change.of.file_name, timezone.localdate(change.of.at)))
        elif facts is not None:
            found.append(Said(title, value, was, facts.source.file_name, facts.as_of))
    return found


def _is_for(field: str, change: ImportChange | None, *, sees_all: bool) -> bool:
    if sees_all or not field:
        return True
    if field == "label":
        return change is not None and not {change.old, change.new} & SENSITIVE_LABELS
    column = BY_FIELD.get(field)
    return column is not None and not column.sensitive
