"""What the page for a service asks, and what it does with the answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cached_property

from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from cunli.accounts.roles import Capability, Role
from cunli.acts.done import Done
from cunli.acts.filing import file_matter
from cunli.cases.forms import Question, StepForm, build
from cunli.cases.models import Channel
from cunli.cases.services import Place, Reporter
from cunli.county import selectors as county
from cunli.county.values import Item
from cunli.desk.filing import askers, keys, kinds
from cunli.desk.filing.desk import FilingDesk, law_in_force
from cunli.desk.filing.first import NOTHING
from cunli.desk.filing.forms import TITLE_MAX, ServiceForm
from cunli.desk.filing.known import Known
from cunli.desk.filing.spots import Spot, duty_phone, person_of, spots_for
from cunli.desk.matter import cash
from cunli.lib.actors import Actor
from cunli.lib.citations import Citation
from cunli.lib.refusals import NotYourPost
from cunli.procedures.grammar import Opening
from cunli.procedures.guards import CASH_ADDS_UP
from cunli.procedures.values import Value
from cunli.registry.models import Person
from cunli.registry.selectors import PersonHit

DONE = "done_on_the_spot"
CHANNELS = (Channel.COUNTER, Channel.CALL, Channel.PROXY)


class ServiceDesk(FilingDesk):
    form: ServiceForm

    def __init__(
        self, actor: Actor, posted: QueryDict | None, *, now: datetime, first: Mapping[str, str] = NOTHING
    ) -> None:
        self.actor, self.now, self.on = actor, now, timezone.localdate(now)
        self.posted = posted
        law = law_in_force("service_request", self.on)
        self.law = law
        self.for_self = actor.role == Role.VILLAGER
        self.own = person_of(actor)
        self.spots = spots_for(actor, on=self.on, person=self.own)
        if not self.spots:
            raise NotYourPost(_("这个岗位没有管的地方，记不了"), instead=_("请到村里的便民服务站办。"))
        self.county_id = self.spots[0].area.county_id
        self.kinds: list[Item] = county.items(law.kinds, on=self.on, county_id=self.county_id)
        self.form = ServiceForm(
            self.posted, kinds=self.kinds, spots=self.spots, openings=law.openings, for_self=self.for_self, first=first
        )
        self.step_form: StepForm = build(law, self.opening.fields, {}, self._answers())
        self.known = Known(actor, law, [item for item in self.kinds if item.get("about_place")], self.posted, now=now)
        cash.count(self.step_form)

    @property
    def opening(self) -> Opening:
        key = DONE if self.posted and self.posted.get("opening") == DONE else "ask"
        return self.opening_named(key)

    @property
    def is_looking(self) -> bool:
        """找 was pressed: show who is found, file nothing."""
        return bool(self.posted and self.posted.get("find"))

    @property
    def may_finish(self) -> bool:
        done = self.law.opening(DONE)
        return done is not None and self.actor.role in done.by

    @property
    def may_search(self) -> bool:
        return not self.for_self and self.actor.may(Capability.SEE_REGISTER)

    @cached_property
    def people(self) -> Sequence[PersonHit]:
        """Looked for again on every answer, so that the choice stays on the page; in place of a child, the grown
        people of the house."""
        who = self.form.typed["who"]
        return askers.found_people(self.actor, who, on=self.on) if self.shows_people and who else ()

    @property
    def shows_people(self) -> bool:
        """Once somebody has been named, here or on the page before."""
        return bool(self.posted or self.form.typed["who"])

    @cached_property
    def groups(self) -> list[kinds.Group]:
        groups = county.items("service.groups", on=self.on, county_id=self.county_id)
        return kinds.grouped(self.kinds, groups, self.form.typed["kind"])

    @property
    def is_rare(self) -> bool:
        return any(tile.chosen for group in self.groups for tile in group.tiles)

    @property
    def channels(self) -> list[tuple[str, str, bool]]:
        """How it came, the likely one chosen: value, word, chosen."""
        chosen = self.form.typed["channel"] or Channel.COUNTER
        offered = [*CHANNELS, *(way for way in Channel if way == chosen and way not in CHANNELS)]
        return [(way.value, str(way.label), way == chosen) for way in offered]

    @property
    def cash(self) -> list[Question]:
        """The three questions about cash, with what was typed and what was wrong."""
        done = self.law.opening(DONE)
        typed = {question.name: question for question in self.step_form.questions}
        fields = done.fields if done else ()
        blank = build(self.law, [field for field in fields if field.fact in cash.CASH], {}, None).questions
        return [typed.get(question.name, question) for question in blank]

    @property
    def cash_rule(self) -> Citation:
        return CASH_ADDS_UP.citation

    @property
    def has_cash(self) -> bool:
        return any(question.typed or question.error for question in self.cash)

    @property
    def problems(self) -> list[str]:
        """Every sentence once, in the order of the page."""
        return [text for text in [*self.form.problems.values(), *self.step_form.errors.values()] if text]

    @property
    def on_behalf(self) -> bool:
        return not self.for_self

    @property
    def is_details_open(self) -> bool:
        """What is typed or wrong behind the fold must be seen."""
        typed, problems = self.form.typed, self.form.problems
        names = ("phone", "proxy", "proxy_phone", "relation")
        came_otherwise = typed["channel"] not in ("", Channel.COUNTER)
        return came_otherwise or any(typed[name] or problems[name] for name in names)

    @cached_property
    def duty_phone(self) -> str:
        return duty_phone(self.spots)

    def settle(self) -> Done | None:
        """File it, or join one that is known; None while likely ones have to be asked about. Raises Refusal."""
        try:
            person = self._person()
        except askers.ChildAsks as refusal:
            self.people = refusal.guardians
            raise
        spot = self._spot(person)
        if self.opening.key != DONE and self.known.must_ask(self.form, spot.area):
            return None
        if self.known.joins:
            return self.known.join(self.form, spot.area, self._reporter(person))
        return self._file(spot, person)

    def _file(self, spot: Spot, person: Person | None) -> Done:
        return file_matter(
            actor=self.actor,
            procedure=self.law,
            opening=self.opening,
            title=self._title(),
            kind=self.form.cleaned_data["kind"],
            channel=self._channel(),
            place=Place(area=spot.area, grid_id=person.grid_id if person else spot.grid_id),
            reporter=self._reporter(person),
            values=self._values(),
            at=self.now,
            key=keys.sealed(self.posted, "service"),
            proxy=self.form.came_for,
        )

    def _answers(self) -> QueryDict:
        """What was posted; whoever pressed 当场办好了 has said with the button how it ended."""
        answers = (self.posted or QueryDict()).copy()
        answers["outcome"] = answers.get("outcome", "").strip() or _("当场办好了")
        return answers

    def _title(self) -> str:
        kind = self.form.cleaned_data["kind"]
        word = next((item.get("title") or item["word"] for item in self.kinds if item["key"] == kind), kind)
        return self.form.words[:TITLE_MAX] or word

    def _values(self) -> dict[str, Value]:
        values: dict[str, Value] = dict(self.step_form.values)
        if len(self.form.words) > TITLE_MAX:
            values["note"] = self.form.cleaned_data["say"]
        return values

    def _person(self) -> Person | None:
        if self.for_self:
            return self.own
        if chosen := self.form.cleaned_data["person"]:
            return askers.chosen(self.actor, chosen, on=self.on)
        askers.must_not_name_a_child(self.actor, self.form.cleaned_data["who"], self.people, on=self.on)
        return None

    def _spot(self, person: Person | None) -> Spot:
        """Where the person lives, when they are in the register; else what was chosen."""
        home = next((spot for spot in self.spots if person and spot.area.pk == person.village_id), None)
        spot = home or self.form.spot
        if spot is None:
            raise LookupError("a valid form has a place")
        return spot

    def _reporter(self, person: Person | None) -> Reporter:
        if self.for_self:
            person_id = self.own.pk if self.own else None
            return Reporter(user_id=self.actor.user_id, person_id=person_id, name=self.actor.name)
        given = self.form.cleaned_data
        if person is None:
            return Reporter(name=given["who"], phone=given["phone"])
        return Reporter(
            user_id=person.user_id, person_id=person.pk, name=person.name, phone=given["phone"] or person.phone
        )

    def _channel(self) -> str:
        return Channel.SELF if self.for_self else self.form.cleaned_data["channel"] or Channel.COUNTER
