"""What the page asks on which a villager says that their home is in trouble, and what it does with the answers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from cunli.acts.done import Done
from cunli.acts.filing import file_matter
from cunli.cases.clocks import reckon_term
from cunli.cases.models import Channel
from cunli.cases.services import Place, Reporter
from cunli.county import selectors as county
from cunli.desk.filing import keys
from cunli.desk.filing.desk import FilingDesk, law_in_force
from cunli.desk.filing.forms import TITLE_MAX, HardshipForm
from cunli.desk.filing.spots import Spot, person_of, spots_for
from cunli.lib.actors import Actor
from cunli.lib.refusals import NotYourPost
from cunli.lib.sentences import day_words
from cunli.procedures.values import Value

DECLARE, VISITED_WITHIN = "declare", "monitored.visit"


class HardshipDesk(FilingDesk):
    """For oneself: what it comes from and one sentence, nothing else. The rest is asked once, at home."""

    def __init__(self, actor: Actor, posted: QueryDict | None, *, now: datetime) -> None:
        self.actor, self.posted, self.now, self.on = actor, posted, now, timezone.localdate(now)
        self.law = law_in_force("monitored_household", self.on)
        self.person = person_of(actor)
        self.spots: Sequence[Spot] = spots_for(actor, on=self.on, person=self.person)
        if not self.spots:
            raise NotYourPost(_("还不知道您是哪个村的"), instead=_("请打电话给村里，或者到村委会说。"))
        self.kinds = county.items(self.law.kinds, on=self.on, county_id=self._county_id)
        self.form = HardshipForm(posted, kinds=self.kinds, spots=self.spots, openings=self.law.openings)

    @property
    def _county_id(self) -> int | None:
        return self.spots[0].area.county_id

    @property
    def promise(self) -> str:
        length = county.length(VISITED_WITHIN, on=self.on, county_id=self._county_id)
        return day_words(reckon_term(length, started_at=self.now).due_on, near=self.on)

    def file(self) -> Done:
        """Raises Refusal."""
        spot, said = self.form.spot or self.spots[0], self.form.cleaned_data["say"]
        values: dict[str, Value] = {"story": said} if len(self.form.words) > TITLE_MAX else {}
        person = self.person.pk if self.person else None
        return file_matter(
            actor=self.actor,
            procedure=self.law,
            opening=self.opening_named(DECLARE),
            title=self.form.words[:TITLE_MAX],
            kind=self.form.cleaned_data["kind"],
            channel=Channel.SELF,
            place=Place(area=spot.area, grid_id=spot.grid_id),
            reporter=Reporter(user_id=self.actor.user_id, name=self.actor.name, person_id=person),
            values=values,
            at=self.now,
            key=keys.sealed(self.posted, "hardship"),
        )
