"""What the register says of one person or household, what became of each value, and what waits to be checked."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from cunli.accounts.models import Post
from cunli.accounts.roles import Capability
from cunli.lib.actors import Actor
from cunli.registry import rules
from cunli.registry.kinds import (
    HOUSEHOLD_FIELDS,
    PERSON_FIELDS,
    CorrectionField,
    CorrectionState,
    NumberField,
    Relation,
    Sex,
)
from cunli.registry.models import Correction, Household, ImportChange, Membership
from cunli.registry.models.corrections import CorrectionQuerySet
from cunli.registry.refusals import not_yours
from cunli.registry.selectors.family import own_people, users_at_home
from cunli.registry.selectors.looks import who_can_answer
from cunli.registry.selectors.names import home_name, home_names, shown_name
from cunli.registry.selectors.residents import current_household_ids, members_on, person_for
from cunli.registry.selectors.values import value_of, where_of
from cunli.ui import words

MOST = 50
HIDDEN = "…"


@dataclass(frozen=True, slots=True)
class EntryLine:
    """One field as registered. ``is_waiting``: somebody has asked to change it."""

    field: str
    label: str
    value: str
    is_waiting: bool


@dataclass(frozen=True, slots=True)
class Changed:
    """One change of one value. ``source``: who asked, or the imported file; ``checked``: by whom, or how it ended."""

    at: datetime
    label: str
    old: str
    new: str
    source: str
    checked: str
    correction_id: int | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """A person or household as registered, and its history. ``tellers``: who at home may have said it."""

    name: str
    household_id: int | None
    is_own: bool
    lines: tuple[EntryLine, ...]
    tellers: tuple[tuple[int, str], ...]
    history: tuple[Changed, ...]


@dataclass(frozen=True, slots=True)
class CorrectionRow:
    """One request as this reader sees it: numbers masked, of a child no name and birth."""

    correction: Correction
    whose: str
    label: str
    old: str
    new: str
    is_child: bool
    is_read_again: bool

    @property
    def state(self) -> str:
        return str(CorrectionState(self.correction.state).label)


def person_entry(actor: Actor, person_id: int, on: date) -> Entry:
    """Of a person within reach, of oneself, or of a child one guards. Raises NotYours."""
    mine = {person.pk: person for person in own_people(actor.user_id, on)}
    person = mine.get(person_id) or person_for(actor.scope, person_id)
    is_own = person_id in mine
    is_child = rules.is_child(person.born_on, on) and not is_own
    rows = Membership.objects.unscoped("of a person within reach").on(on).filter(person=person)
    home = rows.select_related("household").first()
    said = {"relation": home.relation if home else ""}
    said |= {str(field): value_of(person, field) for field in PERSON_FIELDS if field != CorrectionField.RELATION}
    return Entry(
        name=person.name if is_own else shown_name(person, on),
        household_id=home.household_id if home else None,
        is_own=is_own,
        lines=_lines(PERSON_FIELDS, said, Q(person=person), is_child=is_child),
        tellers=() if is_own else _tellers(home.household if home else None, on),
        history=_history(Q(person=person), is_child=is_child),
    )


def household_entry(actor: Actor, household_id: int, on: date) -> Entry:
    """Of a household within reach, or of one's own. Raises NotYours."""
    is_own = actor.user_id is not None and household_id in current_household_ids(actor.user_id, on)
    rows = Household.objects.unscoped("one's own household") if is_own else Household.objects.within(actor.scope)
    home = rows.select_related("dwelling").filter(pk=household_id).first()
    if home is None:
        raise not_yours()
    said = {str(field): where_of(home, field) for field in HOUSEHOLD_FIELDS}
    return Entry(
        name=home_name(home, on),
        household_id=home.pk,
        is_own=is_own,
        lines=_lines(HOUSEHOLD_FIELDS, said, Q(household=home), is_child=False),
        tellers=() if is_own else _tellers(home, on),
        history=_history(Q(household=home), is_child=False),
    )


def corrections_to_check(actor: Actor) -> CorrectionQuerySet:
    """What waits for a second person within reach, the nearest day first; one's own waits for others."""
    if not actor.may(Capability.SEE_REGISTER):
        return Correction.objects.unscoped("nothing waits for this post").none()
    found = Correction.objects.within(actor.scope).open().exclude(asked_by_id=actor.user_id)
    return _joined(found).order_by("due_at", "id")


def own_corrections(actor: Actor) -> CorrectionQuerySet:
    """What one asked for, newest first."""
    found = Correction.objects.within(actor.scope).filter(asked_by_id=actor.user_id or 0)
    return _joined(found).order_by("-asked_at", "-id")


def correction_for(actor: Actor, correction_id: int) -> Correction:
    """Within reach, or one's own. Raises NotYours."""
    found = _joined(Correction.objects.within(actor.scope)).filter(pk=correction_id).first()
    if found is None:
        raise not_yours()
    return found


