"""What the page of one visit asks, and what it does with the answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.http import QueryDict
from django.utils import timezone

from cunli.acts.done import Done
from cunli.acts.visiting import NewPhone, Visit, Wanted, write_visit
from cunli.cases.models import Matter
from cunli.county import selectors as county
from cunli.desk.filing import keys
from cunli.desk.filing.desk import law_in_force
from cunli.desk.visiting.forms import WHEN, VisitForm
from cunli.lib.actors import Actor
from cunli.procedures.grammar import Procedure
from cunli.registry.models import Household, Person
from cunli.registry.rules import is_child
from cunli.registry.selectors import HouseholdPage, household_page, members_on
from cunli.visits.kinds import Way
from cunli.visits.models import Note
from cunli.visits.selectors import last_note_of
from cunli.visits.services import Wording

FOR_OTHERS: Mapping[str, str] = {"hazard": "report", "service_request": "ask"}
"""What a visit may open for others to see to: procedure and opening. Everything else has questions of its own."""


@dataclass(frozen=True, slots=True)
class Group:
    """A procedure and the kinds it has here, for one list to pick from."""

    title: str
    kinds: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Someone:
    """Of the household, grown, who can be met."""

    person: Person
    relation: str
    is_met: bool


class VisitDesk:
    """``household`` was read within the actor's scope, with village and dwelling."""

    def __init__(self, actor: Actor, household: Household, posted: QueryDict | None, *, now: datetime) -> None:
        self.actor, self.household, self.posted, self.now = actor, household, posted, now
        self.on = timezone.localdate(now)
        kinds = [kind for group in self.groups for kind in group.kinds]
        self.form = VisitForm(posted, people=[(str(one.pk), one.name) for one in self._grown], kinds=kinds, now=now)

    @cached_property
    def home(self) -> HouseholdPage:
        return household_page(self.actor.scope, self.household.pk, self.on)

    @cached_property
    def _members(self) -> Sequence[tuple[Person, str]]:
        rows = members_on(self.household, self.on)
        found = [(row.person, str(row.get_relation_display())) for row in rows if row.person.died_on is None]
        return sorted(found, key=lambda one: one[0].name != (self.home.head.name if self.home.head else ""))

    @property
    def _grown(self) -> list[Person]:
        return [person for person, _relation in self._members if not is_child(person.born_on, self.on)]

    @property
    def people(self) -> list[Someone]:
        """The head of the household first, and ticked while nobody has picked anybody."""
        picked = set(self.posted.getlist("met")) if self.posted else {str(one.pk) for one in self._grown[:1]}
        relations = {person.pk: relation for person, relation in self._members}
        return [Someone(one, relations[one.pk], str(one.pk) in picked) for one in self._grown]

    @property
    def ways(self) -> list[tuple[str, str, bool]]:
        chosen = self.form.typed["way"] or Way.VISIT
        return [(way.value, str(way.label), way == chosen) for way in Way]

    @property
    def when(self) -> Sequence[tuple[str, str]]:
        return [(value, str(word)) for value, word in WHEN]

    @cached_property
    def groups(self) -> list[Group]:
        laws = [law_in_force(key, self.on) for key in FOR_OTHERS]
        return [Group(str(law.title), self._kinds(law)) for law in laws]

    def _kinds(self, law: Procedure) -> list[tuple[str, str]]:
        items = county.items(law.kinds, on=self.on, county_id=self.household.county_id)
        return [(f"{law.key}:{item['key']}", item.get("title") or item["word"]) for item in items]

    @cached_property
    def last(self) -> Note | None:
        return last_note_of(self.actor.scope, self.household.pk)

    @cached_property
    def promised(self) -> list[Matter]:
        """What this household was promised and waits for still, as far as the actor reaches it."""
        people = [person.pk for person, _relation in self._members]
        rows = Matter.objects.within(self.actor.scope).filter(procedure="promise", is_open=True, person_id__in=people)
        return list(rows.order_by("due_at")[:5])

    @property
    def key(self) -> str:
        return keys.of(self.posted)

    @property
    def is_more_open(self) -> bool:
        """What is typed or wrong behind the fold must be seen."""
        typed, wrong = self.form.typed, self.form.problems
        names = ("met_besides", "phone", "phone_of", "on", "is_sensitive")
        return any(typed[name] or wrong[name] for name in names) or typed["way"] not in ("", Way.VISIT)

    def write(self) -> Done:
        """Raises Refusal."""
        given = self.form.cleaned_data
        visit = Visit(
            way=given["way"] or Way.VISIT,
            wording=Wording(seen=given["seen"], said=given["said"], did=given["did"]),
            met=[int(number) for number in given["met"]],
            met_besides=given["met_besides"],
            is_sensitive=given["is_sensitive"],
            happened_at=self.form.happened_at,
            to=self._to(given["met"]),
            promises=list(self.form.promises),
            wanted=_wanted(given["wanted_kind"], given["wanted"]),
            new_phone=NewPhone(person_id=int(given["phone_of"]), number=given["phone"]) if given["phone"] else None,
        )
        key = keys.sealed(self.posted, f"visit:{self.household.pk}")
        return write_visit(actor=self.actor, household=self.household, visit=visit, at=self.now, key=key)

    def _to(self, met: Sequence[str]) -> Person | None:
        """Whom promises are made to: the first who was met, else the head, else nobody by the register."""
        grown = self._grown
        return next((one for one in grown if str(one.pk) in met), grown[0] if grown else None)


def _wanted(kind: str, words: str) -> Wanted | None:
    if not words:
        return None
    procedure, _mark, key = kind.partition(":")
    return Wanted(procedure=procedure, opening=FOR_OTHERS[procedure], kind=key, words=" ".join(words.split()))
