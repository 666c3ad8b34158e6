"""What the page that opens a matter asks, and what it does with the answers: all of it said by the procedure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.http import QueryDict
from django.utils import timezone

from cunli.accounts.roles import Role
from cunli.acts.done import Done
from cunli.acts.filing import file_matter
from cunli.cases.clocks import reckon_term
from cunli.cases.forms import Option, Question, StepForm, build
from cunli.cases.models import Channel
from cunli.cases.services import Place, Reporter
from cunli.county import selectors as county
from cunli.county.values import Item
from cunli.desk.filing import keys
from cunli.desk.filing.desk import FilingDesk
from cunli.desk.filing.doors import Entered
from cunli.desk.filing.first import NOTHING
from cunli.desk.filing.forms import TITLE_MAX, NewForm
from cunli.desk.filing.spots import Spot, person_of, spots_for, spots_to_open
from cunli.desk.matter.questions import Asked, asked
from cunli.law.values import value as statute
from cunli.lib.actors import Actor
from cunli.lib.sentences import day_words
from cunli.procedures.grammar import FactType
from cunli.procedures.values import Value
from cunli.registry.selectors.kin import person_called


class NewDesk(FilingDesk):
    def __init__(
        self,
        actor: Actor,
        entered: Entered,
        posted: QueryDict | None,
        *,
        now: datetime,
        first: Mapping[str, str] = NOTHING,
    ) -> None:
        self.actor, self.posted, self.now, self.on = actor, posted, now, timezone.localdate(now)
        self.law, self.opening, self.door = entered.law, entered.opening, entered.door
        self.for_self = actor.role == Role.VILLAGER
        self.person = person_of(actor)
        self.spots = self._spots()
        self.county_id = self.spots[0].area.county_id
        self.kinds: Sequence[Item] = self._items(self.law.kinds) if self.law.kinds else ()
        self.form = NewForm(
            posted, kinds=self.kinds, spots=self.spots, openings=self.law.openings, door=self.door, first=first
        )
        chosen = {fact.key: fact.options for fact in self.law.facts if fact.options}
        asks = [field.fact for field in self.opening.fields]
        options = {key: _chips(self._items(chosen[key])) for key in asks if key in chosen}
        self.step_form: StepForm = build(self.law, self.opening.fields, options, posted)

    def _spots(self) -> Sequence[Spot]:
        if self.for_self:
            return spots_for(self.actor, on=self.on, person=self.person)
        return spots_to_open(self.actor, self.law, on=self.on)

    def _items(self, key: str) -> list[Item]:
        return county.items(key, on=self.on, county_id=self.county_id)

    @property
    def is_valid(self) -> bool:
        return self.form.is_valid() and self.step_form.is_valid

    @property
    def before(self) -> int:
        """How many numbered questions the page asks before those of the procedure."""
        return 1 if self.door.for_others else 0

    @property
    def chips(self) -> list[Asked]:
        """What one picks with a tap comes first, all of it on the first screen."""
        return [asked(question, "") for question in self.step_form.questions if _is_picked(question)]

    @property
    def questions(self) -> list[Asked]:
        """What one writes comes after the sentence."""
        return [asked(question, "") for question in self.step_form.questions if not _is_picked(question)]

    @property
    def problems(self) -> list[str]:
        """Every sentence once, in the order of the page."""
        return [text for text in [*self.step_form.errors.values(), *self.form.problems.values()] if text]

    @property
    def promise(self) -> str:
        """What is promised with the button, by the day on which the first clock ends."""
        length = self.law.term(self.law.state(self.opening.state).under).length
        if not (length.county or length.law):
            return str(self.door.promises)
        if length.law:
            found = statute(length.law, self.on).as_length()
        else:
            found = county.length(length.county, on=self.on, county_id=self.county_id)
        day = day_words(reckon_term(found, started_at=self.now).due_on, near=self.on)
        return str(self.door.promises) % {"day": day}

    def file(self) -> Done:
        """Raises Refusal."""
        spot = self.form.spot
        if spot is None:
            raise LookupError("a valid form has a place")
        values: dict[str, Value] = dict(self.step_form.values)
        if len(self.form.words) > TITLE_MAX:
            values["note"] = self.form.cleaned_data["say"]
        return file_matter(
            actor=self.actor,
            procedure=self.law,
            opening=self.opening,
            title=self.form.words[:TITLE_MAX],
            kind=self.form.cleaned_data["kind"],
            channel=self._channel(),
            place=Place(area=spot.area, grid_id=spot.grid_id, words=self.form.cleaned_data["place"]),
            reporter=self._whose(spot) if self.door.for_others else self._own(),
            values=values,
            at=self.now,
            key=keys.sealed(self.posted, self.law.key),
        )

    def _channel(self) -> str:
        if not self.door.for_others:
            return Channel.SELF
        return self.door.came or self.form.cleaned_data["channel"] or Channel.COUNTER

    def _own(self) -> Reporter:
        person = self.person.pk if self.person else None
        return Reporter(user_id=self.actor.user_id, name=self.actor.name, person_id=person)

    def _whose(self, spot: Spot) -> Reporter:
        """Whoever came, by the register where one person is meant; whoever gives no name has none."""
        name, phone = self.form.cleaned_data["who"], self.form.cleaned_data["phone"]
        person = person_called(name, phone, village_id=spot.area.village_id) if name else None
        return Reporter(name=name, phone=phone, person_id=person.pk if person else None)


def _chips(items: Sequence[Item]) -> list[Option]:
    return [Option(item["key"], item["word"], icon=item.get("icon", "")) for item in items]


def _is_picked(question: Question) -> bool:
    return question.fact.type is FactType.CHOICE
