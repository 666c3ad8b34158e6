"""What the page that asks for mediation asks, and what it does with the answers.

A villager asks for themself. Staff write down for whoever came, or that the committee begins by itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from cunli.accounts.roles import Role
from cunli.acts.done import Done
from cunli.acts.filing import file_matter
from cunli.cases import people_named
from cunli.cases.forms import StepForm, build
from cunli.cases.models import Channel
from cunli.cases.services import Place, Reporter
from cunli.county import selectors as county
from cunli.desk.filing import keys
from cunli.desk.filing.desk import FilingDesk, law_in_force
from cunli.desk.filing.first import NOTHING
from cunli.desk.filing.forms import TITLE_MAX, MediationForm
from cunli.desk.filing.spots import Spot, person_of, spots_for
from cunli.desk.matter.questions import Asked, asked
from cunli.lib.actors import Actor
from cunli.lib.refusals import NotYourPost
from cunli.procedures.grammar import Field, optional
from cunli.procedures.values import Value
from cunli.registry.selectors.kin import person_called

APPLY, INITIATE, ONE_SIDE = "apply", "initiate", "one_side"
OWN = (Field("other_side"), optional("wish"))
"""What a villager is asked: as little as will do."""


class MediationDesk(FilingDesk):
    def __init__(
        self, actor: Actor, posted: QueryDict | None, *, now: datetime, first: Mapping[str, str] = NOTHING
    ) -> None:
        self.actor, self.now, self.on = actor, now, timezone.localdate(now)
        self.posted = posted
        law = law_in_force("mediation", self.on)
        self.law, self.for_self = law, actor.role == Role.VILLAGER
        self.person = person_of(actor)
        self.spots: Sequence[Spot] = spots_for(actor, on=self.on, person=self.person)
        if not self.spots:
            raise NotYourPost(_("这个岗位没有管的村"), instead=_("请打电话给镇里值班。"))
        self.kinds = county.items(law.kinds, on=self.on, county_id=self.spots[0].area.county_id)
        begun = {**first, "opening": APPLY} if first.get("who") else first
        self.form = MediationForm(self.posted, kinds=self.kinds, spots=self.spots, openings=law.openings, first=begun)
        self.form.fields["opening"].required = not self.for_self
        self.step_form: StepForm = build(
            law, OWN if self.for_self else self.opening_named(INITIATE).fields, {}, self.posted
        )
        for question in self.step_form.questions if self.posted is None else ():
            if question.name == ONE_SIDE:
                question.typed = f"{first.get('who', '')} {first.get('phone', '')}".strip()

    @property
    def is_valid(self) -> bool:
        return self.form.is_valid() and self.step_form.is_valid

    @property
    def came(self) -> bool:
        return self.form.typed["opening"] == APPLY

    @property
    def begins(self) -> bool:
        return self.form.typed["opening"] == INITIATE

    @property
    def questions(self) -> list[Asked]:
        return [asked(question, "") for question in self.step_form.questions]

    @property
    def problems(self) -> list[str]:
        """Every sentence once, in the order of the page."""
        return [text for text in [*self.form.problems.values(), *self.step_form.errors.values()] if text]

    def file(self) -> Done:
        """Raises Refusal."""
        spot, values = self.form.spot or self.spots[0], dict(self.step_form.values)
        opening = self.opening_named(APPLY if self.for_self else self.form.cleaned_data["opening"])
        came = not self.for_self and opening.key == APPLY
        said, way = self.form.cleaned_data["say"], self.form.cleaned_data["channel"] or Channel.COUNTER
        if len(self.form.words) > TITLE_MAX:
            values["story"] = said
        return file_matter(
            actor=self.actor,
            procedure=self.law,
            opening=opening,
            title=self.form.words[:TITLE_MAX],
            kind=self.form.cleaned_data["kind"],
            channel=way if came else Channel.SELF if self.for_self else Channel.GRID,
            place=Place(area=spot.area, grid_id=spot.grid_id),
            reporter=self._who_came(spot, values) if came else self._myself(),
            values=values,
            at=self.now,
            key=keys.sealed(self.posted, "mediation"),
        )

    def _myself(self) -> Reporter:
        person = self.person.pk if self.person else None
        return Reporter(user_id=self.actor.user_id, name=self.actor.name, person_id=person)

    def _who_came(self, spot: Spot, values: dict[str, Value]) -> Reporter:
        """The first named is who asks; the others sit on the same side."""
        listed = values.pop(ONE_SIDE)
        first, *others = [str(name) for name in listed] if isinstance(listed, list) else [str(listed)]
        if others:
            values[ONE_SIDE] = others
        named = people_named.read(first)[0]
        person = person_called(named.name, named.phone, village_id=spot.area.village_id)
        return Reporter(name=named.name, phone=named.phone, person_id=person.pk if person else None)
