"""What is typed when a matter comes in. Every mistake is a sentence at its field; what was typed stays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import cast

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cunli.cases.models import Channel
from cunli.cases.services import CameFor
from cunli.county.values import Item
from cunli.desk.filing.first import NOTHING
from cunli.desk.filing.kinds import OTHER
from cunli.desk.filing.spots import Spot
from cunli.lib import identity
from cunli.lib.distances import Point
from cunli.lib.refusals import Refusal
from cunli.lib.typed import TextField
from cunli.procedures.grammar import Door, Opening

TITLE_MAX = 200
LONGEST_AGO = timedelta(days=366)
OUTSIDE_MAP = _("定位没读到，写一句在哪里就行")
NO_SUCH_BUTTON = _("没看清您按的是哪个按钮，请再按一次；写的都还在")


class Filing(forms.Form):
    """What every matter has: a kind, a place, a sentence, a key that makes a second sending harmless."""

    kind = forms.ChoiceField(error_messages={"required": _("请选一个是什么"), "invalid_choice": _("请从上面选一个")})
    where = forms.ChoiceField(
        required=False, error_messages={"invalid_choice": _("请从列出的里面选一个地方"), "required": _("请选是哪个村")}
    )
    say = TextField(
        max_length=2000,
        error_messages={"required": _("请说一句是什么事"), "max_length": _("写得太长了，最多 2000 个字")},
    )
    key = forms.CharField(max_length=64, required=False)
    sure = forms.CharField(max_length=1, required=False)
    """Pressed where likely ones were offered: it is another thing."""
    opening = forms.ChoiceField(required=False, error_messages={"invalid_choice": NO_SUCH_BUTTON})
    """Which button was pressed. Never guessed: what is only reported must not read as done, nor the reverse."""

    def __init__(
        self,
        data: QueryDict | None,
        *,
        kinds: Sequence[Item],
        spots: Sequence[Spot],
        openings: Sequence[Opening],
        first: Mapping[str, str] = NOTHING,
    ) -> None:
        """``first``: what stands in a form that is opened."""
        super().__init__(data, initial=dict(first))
        cast(forms.ChoiceField, self.fields["opening"]).choices = [(opening.key, "") for opening in openings]
        self.kinds = list(kinds)
        self.spots = list(spots)
        kind, where = self.fields["kind"], self.fields["where"]
        cast(forms.ChoiceField, kind).choices = [(item["key"], item["word"]) for item in kinds]
        cast(forms.ChoiceField, where).choices = [(spot.value, spot.word) for spot in spots]

    @property
    def problems(self) -> dict[str, str]:
        """Each field's first sentence, "" where there is none."""
        said = {name: str(errors[0]) for name, errors in self.errors.items()} if self.is_bound else {}
        return {name: said.get(name, "") for name in (*self.fields, "__all__")}

    @property
    def problem(self) -> str:
        """What belongs to no field that is seen."""
        return self.problems["__all__"] or self.problems["opening"]

    @property
    def typed(self) -> dict[str, str]:
        """What stands in each field, as text."""
        return {name: str(self[name].value() or "") for name in self.fields}

    @property
    def must_pick(self) -> bool:
        """Several villages: none of them is a good guess."""
        return len({spot.area.pk for spot in self.spots}) > 1

    @property
    def spot(self) -> Spot | None:
        """The chosen place; the first one where nothing was chosen."""
        chosen = self.cleaned_data.get("where") if self.is_bound and hasattr(self, "cleaned_data") else ""
        found = (spot for spot in self.spots if spot.value == chosen)
        return next(found, self.spots[0] if self.spots else None)

    def refuse(self, refusal: Refusal) -> None:
        """Show a refusal on the form, at the fields of this form that it names, so that nothing typed is lost."""
        here = {name: sentence for name, sentence in refusal.fields.items() if name in self.fields}
        for name, sentence in here.items():
            self.add_error(name, sentence)
        if not here:
            self.add_error(None, str(refusal))

    def clean_where(self) -> str:
        where: str = self.cleaned_data["where"]
        if not where and self.must_pick:
            raise forms.ValidationError(_("请选是哪个村"))
        return where

    @property
    def words(self) -> str:
        """The sentence on one line."""
        return " ".join(self.cleaned_data["say"].split())


class HazardForm(Filing):
    place = TextField(max_length=120, required=False, error_messages={"max_length": _("写短一点，最多 120 个字")})
    lat = forms.DecimalField(required=False, min_value=-90, max_value=90, error_messages={"invalid": OUTSIDE_MAP})
    lng = forms.DecimalField(required=False, min_value=-180, max_value=180, error_messages={"invalid": OUTSIDE_MAP})
    happened = forms.DateTimeField(
        required=False,
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"],
        error_messages={"invalid": _("请选几月几日几点")},
    )
    teller = TextField(max_length=40, required=False, error_messages={"max_length": _("名字最多 40 个字")})
    teller_phone = TextField(max_length=30, required=False)
    channel = forms.ChoiceField(required=False, choices=Channel.choices)

    def __init__(
        self,
        data: QueryDict | None,
        *,
        kinds: Sequence[Item],
        spots: Sequence[Spot],
        openings: Sequence[Opening],
        now: datetime,
        first: Mapping[str, str] = NOTHING,
    ) -> None:
        told = {"teller": first.get("who", ""), "teller_phone": first.get("phone", "")}
        super().__init__(data, kinds=kinds, spots=spots, openings=openings, first={**first, **told})
        self.now = now

    def clean_happened(self) -> datetime | None:
        happened: datetime | None = self.cleaned_data["happened"]
        if happened is None:
            return None
        # The year first: a moment of the year 1 cannot even be compared across time zones.
        if happened.year < self.now.year - 1 or happened < self.now - LONGEST_AGO:
            raise forms.ValidationError(_("这个时间太早了，最多补记一年以内的"))
        if happened.year > self.now.year + 1 or happened > self.now:
            raise forms.ValidationError(_("这个时间还没到，请选已经过去的时间"))
        return happened

    def clean_teller_phone(self) -> str:
        return phone_of(self.cleaned_data["teller_phone"])

    def clean(self) -> None:
        """A point is kept whole or not at all, to six decimals (10 cm)."""
        lat, lng = self.cleaned_data.get("lat"), self.cleaned_data.get("lng")
        point = (round(lat, 6), round(lng, 6)) if lat is not None and lng is not None else (None, None)
        self.cleaned_data["lat"], self.cleaned_data["lng"] = point
        if self.errors.keys() & {"lat", "lng"} and "place" not in self.errors:
            self.add_error("place", OUTSIDE_MAP)

    @property
    def point(self) -> Point | None:
        """Where the phone stood; a point is whole or not at all."""
        given = self.cleaned_data
        return Point(given["lat"], given["lng"]) if given["lat"] is not None else None

    @property
    def latest(self) -> str:
        """The last moment that the time field offers."""
        return timezone.localtime(self.now).strftime("%Y-%m-%dT%H:%M")


