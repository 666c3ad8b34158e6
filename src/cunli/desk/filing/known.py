"""What is known already and may be the same: offered before anything is filed, and joined instead.

The one way for every page that files: a danger, and a service that is about a place.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from cunli.accounts.roles import Role
from cunli.acts.done import Done
from cunli.acts.filing import join_matter
from cunli.cases.selectors import Alike, similar
from cunli.cases.services import Reporter
from cunli.county import selectors as county
from cunli.county.values import Item
from cunli.desk.filing import keys
from cunli.desk.filing.forms import TITLE_MAX, Filing
from cunli.desk.filing.spots import sees_the_village
from cunli.journal import services as journal
from cunli.lib.actors import Actor
from cunli.lib.distances import Point
from cunli.lib.refusals import NotYours
from cunli.places.models import Area
from cunli.procedures.grammar import Procedure
from cunli.ui import words


@dataclass(frozen=True, slots=True)
class Likely:
    """A matter that may be the same. Only who works here reads its words; others get number, kind and day."""

    ref: str
    title: str
    opened_at: datetime
    away: str
    """How far, in words; "" where that is not known."""


class Known:
    """``kinds`` are those of which two people may mean one thing."""

    def __init__(
        self, actor: Actor, law: Procedure, kinds: Sequence[Item], posted: QueryDict | None, *, now: datetime
    ) -> None:
        self.actor, self.law, self.posted, self.now = actor, law, posted, now
        self._words = {item["key"]: item["word"] for item in kinds}
        self.likely: Sequence[Likely] = ()

    @property
    def joins(self) -> str:
        """The reference of the known matter that the person wants to be counted with."""
        return self.posted.get("join", "") if self.posted else ""

    def must_ask(self, form: Filing, area: Area, point: Point | None = None) -> bool:
        """Whether likely ones stand in the way until the person has said what they are. They are then ``likely``.

        Never of a request that was filed already: its answer was lost, and what is likely is the matter itself.
        """
        if form.cleaned_data["sure"] or self.joins:
            return False
        if journal.result_of_key(actor=self.actor, value=form.cleaned_data["key"]) is not None:
            return False
        kind = form.cleaned_data["kind"]
        self.likely = [self._shown(one, kind) for one in self._near(kind, area, point)]
        return bool(self.likely)

    def join(self, form: Filing, area: Area, reporter: Reporter, point: Point | None = None) -> Done:
        """Add a voice. Only one of the matters that were offered can be joined: voices are told of every step."""
        kind = form.cleaned_data["kind"]
        offered = {one.matter.ref: one.matter for one in self._near(kind, area, point)}
        matter = offered.get(self.joins)
        if matter is None:
            raise NotYours(_("这件事现在不能算上您"), instead=_("请点“不是一回事，照报”。"))
        return join_matter(
            actor=self.actor,
            matter=matter,
            reporter=reporter,
            words=form.words[:TITLE_MAX] or self._words[kind],
            at=self.now,
            key=keys.sealed(self.posted, "join"),
        )

    def _near(self, kind: str, area: Area, point: Point | None) -> list[Alike]:
        """As near and as new as the county says."""
        if kind not in self._words:
            return []
        on, county_id = timezone.localdate(self.now), area.county_id
        return similar(
            sees_the_village(self.actor, area),
            procedure=self.law.key,
            kind=kind,
            village_id=area.village_id,
            point=point,
            near=county.number("likely.near", on=on, county_id=county_id),
            since=self.now - timedelta(days=county.number("likely.within", on=on, county_id=county_id)),
        )

    def _shown(self, one: Alike, kind: str) -> Likely:
        matter = one.matter
        title = self._words[kind] if self.actor.role == Role.VILLAGER else matter.title
        return Likely(matter.ref, title, matter.opened_at, "" if one.metres is None else words.away_words(one.metres))
