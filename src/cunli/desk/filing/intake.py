"""The one intake for every door: who came, by which way, for whom, what they say; then which kind of matter it is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import cached_property

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from cunli.accounts.roles import Capability, Role
from cunli.cases.models import Channel
from cunli.county import selectors as county
from cunli.desk.filing.askers import found_people
from cunli.desk.filing.forms import Filing
from cunli.desk.filing.spots import Spot, spots_for
from cunli.desk.filing.ways import Found, Way, grouped, may_open, search, ways_for
from cunli.lib.actors import Actor
from cunli.lib.refusals import NotYourPost
from cunli.lib.typed import TextField
from cunli.places.models import Unit
from cunli.registry.selectors import PersonHit

CHANNELS = (
    Channel.COUNTER,
    Channel.CALL,
    Channel.GRID,
    Channel.NOTE,
    Channel.PETITION,
    Channel.HOTLINE,
    Channel.IMPORT,
)


class FirstForm(Filing):
    """Nothing of it is required and nothing is filed: what is missing is asked for where the kind is known."""

    kind = forms.ChoiceField(required=False)
    where = forms.ChoiceField(required=False)
    say = TextField(max_length=2000, required=False)
    who = TextField(max_length=40, required=False)
    phone = TextField(max_length=30, required=False)
    person = forms.CharField(required=False, max_length=12)
    channel = forms.ChoiceField(required=False, choices=Channel.choices)
    proxy = TextField(max_length=40, required=False)
    proxy_phone = TextField(max_length=30, required=False)
    relation = TextField(max_length=40, required=False)
    place = TextField(max_length=120, required=False)
    q = TextField(max_length=60, required=False)

    def clean_where(self) -> str:
        return str(self.cleaned_data["where"])


class Intake:
    def __init__(self, actor: Actor, posted: QueryDict | None, *, text: str, now: datetime) -> None:
        """Raises NotYourPost where the post opens nothing."""
        self.actor, self.posted, self.on = actor, posted, timezone.localdate(now)
        if not may_open(actor, on=self.on):
            raise NotYourPost(
                _("这个岗位不登记新的事"), instead=_("有事要办，请在首页点“找人办事”，或者到村里的便民服务站。")
            )
        self.spots: Sequence[Spot] = spots_for(actor, on=self.on)
        self.form = FirstForm(posted, kinds=(), spots=self.spots, openings=(), first={"q": text[:60]})

    @property
    def is_looking(self) -> bool:
        """找人 was pressed."""
        return bool(self.posted and self.posted.get("find"))

    @property
    def may_search(self) -> bool:
        return self.actor.may(Capability.SEE_REGISTER)

    @cached_property
    def people(self) -> Sequence[PersonHit]:
        who = self.form.typed["who"]
        return found_people(self.actor, who, on=self.on) if who else ()

    @property
    def channels(self) -> list[tuple[str, str, bool]]:
        """How it came, the post's usual way chosen: value, word, chosen."""
        in_the_field = self.actor.role in (Role.GRID_MEMBER, Role.GROUP_LEADER)
        chosen = self.form.typed["channel"] or (Channel.GRID if in_the_field else Channel.COUNTER)
        return [(way.value, str(way.label), way == chosen) for way in CHANNELS]

    @property
    def is_proxy_open(self) -> bool:
        return any(self.form.typed[name] for name in ("proxy", "proxy_phone", "relation"))

    @cached_property
    def found(self) -> Found:
        ways = ways_for(self.actor, on=self.on)
        kinds = {way.kinds: county.items(way.kinds, on=self.on, county_id=self._county_id) for way in ways if way.kinds}
        return search(ways, self.form.typed["q"], kinds)

    @property
    def groups(self) -> list[tuple[str, list[Way]]]:
        return grouped(self.found.ways)

    @cached_property
    def _county_id(self) -> int | None:
        if self.spots:
            return self.spots[0].area.county_id
        return Unit.objects.filter(pk=self.actor.unit_id or 0).values_list("county_id", flat=True).first()
