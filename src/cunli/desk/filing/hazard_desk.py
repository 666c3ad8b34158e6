"""What the page that reports a hazard asks, and what it does with the answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cached_property

from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from cunli.accounts.roles import Role
from cunli.acts.done import Done
from cunli.acts.filing import file_matter
from cunli.cases.forms import StepForm, build
from cunli.cases.models import Channel
from cunli.cases.services import Place, Reporter
from cunli.county import selectors as county
from cunli.county.values import Item
from cunli.desk.filing import keys
from cunli.desk.filing.desk import FilingDesk, law_in_force
from cunli.desk.filing.first import NOTHING
from cunli.desk.filing.forms import TITLE_MAX, HazardForm
from cunli.desk.filing.known import Known
from cunli.desk.filing.spots import Spot, duty_phone, person_of, spots_for
from cunli.files.cleaning import Upload
from cunli.files.refusals import FileRefused
from cunli.lib.actors import Actor
from cunli.lib.idempotency import Key
from cunli.lib.refusals import NotYourPost, Refusal
from cunli.procedures.grammar import Opening, Procedure
from cunli.procedures.values import Values

FOUND = "found_and_fixed"


def file_hazard(
    form: HazardForm,
    spot: Spot,
    *,
    actor: Actor,
    law: Procedure,
    opening: Opening,
    values: Values,
    channel: Channel,
    reporter: Reporter,
    at: datetime,
    photos: Sequence[Upload] = (),
    key: Key | None,
) -> Done:
    """From a form that is filled well to the act: the one way, also for what machines send. A sentence that is too long
    for a title is kept whole beside it."""
    given = form.cleaned_data
    told = {"note": given["say"]} if len(form.words) > TITLE_MAX else {}
    place = Place(area=spot.area, words=given["place"], grid_id=spot.grid_id, lat=given["lat"], lng=given["lng"])
    return file_matter(
        actor=actor,
        procedure=law,
        opening=opening,
        title=form.words[:TITLE_MAX],
        kind=given["kind"],
        channel=channel,
        place=place,
        reporter=reporter,
        values={**values, **told},
        at=at,
        photos=photos,
        happened_at=given["happened"],
        key=key,
    )


class HazardDesk(FilingDesk):
    form: HazardForm

    def __init__(
        self,
        actor: Actor,
        posted: QueryDict | None,
        *,
        photos: Sequence[Upload] = (),
        now: datetime,
        first: Mapping[str, str] = NOTHING,
    ) -> None:
        self.actor, self.now, self.on = actor, now, timezone.localdate(now)
        self.posted, self.photos = posted, photos
        law = law_in_force("hazard", self.on)
        self.law = law
        self.person = person_of(actor)
        self.spots = spots_for(actor, on=self.on, person=self.person)
        if not self.spots:
            raise NotYourPost(_("这个岗位没有管的地方，报不了"), instead=_("请打电话给镇里值班。"))
        county_id = self.spots[0].area.county_id
        self.kinds: list[Item] = county.items(law.kinds, on=self.on, county_id=county_id)
        self.form = HazardForm(
            self.posted, kinds=self.kinds, spots=self.spots, openings=law.openings, now=now, first=first
        )
        self.step_form: StepForm = build(law, self.opening.fields, {}, self.posted or QueryDict())
        self.known = Known(actor, law, self.kinds, self.posted, now=now)
        self.photo_problem = ""

    @property
    def opening(self) -> Opening:
        """Which button was pressed: reported, or found and put right at once. The form refuses any other word."""
        key = FOUND if self.posted and self.posted.get("opening") == FOUND else "report"
        return self.opening_named(key)

    @property
    def on_behalf(self) -> bool:
        """Somebody else told it, and is who joins."""
        return bool(self.form.typed["teller"])

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
        return file_hazard(
            self.form,
            spot,
            actor=self.actor,
            law=self.law,
            opening=self.opening,
            values=self.step_form.values,
            channel=self._channel(),
            reporter=self._reporter(),
            at=self.now,
            photos=self.photos,
            key=keys.sealed(self.posted, "hazard", self.photos),
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
        if self.is_staff and given["channel"]:
            return Channel(given["channel"])
        if self.is_staff and (given["teller"] or given["teller_phone"]):
            return Channel.CALL
        return Channel.GRID if self.actor.role in (Role.GRID_MEMBER, Role.GROUP_LEADER) else Channel.SELF
