"""What the pages of households one looks after, of the notebook and of pairing show."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from urllib.parse import urlencode

from django.db.models import Count
from django.http import QueryDict
from django.utils import timezone

from cunli.accounts.roles import Capability
from cunli.cases.models import Matter
from cunli.desk import words
from cunli.desk.people.page import whole_number
from cunli.lib.actors import Actor
from cunli.lib.terms import day_of
from cunli.places.selectors import village_names_within
from cunli.registry.kinds import SENSITIVE_LABELS, LabelKind, Relation
from cunli.registry.models import Household, Label, Membership
from cunli.registry.selectors import listed_name
from cunli.visits.models import Note
from cunli.visits.selectors import (
    Helper,
    caseload_of,
    helpers_in,
    missed_within,
    notes_of_household,
    older_than,
    own_notebook,
    unpaired,
)

ROWS, TEXT_MAX = 50, 40


@dataclass(frozen=True, slots=True)
class Wanted:
    """When a household was seen last, and by when it wants to be seen; None where that is not known here."""

    last_note: datetime | None = None
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class Home:
    """One household as a list shows it."""

    household_id: int
    number: str
    head: str
    where: str
    labels: str
    wanted: Wanted
    promised: int
    """How much of what it was promised is open."""


@dataclass(frozen=True, slots=True)
class MyHouseholds:
    homes: Sequence[Home]
    missed: Sequence[Home]
    """Of others, whose day has passed: whoever can goes."""
    unpaired: int
    """Up to 100; 0 for who does not decide it."""


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a note."""

    ref: str
    title: str
    href: str


@dataclass(frozen=True, slots=True)
class Written:
    """One note as the notebook shows it."""

    note: Note
    home: str
    met: str
    results: Sequence[Result]


@dataclass(frozen=True, slots=True)
class Day:
    on: date
    notes: Sequence[Written]


@dataclass(frozen=True, slots=True)
class Notebook:
    days: Sequence[Day]
    text: str
    on: date | None
    older: str
    """The query of what was written before, or ""."""


@dataclass(frozen=True, slots=True)
class Pairing:
    village_id: int | None
    village: str
    villages: Sequence[tuple[int, str]]
    homes: Sequence[Home]
    helpers: Sequence[Helper]
    is_cut: bool


def my_households(actor: Actor, *, now: datetime) -> MyHouseholds:
    """Eight queries however many there are, one more for whoever decides who looks after whom."""
    on = day_of(now)
    own = caseload_of(actor.scope, actor.user_id or 0, on)
    missed = missed_within(actor.scope, actor.user_id or 0, on, most=ROWS)
    seen = {one.household.pk: Wanted(one.last_note, one.due_on) for one in own}
    seen |= {one.household_id: Wanted(None, one.due_on) for one in missed}
    listed = _homes(actor, [*(one.household for one in own), *(one.household for one in missed)], seen, on)
    decides = actor.may(Capability.SCREEN)
    return MyHouseholds(
        homes=listed[: len(own)],
        missed=listed[len(own) :],
        unpaired=unpaired(actor.scope, on)[:100].count() if decides else 0,
    )


def notebook(actor: Actor, query: QueryDict) -> Notebook:
    """What one has written, fifty at a time, the newest first."""
    text = " ".join(query.get("q", "").replace("\0", "").split())[:TEXT_MAX]
    on = _day(query.get("on", ""))
    since = _start_of(on) if on else None
    until = _start_of(on + timedelta(days=1)) if on else None
    rows = own_notebook(actor, text=text, since=since, until=until)
    found = list(older_than(rows, whole_number(query.get("before", "")))[: ROWS + 1])
    stays = {"q": text, "on": on.isoformat() if on else ""}
    older = "?" + urlencode({**stays, "before": found[ROWS - 1].pk}) if len(found) > ROWS else ""
    return Notebook(days=_by_day(written(actor, found[:ROWS])), text=text, on=on, older=older)


def written(actor: Actor, notes: Sequence[Note]) -> list[Written]:
    """With whose home it was, who was met, and what came of it as far as the actor reaches that. Two queries."""
    heads = _heads([note.household_id for note in notes])
    refs = [led.ref for note in notes for led in note.led.all()]
    rows = Matter.objects.within(actor.scope).filter(ref__in=refs)
    reached = dict(rows.values_list("ref", "title")) if refs else {}
    return [
        Written(
            note=note,
            home=_called(note.household, heads),
            met="、".join(_met(note)),
            results=[
                Result(led.ref, reached[led.ref], words.matter_url(led.ref))
                for led in note.led.all()
                if led.ref in reached
            ],
        )
        for note in notes
    ]


