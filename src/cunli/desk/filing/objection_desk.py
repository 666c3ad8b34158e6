"""What the page that takes an objection asks, and what it does with the answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cunli.accounts.roles import Role
from cunli.acts.done import Done
from cunli.acts.filing import file_matter
from cunli.cases.models import Channel
from cunli.cases.services import Place, Reporter
from cunli.county import selectors as county
from cunli.county.values import Item
from cunli.desk.filing import keys, kinds
from cunli.desk.filing.desk import FilingDesk, law_in_force
from cunli.desk.filing.first import NOTHING
from cunli.desk.filing.forms import TITLE_MAX, Filing, phone_of
from cunli.desk.filing.spots import Spot, person_of, spots_for
from cunli.lib.actors import Actor
from cunli.lib.typed import TextField
from cunli.notices.models import Notice
from cunli.procedures.values import Value

NOTICE = "notice"


class ObjectionForm(Filing):
    whom = TextField(max_length=60, required=False)
    name = TextField(max_length=40, required=False)
    phone = TextField(max_length=30, required=False)
    channel = forms.ChoiceField(required=False, choices=Channel.choices)
    about = TextField(max_length=24, required=False)
    kind = forms.ChoiceField(error_messages={"required": _("请选对什么有意见"), "invalid_choice": _("请从上面选一个")})

    def clean_phone(self) -> str:
        return phone_of(self.cleaned_data["phone"])


class ObjectionDesk(FilingDesk):
    def __init__(
        self,
        actor: Actor,
        posted: QueryDict | None,
        *,
        now: datetime,
        notice: Notice | None = None,
        about: str = "",
        first: Mapping[str, str] = NOTHING,
    ) -> None:
        self.actor, self.now, self.on, self.notice = actor, now, timezone.localdate(now), notice
        self.posted = posted
        law = law_in_force("objection", self.on)
        self.law, self.opening = law, law.openings[0]
        self.spots = self._spots()
        self.kinds = self._kinds()
        named = {**first, "name": first.get("who", "")}
        self.form = ObjectionForm(self.posted, kinds=self.kinds, spots=self.spots, openings=law.openings, first=named)
        self.form.fields["about"].initial = about

    @property
    def is_valid(self) -> bool:
        return bool(self.spots) and self.form.is_valid()

    @property
    def tiles(self) -> list[kinds.Tile]:
        """All of them on the first screen; from a notice's page the notice is chosen."""
        first = NOTICE if self.notice and not self.form.is_bound else ""
        return kinds.tiles(self.kinds, self.form.typed["kind"] or first)

    @property
    def has_account(self) -> bool:
        return self.actor.is_signed_in

    @property
    def asks_who(self) -> bool:
        """Without an account one says how to be found; staff may write down what somebody else says."""
        return not self.has_account or self.actor.role != Role.VILLAGER

    @property
    def sealed_words(self) -> str:
        """Which kinds neither village nor town ever sees."""
        return "、".join(item["word"] for item in self.kinds if item.get("sealed"))

    def file(self) -> Done:
        """Raises Refusal."""
        given, spot = self.form.cleaned_data, self.form.spot
        if spot is None:
            raise LookupError("a valid form has a place")
        return file_matter(
            actor=self.actor,
            procedure=self.law,
            opening=self.opening,
            title=self.form.words[:TITLE_MAX],
            kind=given["kind"],
            channel=self._channel(),
            place=Place(area=spot.area),
            reporter=self._reporter(),
            values=self._values(),
            at=self.now,
            key=keys.sealed(self.posted, "objection"),
        )

    def _values(self) -> dict[str, Value]:
        given = self.form.cleaned_data
        values: dict[str, Value] = {name: given[name] for name in ("whom", "about") if given[name]}
        if self.notice is not None:
            values[NOTICE] = self.notice.code
        if len(self.form.words) > TITLE_MAX:
            values["note"] = given["say"]
        return values

    def _reporter(self) -> Reporter:
        given = self.form.cleaned_data
        if not self.has_account or self._is_for_another:
            return Reporter(name=given["name"], phone=given["phone"])
        person = person_of(self.actor)
        return Reporter(user_id=self.actor.user_id, person_id=person.pk if person else None, name=self.actor.name)

    @property
    def _is_for_another(self) -> bool:
        given = self.form.cleaned_data
        return self.has_account and self.asks_who and bool(given["name"] or given["phone"])

    def _channel(self) -> str:
        return self.form.cleaned_data["channel"] or Channel.COUNTER if self._is_for_another else Channel.SELF

    def _spots(self) -> Sequence[Spot]:
        """The notice says where; else the own village, or those one serves in."""
        if self.notice is None:
            return spots_for(self.actor, on=self.on, person=person_of(self.actor))
        area = self.notice.village or self.notice.town
        return [Spot(f"v{area.pk}", area.short_name, area)] if area else []

    def _kinds(self) -> list[Item]:
        county_id = self.spots[0].area.county_id if self.spots else None
        offered = county.items(self.law.kinds, on=self.on, county_id=county_id)
        return [item for item in offered if self.notice or item["key"] != NOTICE]