class NewForm(Filing):
    """For any procedure that is opened on the page they share; one that has no kinds asks for none. Who came is asked
    where they ask."""

    who = TextField(
        max_length=40,
        required=False,
        error_messages={"required": _("请写是谁来说的，名字就行"), "max_length": _("名字最多 40 个字")},
    )
    phone = TextField(max_length=30, required=False)
    place = TextField(max_length=120, required=False, error_messages={"max_length": _("写短一点，最多 120 个字")})
    channel = forms.ChoiceField(required=False, choices=Channel.choices)

    def __init__(
        self,
        data: QueryDict | None,
        *,
        kinds: Sequence[Item],
        spots: Sequence[Spot],
        openings: Sequence[Opening],
        door: Door,
        first: Mapping[str, str] = NOTHING,
    ) -> None:
        super().__init__(data, kinds=kinds, spots=spots, openings=openings, first=first)
        kind = self.fields["kind"]
        kind.required = bool(kinds)
        kind.error_messages["required"] = gettext("请填“%(label)s”") % {"label": door.kinds}
        self.fields["who"].required = door.for_others and not door.nameless

    def clean_phone(self) -> str:
        return phone_of(self.cleaned_data["phone"])


class MediationForm(Filing):
    channel = forms.ChoiceField(required=False, choices=Channel.choices)
    kind = forms.ChoiceField(error_messages={"required": _("请选为了什么"), "invalid_choice": _("请从上面选一个")})


class HardshipForm(Filing):
    kind = forms.ChoiceField(error_messages={"required": _("请选因为什么"), "invalid_choice": _("请从上面选一个")})
    say = TextField(
        max_length=2000,
        error_messages={"required": _("请说一句家里怎么了"), "max_length": _("写得太长了，最多 2000 个字")},
    )


class ServiceForm(Filing):
    """For somebody else. The sentence may stay empty: then the kind says it."""

    who = TextField(max_length=40, required=False, error_messages={"max_length": _("名字最多 40 个字")})
    phone = TextField(max_length=30, required=False)
    person = forms.IntegerField(required=False, min_value=1, error_messages={"invalid": _("请从列出的人里选一个")})
    channel = forms.ChoiceField(required=False, choices=Channel.choices)
    proxy = TextField(max_length=40, required=False, error_messages={"max_length": _("名字最多 40 个字")})
    proxy_phone = TextField(max_length=30, required=False)
    relation = TextField(max_length=40, required=False, error_messages={"max_length": _("写短一点，最多 40 个字")})

    def __init__(
        self,
        data: QueryDict | None,
        *,
        kinds: Sequence[Item],
        spots: Sequence[Spot],
        openings: Sequence[Opening],
        for_self: bool,
        first: Mapping[str, str] = NOTHING,
    ) -> None:
        super().__init__(data, kinds=kinds, spots=spots, openings=openings, first=first)
        self.for_self = for_self
        self.fields["say"].required = for_self
        self.fields["kind"].required = not for_self

    def clean_kind(self) -> str:
        """For oneself a sentence is enough: somebody at the station sorts it."""
        return self.cleaned_data["kind"] or OTHER

    def clean_phone(self) -> str:
        return phone_of(self.cleaned_data["phone"])

    def clean_proxy_phone(self) -> str:
        return phone_of(self.cleaned_data["proxy_phone"])

    @property
    def came_for(self) -> CameFor | None:
        """Who stands at the counter in the person's place."""
        given = self.cleaned_data
        if given["channel"] != Channel.PROXY:
            return None
        return CameFor(name=given["proxy"], phone=given["proxy_phone"], relation=given["relation"])

    def clean(self) -> None:
        given = self.cleaned_data
        if given.get("channel") == Channel.PROXY and not given.get("proxy") and "proxy" not in self.errors:
            self.add_error("proxy", _("请写是谁替他来的，名字就行"))
        if not self.for_self and not given.get("person") and not given.get("who") and "who" not in self.errors:
            self.add_error("who", _("请写是谁来办的，名字就行"))


def phone_of(typed: str) -> str:
    """Digits as people dial them; "" for nothing typed."""
    plain = identity.plain(typed)
    if plain and not identity.is_phone(plain):
        raise forms.ValidationError(_("电话号码看着不对，请再核对一遍"))
    return plain
