"""What a guard, a message and a fact may quote: units and officers named in a form, with the names they bore then."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from cunli.accounts.models import User
from cunli.cases.models import Fact, Matter, Term
from cunli.county import selectors as county
from cunli.lib.actors import Actor
from cunli.lib.terms import day_of
from cunli.papers import selectors as papers
from cunli.papers.kinds import PaperKind
from cunli.papers.models import Paper
from cunli.places.models import Unit
from cunli.procedures.grammar import FactType, Field, Procedure
from cunli.procedures.values import Value, Values


@dataclass(frozen=True, slots=True)
class Named:
    """Units and officers that the values name."""

    units: Mapping[int, Unit] = field(default_factory=dict)
    officers: Mapping[int, str] = field(default_factory=dict)
    types: Mapping[str, FactType] = field(default_factory=dict)

    def stored(self, values: Values) -> dict[str, object]:
        """As facts are kept: ids together with the names they bore on that day."""
        return {key: self._stored(self.types.get(key), value) for key, value in values.items()}

    def _stored(self, kind: FactType | None, value: Value) -> object:
        if kind is FactType.UNIT and isinstance(value, int):
            return {"id": value, "name": self.units[value].short_name}
        if kind is FactType.UNITS and isinstance(value, list):
            return [{"id": item, "name": self.units[int(item)].short_name} for item in value]
        if kind is FactType.OFFICER and isinstance(value, int):
            return {"id": value, "name": self.officers[value]}
        return value

    def shown(self, key: str, value: Value) -> str:
        stored = self._stored(self.types.get(key), value)
        if isinstance(stored, list):
            return "、".join(str(item["name"]) if isinstance(item, dict) else str(item) for item in stored)
        return str(stored["name"]) if isinstance(stored, dict) else str(stored if stored is not None else "")


def named_in(fields: Sequence[Field], procedure: Procedure, values: Values) -> Named:
    """Look up what the form names: at most one query for units and one for officers."""
    types = {item.fact: procedure.fact(item.fact).type for item in fields}
    unit_ids: list[int] = []
    officer_ids: list[int] = []
    for key, kind in types.items():
        value = values.get(key)
        if kind is FactType.UNIT and isinstance(value, int):
            unit_ids.append(value)
        elif kind is FactType.UNITS and isinstance(value, list):
            unit_ids.extend(int(item) for item in value)
        elif kind is FactType.OFFICER and isinstance(value, int):
            officer_ids.append(value)
    units = {unit.pk: unit for unit in Unit.objects.filter(pk__in=unit_ids)} if unit_ids else {}
    officers = dict(User.objects.filter(pk__in=officer_ids).values_list("pk", "name")) if officer_ids else {}
    return Named(units, officers, types)


def words_of(actor: Actor, matter: Matter, values: Values, named: Named) -> dict[str, str]:
    """What sentences told to the person may quote: every value in words, the matter's title, who acts."""
    words = {key: named.shown(key, value) for key, value in values.items()}
    if "assignee" in words and "officer" in words and words["officer"]:
        words["assignee"] = words["officer"]
    return {**words, "title": matter.title, "actor": actor.name}


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
        self.today = day_of(at)

    @cached_property
    def village_only_assists(self) -> bool:
        matter = self._matter
        if not matter.law.kinds:
            return False
        kind = county.item(matter.law.kinds, matter.kind, on=day_of(matter.opened_at), county_id=matter.county_id)
        return bool(kind and kind.get("village_only_assists"))

    @cached_property
    def acts_for_village(self) -> bool:
        own = Unit.objects.filter(pk=self._unit_id).first() if self._unit_id is not None else None
        return own is not None and own.is_a_villages

    @cached_property
    def taken(self) -> frozenset[str]:
        return frozenset(self._matter.course.values_list("key", flat=True)) if self._matter.pk else frozenset()

    @cached_property
    def facts(self) -> Mapping[str, object]:
        written = Fact.objects.filter(matter=self._matter).order_by("id") if self._matter.pk else ()
        return {fact.key: fact.value for fact in written}

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