def _correction_row(correction: Correction, on: date, mine: Collection[int], homes: Mapping[int, str]) -> CorrectionRow:
    person = correction.person
    is_child = person is not None and rules.is_child(person.born_on, on)
    hidden = is_child and correction.person_id not in mine
    field = correction.field
    return CorrectionRow(
        correction=correction,
        whose=_whose(correction, on, homes, hidden=hidden),
        label=str(CorrectionField(field).label),
        old=shown(field, correction.old, is_child=hidden),
        new=shown(field, correction.new, is_child=hidden),
        is_child=is_child,
        is_read_again=rules.is_read_again(field, correction.new, is_child=is_child),
    )


def correction_rows(actor: Actor, corrections: Iterable[Correction], on: date) -> list[CorrectionRow]:
    """As this reader sees them: the data of those for whom they speak is not hidden from them."""
    corrections = list(corrections)
    homes = home_names([one.household for one in corrections if one.household is not None], on)
    mine = {person.pk for person in own_people(actor.user_id, on)}
    return [_correction_row(correction, on, mine, homes) for correction in corrections]


def may_check(actor: Actor, correction: Correction, on: date) -> bool:
    """Whether this actor is a second person for it; the service asks the same."""
    near = {correction.asked_by_id, *users_at_home(correction, on)}
    return actor.may(Capability.UNMASK) and actor.user_id not in near


def who_can_check(correction: Correction, on: date) -> list[Post]:
    """Nearest first; empty where village and town have no second person."""
    return who_can_answer(correction, on, besides={correction.asked_by_id, *users_at_home(correction, on)})


def shown(field: str, text: str, *, is_child: bool) -> str:
    """A value as pages show it; empty where there is none."""
    if not text:
        return ""
    if is_child and rules.is_hidden(field, is_child=True):
        return HIDDEN
    if field in NumberField.values:
        return rules.masked(field, text)
    if field == CorrectionField.BORN_ON:
        return words.day_full(date.fromisoformat(text))
    lists = {CorrectionField.SEX: Sex, CorrectionField.RELATION: Relation}.get(CorrectionField(field))
    return str(lists(text).label) if lists else text


def _whose(correction: Correction, on: date, homes: Mapping[int, str], *, hidden: bool) -> str:
    if correction.person is None:
        return homes[correction.household_id or 0]
    return shown_name(correction.person, on) if hidden else correction.person.name


def _joined(rows: CorrectionQuerySet) -> CorrectionQuerySet:
    return rows.select_related("person", "household", "village", "asked_by", "asked_for", "decided_by")


def _lines(fields: Sequence[str], said: dict[str, str], whose: Q, *, is_child: bool) -> tuple[EntryLine, ...]:
    rows = Correction.objects.unscoped("of what is within reach").open().filter(whose)
    waiting = set(rows.values_list("field", flat=True))
    return tuple(
        EntryLine(field, str(CorrectionField(field).label), shown(field, said[field], is_child=is_child),
                  field in waiting)
        for field in fields
    )  # fmt: skip


def _tellers(home: Household | None, on: date) -> tuple[tuple[int, str], ...]:
    """The grown people at home: any of them may have said that something is wrong."""
    if home is None:
        return ()
    people = [row.person for row in members_on(home, on)]
    return tuple((one.pk, one.name) for one in people if not (one.died_on or rules.is_child(one.born_on, on)))


def _history(whose: Q, *, is_child: bool) -> tuple[Changed, ...]:
    """Newest first: what was asked and decided, and what imports changed. Two queries."""
    asked = Correction.objects.unscoped("of what is within reach").filter(whose)
    imported = ImportChange.objects.unscoped("of what is within reach").filter(whose, field__in=CorrectionField.values)
    found = [_corrected(row, is_child=is_child) for row in _joined(asked).order_by("-id")[:MOST]]
    found += [_imported(row, is_child=is_child) for row in imported.select_related("of").order_by("-id")[:MOST]]
    return tuple(sorted(found, key=lambda one: one.at, reverse=True))


def _corrected(row: Correction, *, is_child: bool) -> Changed:
    state = str(CorrectionState(row.state).label)
    return Changed(
        at=row.decided_at or row.asked_at,
        label=str(CorrectionField(row.field).label),
        old=shown(row.field, row.old, is_child=is_child),
        new=shown(row.field, row.new, is_child=is_child),
        source=str(row.asked_by),
        checked=f"{row.decided_by} · {state}" if row.decided_by else state,
        correction_id=row.pk,
    )


def _imported(row: ImportChange, *, is_child: bool) -> Changed:
    """Of a number an import keeps only that it changed."""
    is_number = row.field in NumberField.values
    return Changed(
        at=row.of.at,
        label=str(CorrectionField(row.field).label),
        old=HIDDEN if is_number else shown(row.field, row.old, is_child=is_child),
        new=HIDDEN if is_number else shown(row.field, row.new, is_child=is_child),
        source=row.of.file_name,
        checked="",
    )
