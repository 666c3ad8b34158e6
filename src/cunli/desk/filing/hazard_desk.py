"""What the page that reports a hazard asks, and what it does with the answers."""

from __future__ import annotations

from datetime import datetime
from functools import cached_property

from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from cunli.accounts.roles import Role
from cunli.acts.filing import file_matter
from cunli.acts.steps import Done
from cunli.cases.forms import StepForm, build
from cunli.cases.models import Channel
from cunli.cases.services import Place, Reporter
from cunli.county import selectors as county
from cunli.county.values import Item
from cunli.desk.filing import keys, kinds
from cunli.desk.filing.forms import TITLE_MAX, HazardForm
from cunli.desk.filing.known import Known
from cunli.desk.filing.spots import Spot, duty_phone, person_of, spots_for
from cunli.files.refusals import FileRefused
from cunli.lib.actors import Actor
from cunli.lib.refusals import NotYourPost, Refusal
from cunli.procedures.catalogue import current
from cunli.procedures.grammar import Opening

FOUND = "found_and_fixed"


class HazardDesk:
    def __init__(self, actor: Actor, request: HttpRequest, *, now: datetime) -> None:
        self.actor, self.now, self.on = actor, now, timezone.localdate(now)
        self.request, self.posted = request, request.POST if request.method == "POST" else None
        law = current("hazard", self.on)
        if law is None:
            raise LookupError("hazard")
        self.law = law
        self.person = person_of(actor)
        self.spots = spots_for(actor, on=self.on, person=self.person)
        if not self.spots:
            raise NotYourPost(_("这个岗位没有管的地方，报不了"), instead=_("请打电话给镇里值班。"))
        county_id = self.spots[0].area.county_id
        self.kinds: list[Item] = county.items(law.kinds, on=self.on, county_id=county_id)
        self.form = HazardForm(self.posted, kinds=self.kinds, spots=self.spots, openings=law.openings, now=now)
        self.step_form: StepForm = build(law, self.opening.fields, {}, self.posted or QueryDict())
        self.known = Known(actor, law, self.kinds, self.posted, now=now)
        self.photo_problem = ""

    @property
    def opening(self) -> Opening:
        """Which button was pressed: reported, or found and put right at once. The form refuses any other word."""
        key = FOUND if self.posted and self.posted.get("opening") == FOUND else "report"
        opening = self.law.opening(key)
        if opening is None:
            raise LookupError(key)
        return opening

    @property
    def on_behalf(self) -> bool:
        """Somebody else told it, and is who joins."""
        return bool(self.form.typed["teller"])

    @property
    def often(self) -> list[kinds.Tile]:
        return kinds.often(self.kinds, self.form.typed["kind"])

    @property
    def rarely(self) -> list[kinds.Tile]:
        return kinds.rarely(self.kinds, self.form.typed["kind"])

    @property
    def is_rare(self) -> bool:
        """The chosen kind is one of those behind 别的."""
        return any(tile.chosen for tile in self.rarely)

    @property
    def may_fix(self) -> bool:
        found = self.law.opening(FOUND)
        return found is not None and self.actor.role in found.by

    @property
    def is_staff(self) -> bool:
        return self.actor.role != Role.VILLAGER

    @property
    def outcome(self) -> str:
        return self.posted.get("outcome", "").strip() if self.posted else ""

    @property
    def outcome_problem(self) -> str:
        return self.step_form.errors.get("outcome", "") if self.posted else ""

    @property
    def at_risk(self) -> bool:
        return bool(self.posted and self.posted.get("people_at_risk") == "yes")

    @cached_property
    def duty_phone(self) -> str:
        return duty_phone(self.spots)

    @cached_property
    def key(self) -> str:
        return keys.of(self.posted)

    def settle(self) -> Done | None:
        """File it, or join one that is known; None while likely ones have to be asked about. Raises Refusal."""
        spot = self.form.spot
        if spot is None:
            raise LookupError("a valid form has a place")
        if self.opening.key != FOUND and self.known.must_ask(self.form, spot.area, self.form.point):
            return None
        if self.known.joins:
            return self.known.join(self.form, spot.area, self._reporter(), self.form.point)
        return self._file(spot)

    def _file(self, spot: Spot) -> Done:
        given = self.form.cleaned_data
        values = dict(self.step_form.values)
        if len(self.form.words) > TITLE_MAX:
            values["note"] = given["say"]
        photos = self.request.FILES.getlist("photos")
        place = Place(area=spot.area, words=given["place"], grid_id=spot.grid_id, lat=given["lat"], lng=given["lng"])
        return file_matter(
            actor=self.actor,
            procedure=self.law,
            opening=self.opening,
            title=self.form.words[:TITLE_MAX],
            kind=given["kind"],
            channel=self._channel(),
            place=place,
            reporter=self._reporter(),
            values=values,
            at=self.now,
            photos=photos,
            happened_at=given["happened"],
            key=keys.sealed(self.posted, "hazard", photos),
        )

    def refuse(self, refusal: Refusal) -> None:
        """Show it where it belongs; what was typed stays."""
        if isinstance(refusal, FileRefused):
            self.photo_problem = str(refusal)
        else:
            self.form.refuse(refusal)

    def _reporter(self) -> Reporter:
        """Whoever told it, when somebody else did; else the person who writes."""
        given = self.form.cleaned_data
        if self.is_staff and (given["teller"] or given["teller_phone"]):
            return Reporter(name=given["teller"], phone=given["teller_phone"])
        person_id = self.person.pk if self.person else None
        return Reporter(user_id=self.actor.user_id, person_id=person_id, name=self.actor.name)

    def _channel(self) -> Channel:
        given = self.form.cleaned_data
        if self.is_staff and (given["teller"] or given["teller_phone"]):
            return Channel.CALL
        return Channel.GRID if self.actor.role in (Role.GRID_MEMBER, Role.GROUP_LEADER) else Channel.SELF
