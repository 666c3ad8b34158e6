"""What the page that reports a hazard asks, and what it does with the answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from cunli.accounts.roles import Role
from cunli.acts.filing import file_matter, join_matter
from cunli.acts.steps import Done
from cunli.cases.forms import StepForm, build
from cunli.cases.models import Channel, Matter
from cunli.cases.selectors import similar
from cunli.cases.services import Place, Reporter
from cunli.county import selectors as county
from cunli.county.values import Item
from cunli.desk.filing import keys, kinds
from cunli.desk.filing.forms import TITLE_MAX, HazardForm
from cunli.desk.filing.spots import duty_phone, person_of, sees_the_village, spots_for
from cunli.files.refusals import FileRefused
from cunli.lib.actors import Actor
from cunli.lib.refusals import NotYourPost, NotYours, Refusal
from cunli.places.models import Area
from cunli.procedures.catalogue import current
from cunli.procedures.grammar import Opening

RECENT = timedelta(days=14)
FOUND = "found_and_fixed"


@dataclass(frozen=True, slots=True)
class Likely:
    """A matter that may be the same. Only who works here reads its words; others get number, kind and day."""

    ref: str
    title: str
    opened_at: datetime


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
        self.likely: Sequence[Likely] = ()
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
    def joins(self) -> str:
        """The reference of the known matter that the person wants to be counted with."""
        return self.posted.get("join", "") if self.posted else ""

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

    def must_ask(self) -> bool:
        """Whether likely duplicates stand in the way until the person has said what they are."""
        given = self.form.cleaned_data
        if given["sure"] or self.joins or self.opening.key == FOUND or self.form.spot is None:
            return False
        found = self._similar(self.form.spot.area)
        word = next(item["word"] for item in self.kinds if item["key"] == given["kind"])
        self.likely = [
            Likely(matter.ref, matter.title if self.is_staff else word, matter.opened_at) for matter in found
        ]
        return bool(self.likely)

    def file(self) -> Done:
        given, spot = self.form.cleaned_data, self.form.spot
        if spot is None:
            raise LookupError("a valid form has a place")
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

    def join(self) -> Done:
        """Only one of the matters that were offered can be joined."""
        if self.form.spot is None:
            raise LookupError("a valid form has a place")
        offered = {matter.ref: matter for matter in self._similar(self.form.spot.area)}
        matter = offered.get(self.joins)
        if matter is None:
            raise NotYours(_("这件事现在不能算上您"), instead=_("请点“不是一回事，照报”。"))
        return join_matter(
            actor=self.actor,
            matter=matter,
            reporter=self._reporter(),
            words=self.form.words[:TITLE_MAX],
            at=self.now,
            key=keys.sealed(self.posted, "join"),
        )

    def _similar(self, area: Area) -> list[Matter]:
        """What may be joined: of this kind, near this place, of these days. Voices are told of every step."""
        given = self.form.cleaned_data
        found = similar(
            sees_the_village(self.actor, area),
            kind=given["kind"],
            village_id=area.pk,
            lat=given["lat"],
            lng=given["lng"],
            since=self.now - RECENT,
        )
        return [matter for matter in found if matter.procedure == self.law.key]

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
