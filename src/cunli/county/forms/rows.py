"""One row of a list setting, with the inputs that its shape has; one rung of a ladder."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from cunli.accounts.forms import Form
from cunli.accounts.roles import CAPABILITIES, Capability, Role
from cunli.county.forms.icons import ICONS
from cunli.county.forms.lengths import LengthForm, split
from cunli.county.rules import LADDER_LEVELS, LONGEST_WORD
from cunli.county.values import Json, Shape
from cunli.places.kinds import Level, UnitFunction
from cunli.ui.words import Tone

INPUTS: Mapping[Shape, tuple[str, ...]] = {
    Shape.LEVELS: ("word", "title", "tone"),
    Shape.KINDS: ("word", "title", "icon", "handles", "asks", "often", "village_only_assists", "order", "stopped"),
    Shape.GROUPS: ("word", "title", "icon", "order", "stopped"),
    Shape.CATEGORIES: ("word", "title", "group", "icon", "handles", "papers", "often", "order", "stopped"),
    Shape.PAPERS: ("word", "order", "stopped"),
}
LONGEST = {Shape.CATEGORIES: LONGEST_WORD + 1, Shape.PAPERS: 20}
TONES = ((Tone.LATE.value, _("红")), (Tone.DUE.value, _("黄")), (Tone.CALM.value, _("灰")))
TOLD = [(role.value, role.label) for role in Role if Capability.WORK_MATTER in CAPABILITIES[role]]
FUNCTIONS = [("", _("都行")), *UnitFunction.choices]


@dataclass(frozen=True, slots=True)
class Offers:
    """What a row may choose from the county's other lists: (key, word)."""

    groups: Sequence[tuple[str, str]] = ()
    papers: Sequence[tuple[str, str]] = ()


class RowForm(Form):
    """An entry of a list. A row in which nothing is written, and that has no key yet, does not count."""

    key = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)

    def __init__(self, data: QueryDict | None, *, shape: Shape, offers: Offers, **more: Any) -> None:
        super().__init__(data, **more)
        made = _fields(shape, offers)
        self.fields.update({name: made[name] for name in INPUTS[shape]})

    @property
    def is_blank(self) -> bool:
        given = self.cleaned_data
        return not given.get("key") and not given.get("word") and not given.get("title")

    def clean(self) -> dict[str, object]:
        given = super().clean() or self.cleaned_data
        if not given.get("word") and not self.is_blank and "word" not in self.errors:
            self.add_error("word", _("请写名字；不用了就停用"))
        if self.is_blank:
            return given
        if "handles" in self.fields and not given.get("handles") and "handles" not in self.errors:
            self.add_error("handles", _("请选归谁办"))
        if "group" in self.fields and not given.get("group") and "group" not in self.errors:
            self.add_error("group", _("请选归哪一类"))
        return given

    def entry(self, known: Mapping[str, Json], key: str) -> dict[str, Json]:
        """The row as it is stored, over what the entry said before."""
        given = {name: value for name, value in self.cleaned_data.items() if name not in ("key", "order", "stopped")}
        made: dict[str, Json] = {**known, "key": key, **given}
        if "title" in self.fields and not given["title"]:
            made["title"] = given["word"]
        made.pop("stopped", None)
        return {**made, "stopped": True} if self.cleaned_data.get("stopped") else made


class RungForm(LengthForm):
    """A rung of a ladder; without a number it is told at once. ``gone`` takes it away."""

    may_be_empty = True
    level = forms.ChoiceField(
        label=_("告诉哪一级"), choices=[(level, Level(level).label) for level in LADDER_LEVELS], required=False
    )
    role = forms.ChoiceField(label=_("什么岗位"), choices=[("", _("（没选）")), *TOLD], required=False)
    function = forms.ChoiceField(label=_("管什么的单位"), choices=FUNCTIONS, required=False)
    gone = forms.BooleanField(label=_("去掉这一级"), required=False)

    def __init__(self, data: QueryDict | None, **more: Any) -> None:
        super().__init__(data, **more)
        self.fields["number"].label = _("超多久（马上告诉就空着）")

    @property
    def is_blank(self) -> bool:
        return bool(self.cleaned_data.get("gone")) or not self.cleaned_data.get("role")

    def clean(self) -> dict[str, object]:
        given = super().clean()
        if given.get("number") is not None and not given.get("role") and not given.get("gone"):
            self.add_error("role", _("请选告诉什么岗位"))
        return given

    @property
    def rung(self) -> dict[str, Json]:
        given = self.cleaned_data
        return {"after": self.written, "level": given["level"], "role": given["role"], "function": given["function"]}


def rung_inputs(rung: Mapping[str, Json]) -> dict[str, object]:
    return {**split(rung.get("after")), **{name: rung.get(name) for name in ("level", "role", "function")}}


def _fields(shape: Shape, offers: Offers) -> dict[str, forms.Field]:
    return {
        "word": forms.CharField(
            label=_("名字"),
            max_length=LONGEST.get(shape, LONGEST_WORD),
            required=False,
            error_messages={"max_length": _("太长了，最多 %(limit_value)d 个字")},
        ),
        "title": forms.CharField(label=_("全名（不写就用名字）"), max_length=40, required=False),
        "tone": forms.ChoiceField(label=_("颜色"), choices=TONES),
        "icon": forms.ChoiceField(label=_("图"), choices=ICONS, required=False),
        "group": forms.ChoiceField(label=_("归哪一类"), choices=[("", _("（没选）")), *offers.groups], required=False),
        "handles": forms.ChoiceField(
            label=_("归谁办"), choices=[("", _("（没选）")), *UnitFunction.choices], required=False
        ),
        "asks": _several(_("还要问谁"), UnitFunction.choices),
        "papers": _several(_("要带的材料"), offers.papers),
        "often": forms.BooleanField(label=_("放在第一屏"), required=False),
        "village_only_assists": forms.BooleanField(label=_("村里只协助"), required=False),
        "order": forms.IntegerField(
            label=_("排第几"),
            required=False,
            min_value=1,
            widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
            error_messages={"invalid": _("这里要填一个整数"), "min_value": _("至少是 1")},
        ),
        "stopped": forms.BooleanField(label=_("停用：以后不能选，以前的事照样写着它"), required=False),
    }


def _several(label: object, choices: Sequence[tuple[str, object]]) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label,  # type: ignore[arg-type]  # lazily translated
        choices=choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