def _met(note: Note) -> list[str]:
    on = day_of(note.happened_at)
    people = [listed_name(one.person.name, one.person.born_on, on) for one in note.met.all()]
    return [*people, note.met_besides] if note.met_besides else people


@dataclass(frozen=True, slots=True)
class OfHousehold:
    household_id: int
    called: str
    days: Sequence[Day]
    older: str


def notes_of(actor: Actor, household: Household, query: QueryDict) -> OfHousehold:
    """All notes of one household that the actor reads, whoever wrote them, fifty at a time."""
    rows = notes_of_household(actor.scope, household.pk).select_related("household")
    found = list(older_than(rows, whole_number(query.get("before", "")))[: ROWS + 1])
    return OfHousehold(
        household_id=household.pk,
        called=_called(household, _heads([household.pk])),
        days=_by_day(written(actor, found[:ROWS])),
        older=f"?before={found[ROWS - 1].pk}" if len(found) > ROWS else "",
    )


def pairing(actor: Actor, query: QueryDict, *, on: date) -> Pairing:
    """Of one village: who has nobody, and who could look after them."""
    villages = village_names_within(actor.scope, on=on)
    asked = whole_number(query.get("village", ""))
    chosen = next((pk for pk, _name in villages if pk == asked), villages[0][0] if len(villages) == 1 else None)
    alone = unpaired(actor.scope, on, village_id=chosen).select_related("village", "area", "dwelling")
    rows = list(alone[: ROWS + 1]) if chosen else []
    return Pairing(
        village_id=chosen,
        village=dict(villages).get(chosen or 0, ""),
        villages=villages,
        homes=_homes(actor, rows[:ROWS], {}, on),
        helpers=helpers_in(chosen, on) if chosen else (),
        is_cut=len(rows) > ROWS,
    )


def _homes(actor: Actor, homes: Sequence[Household], seen: Mapping[int, Wanted], on: date) -> list[Home]:
    ids = [home.pk for home in homes]
    heads, labels, promised = _heads(ids), _labels(actor, ids), _promised(actor, ids, on)
    return [
        Home(
            household_id=home.pk,
            number=home.household_no,
            head=_called(home, heads),
            where=(home.dwelling.address if home.dwelling else "") or str(home.area),
            labels="、".join(labels[home.pk]),
            wanted=seen.get(home.pk, Wanted()),
            promised=promised.get(home.pk, 0),
        )
        for home in homes
    ]


def _called(home: Household, heads: Mapping[int, str]) -> str:
    return heads.get(home.pk) or home.household_no


def _heads(household_ids: Iterable[int]) -> dict[int, str]:
    rows = Membership.objects.unscoped("of households read within a scope, or written about by oneself").filter(
        household_id__in=set(household_ids), relation=Relation.HEAD, valid_until=None
    )
    today = timezone.localdate()
    found = rows.values_list("household_id", "person__name", "person__born_on")
    return {household: listed_name(name, born_on, today) for household, name, born_on in found}


def _labels(actor: Actor, household_ids: Sequence[int]) -> Mapping[int, list[str]]:
    """Of the household as a whole; sensitive ones only for who may see them."""
    rows = Label.objects.within(actor.scope).filter(household_id__in=household_ids, valid_until=None)
    if not actor.may(Capability.UNMASK):
        rows = rows.exclude(kind__in=SENSITIVE_LABELS)
    found: dict[int, list[str]] = defaultdict(list)
    for household, kind in rows.values_list("household_id", "kind").distinct().order_by("kind"):
        if household is not None:
            found[household].append(str(LabelKind(kind).label))
    return found


def _promised(actor: Actor, household_ids: Sequence[int], on: date) -> Mapping[int, int]:
    """{household: how many open promises to people who live there}, as far as the actor reaches them."""
    living = Membership.objects.unscoped("of households read within a scope").on(on)
    homes = dict(living.filter(household_id__in=household_ids).values_list("person_id", "household_id"))
    rows = Matter.objects.within(actor.scope).filter(procedure="promise", is_open=True, person_id__in=homes)
    found: dict[int, int] = defaultdict(int)
    for person, count in rows.values_list("person_id").annotate(Count("id")):
        found[homes[person]] += count
    return found


def _by_day(notes: Iterable[Written]) -> list[Day]:
    found: dict[date, list[Written]] = {}
    for one in notes:
        found.setdefault(day_of(one.note.happened_at), []).append(one)
    return [Day(on, rows) for on, rows in found.items()]


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _start_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
