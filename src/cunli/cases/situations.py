"""What a guard, a message and a fact may quote: units and officers named in a form, with the names they bore then."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from django.db.models import QuerySet

from cunli.accounts.models import User
from cunli.cases import clocks, people_named
from cunli.cases.asked_lines import unsettled
from cunli.cases.earlier import earlier_of
from cunli.cases.homes import living_in, names_of_people
from cunli.cases.hung import noticed
from cunli.cases.models import Answer, Fact, Matter, Participant, Term
from cunli.cases.records_named import record_named
from cunli.cases.said import FIXED
from cunli.county import selectors as county
from cunli.county.values import Item
from cunli.lib.actors import ANONYMOUS, Actor
from cunli.lib.sentences import day_words
from cunli.lib.terms import day_of
from cunli.papers import selectors as papers
from cunli.papers.kinds import PaperKind
from cunli.papers.models import Paper
from cunli.places.models import Unit
from cunli.procedures.grammar import FactType, Field, Procedure, Seat
from cunli.procedures.hanging import Hung
from cunli.procedures.values import Before, Resident, Value, Values
from cunli.registry.selectors.called import homes_named
from cunli.registry.selectors.kin import near_kin

_UNITS = frozenset({FactType.UNIT, FactType.UNITS})
_OFFICERS = frozenset({FactType.OFFICER})
_PARTICIPANTS = frozenset({FactType.PARTICIPANT})
_PEOPLE = frozenset({FactType.PERSON, FactType.PERSONS})
_HOUSEHOLDS = frozenset({FactType.HOUSEHOLD})
_NUMBERED = (_UNITS, _OFFICERS, _PARTICIPANTS, _PEOPLE, _HOUSEHOLDS)


@dataclass(frozen=True, slots=True)
class Named:
    """Units, officers, participants, people and households that the values name."""

    units: Mapping[int, Unit] = field(default_factory=dict)
    officers: Mapping[int, str] = field(default_factory=dict)
    participants: Mapping[int, str] = field(default_factory=dict)
    people: Mapping[int, str] = field(default_factory=dict)
    households: Mapping[int, str] = field(default_factory=dict)
    records: Mapping[str, object] = field(default_factory=dict)
    types: Mapping[str, FactType] = field(default_factory=dict)

    def stored(self, values: Values) -> dict[str, object]:
        """As facts are kept: ids together with the names they bore on that day."""
        return {key: self._stored(self.types.get(key), value) for key, value in values.items()}

    def _stored(self, kind: FactType | None, value: Value) -> object:
        if kind is FactType.PEOPLE and isinstance(value, list):
            return [{"name": named.name} for item in value for named in people_named.read(str(item))]
        if kind is FactType.RECORD:
            return self.records.get(str(value), value)
        if kind is None or not any(kind in kinds for kinds in _NUMBERED):
            return value
        if isinstance(value, list):
            return [{"id": item, "name": self._name(kind, int(item))} for item in value]
        return {"id": value, "name": self._name(kind, value)} if isinstance(value, int) else value

    def _name(self, kind: FactType, number: int) -> str:
        if kind in _UNITS:
            return self.units[number].short_name
        names = {
            _OFFICERS: self.officers,
            _PARTICIPANTS: self.participants,
            _PEOPLE: self.people,
            _HOUSEHOLDS: self.households,
        }
        return next(known[number] for kinds, known in names.items() if kind in kinds)

    def shown(self, key: str, value: Value, *, near: date) -> str:
        if self.types.get(key) is FactType.DAY and isinstance(value, str):
            return day_words(date.fromisoformat(value), near=near)
        stored = self._stored(self.types.get(key), value)
        if isinstance(stored, list):
            return "、".join(str(item["name"]) if isinstance(item, dict) else str(item) for item in stored)
        return str(stored["name"]) if isinstance(stored, dict) else str(stored if stored is not None else "")


def named_in(
    fields: Sequence[Field], procedure: Procedure, values: Values, *, actor: Actor = ANONYMOUS, on: date
) -> Named:
    """Look up what the form names, as it is called ``on`` that day: at most one query each for units, officers,
    participants, people and households; a record for whoever may see it. Raises UnseenRecord."""
    types = {item.fact: procedure.fact(item.fact).type for item in fields}
    given = _given(types, values)
    return Named(
        units={unit.pk: unit for unit in Unit.objects.filter(pk__in=given[_UNITS])} if given[_UNITS] else {},
        officers=_names(User.objects.all(), given[_OFFICERS]),
        participants=_names(Participant.objects.all(), given[_PARTICIPANTS]),
        people=names_of_people(given[_PEOPLE], on),
        households=homes_named(given[_HOUSEHOLDS]),
        records={
            str(values[key]): record_named(actor, str(values[key]))
            for key, kind in types.items()
            if kind is FactType.RECORD and values.get(key)
        },
        types=types,
    )


def _given(types: Mapping[str, FactType], values: Values) -> Mapping[frozenset[FactType], list[int]]:
    """The numbers that a form gives, by what they are numbers of."""
    found: dict[frozenset[FactType], list[int]] = {kinds: [] for kinds in _NUMBERED}
    for key, kind in types.items():
        value = values.get(key)
        numbers = value if isinstance(value, list) else [value]
        for kinds in _NUMBERED:
            if kind in kinds:
                found[kinds] += [int(one) for one in numbers if one is not None]
    return found


def _names(rows: QuerySet[User] | QuerySet[Participant], ids: Sequence[int]) -> Mapping[int, str]:
    return dict(rows.filter(pk__in=ids).values_list("pk", "name")) if ids else {}


def words_of(
    actor: Actor, matter: Matter, values: Values, named: Named, *, on: date, tells: str = ""
) -> dict[str, str]:
    """What sentences told to the person may quote: every value in words, the matter's title, who acts.

    Of a choice that ``tells`` quotes the county's word; looked up for no other.
    """
    words = {key: named.shown(key, value, near=on) for key, value in values.items()}
    for key in words:
        if f"%({key})s" in tells and (item := _chosen(matter, key, values[key])):
            words[key] = item["word"]
    if "assignee" in words and "officer" in words and words["officer"]:
        words["assignee"] = words["officer"]
    return {**words, "title": matter.title, "actor": actor.name}


def _chosen(matter: Matter, fact: str, value: Value) -> Item | None:
    known = matter.law.fact(fact)
    if known.type is not FactType.CHOICE or "." not in known.options or known.options in FIXED:
        return None
    return county.item(known.options, str(value), on=day_of(matter.opened_at), county_id=matter.county_id)


class MatterSituation:
    """The situation of a step in one matter; looks up only what a guard asks for."""

    def __init__(
        self, *, actor: Actor, matter: Matter, values: Values, named: Named, running: Sequence[Term], at: datetime
    ) -> None:
        self._matter = matter
        self._running = running
        self._unit_id = actor.unit_id
        self._at = at
        self.form = values
        self.village_units = frozenset(pk for pk, unit in named.units.items() if unit.is_a_villages)
        self.user_id = actor.user_id
        self.filed_by = matter.filed_by_id
        self.kind = matter.kind
        self.today = day_of(at)

    @cached_property
    def village_only_assists(self) -> bool:
        return self.kind_says("village_only_assists")

    def kind_says(self, name: str) -> bool:
        return bool(self._kind and self._kind.get(name))

    @cached_property
    def _kind(self) -> Item | None:
        matter = self._matter
        if not matter.law.kinds:
            return None
        return county.item(matter.law.kinds, matter.kind, on=day_of(matter.opened_at), county_id=matter.county_id)

    @cached_property
    def acts_for_village(self) -> bool:
        own = Unit.objects.filter(pk=self._unit_id).first() if self._unit_id is not None else None
        return own is not None and own.is_a_villages

    @cached_property
    def taken(self) -> frozenset[str]:
        return frozenset(self._matter.course.values_list("key", flat=True)) if self._matter.pk else frozenset()

    def taken_by(self, *steps: str) -> frozenset[int]:
        if not self._matter.pk:
            return frozenset()
        took = self._matter.course.filter(key__in=steps).values_list("user_id", flat=True)
        return frozenset(user_id for user_id in took if user_id is not None)

    def extendable(self, term: str) -> tuple[date, date] | None:
        return next((clocks.extendable(row) for row in self._running if row.key == term and row.is_running), None)

    @cached_property
    def _written(self) -> Sequence[Fact]:
        return list(Fact.objects.filter(matter=self._matter).order_by("id")) if self._matter.pk else []

    @property
    def facts(self) -> Mapping[str, object]:
        return {fact.key: fact.value for fact in self._written}

    def written(self, fact: str) -> Sequence[object]:
        return [one.value for one in self._written if one.key == fact]

    def written_since(self, fact: str, step: str) -> Sequence[object]:
        begun = self._matter.course.filter(key=step).order_by("-number").values_list("id", flat=True).first() or 0
        return [one.value for one in self._written if one.key == fact and one.step_id > begun]

    @cached_property
    def seated(self) -> Mapping[int, Seat]:
        return {one.pk: Seat(one.seat) for one in self._participants}

    @property
    def mediators(self) -> frozenset[int]:
        return frozenset(one.account_id for one in self._participants if one.seat == Seat.MEDIATOR and one.account_id)

    def too_near(self, user_ids: Collection[int]) -> frozenset[int]:
        sides = [one for one in self._participants if one.is_a_side]
        people = [one.person_id for one in sides if one.person_id]
        accounts = {one.account_id for one in sides if one.account_id}
        return near_kin(user_ids, people=people, accounts=accounts) | (accounts & set(user_ids))

    @cached_property
    def _participants(self) -> Sequence[Participant]:
        return list(self._matter.participants.seated().select_related("person")) if self._matter.pk else []

    @cached_property
    def unsettled(self) -> Sequence[str]:
        return unsettled(self._matter.asks.order_by("id")) if self._matter.pk else []

    def lives_in(self, fact: str) -> Sequence[Resident]:
        named = self.form.get(fact) or self.facts.get(fact)
        home = named.get("id") if isinstance(named, dict) else named
        return living_in(home, self.today) if isinstance(home, int) else ()

    def hung(self, fact: str) -> Hung | None:
        return self._noticed.get(fact)

    @cached_property
    def _noticed(self) -> Mapping[str, Hung]:
        return noticed(self._matter.law, self.facts, self.today)

    def before(self, fact: str) -> Before | None:
        named = self.form.get(fact) or self.facts.get(fact)
        return earlier_of(self._matter, str(named), at=self._at) if named else None

    @property
    def at_the_top(self) -> bool:
        return self._matter.holder.is_the_countys

    def number(self, setting: str) -> int:
        on = day_of(self._matter.opened_at)
        return county.number(setting, on=on, county_id=self._matter.county_id)

    def latest(self, setting: str) -> date:
        length = county.length(setting, on=self.today, county_id=self._matter.county_id)
        return clocks.reckon_term(length, started_at=self._at).due_on

    @property
    def at_the_desk(self) -> bool:
        return self._unit_id == self._matter.desk_unit_id

    @cached_property
    def hands_out(self) -> bool:
        return self._matter.pk is not None and self._matter.hands.still_out().exists()

    @cached_property
    def still_asked(self) -> frozenset[str]:
        asks = self._matter.asks.filter(answer=Answer.OPEN) if self._matter.pk else ()
        return frozenset(ask.question for ask in asks)

    @property
    def in_time(self) -> frozenset[str]:
        return frozenset(term.key for term in self._running if term.is_running and term.due_at >= self._at)

    @cached_property
    def _letter(self) -> Paper | None:
        return papers.newest(ref=self._matter.ref, kind=PaperKind.LETTER)

    @property
    def paper_status(self) -> str:
        return self._letter.status if self._letter else ""

    @cached_property
    def writers(self) -> frozenset[int]:
        return papers.writers_of(self._letter) if self._letter else frozenset()
