"""One row of a list setting, with the inputs that its shape has; one rung of a ladder."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from cunli.accounts.forms import Form
from cunli.accounts.roles import CAPABILITIES, Capability, Role
from cunli.county.forms.icons import ICONS
from cunli.county.forms.lengths import LengthForm, split
from cunli.county.rules import DAYS_BETWEEN, DAYS_HUNG, LADDER_LEVELS, LONGEST_WORD, MOST_YUAN, TAKEN
from cunli.county.values import Approver, Json, Measure, Shape
from cunli.places.kinds import Level, UnitFunction
from cunli.ui.words import Tone

INPUTS: Mapping[Shape, tuple[str, ...]] = {
    Shape.LEVELS: ("word", "title", "tone"),
    Shape.KINDS: ("word", "title", "icon", "handles", "asks", "often", "village_only_assists", "order", "stopped"),
    Shape.GROUPS: ("word", "title", "icon", "order", "stopped"),
    Shape.CATEGORIES: (
        "word",
        "title",
        "group",
        "icon",
        "handles",
        "papers",
        "often",
        "about_place",
        "order",
        "stopped",
    ),
    Shape.PAPERS: ("word", "order", "stopped"),
    Shape.PRODUCTION: ("word", "measure", "order", "stopped"),
    Shape.PROGRAMMES: ("word", "title", "icon", "handles", *TAKEN, "often", "order", "stopped"),
    Shape.APPROVALS: ("word", "from_yuan", "by", "order", "stopped"),
    Shape.CARE: ("word", "days", "phone", "order", "stopped"),
    Shape.NOTICES: ("word", "title", "days", "rests_on", "order", "stopped"),
}
LONGEST = {
    Shape.CATEGORIES: LONGEST_WORD + 1,
    Shape.PAPERS: 20,
    Shape.PROGRAMMES: 6,
    Shape.APPROVALS: 10,
    Shape.CARE: 10,
}
TONES = ((Tone.LATE.value, _("红")), (Tone.DUE.value, _("黄")), (Tone.CALM.value, _("灰")))
TOLD = [(role.value, role.label) for role in Role if Capability.WORK_MATTER in CAPABILITIES[role]]
NOT_OFFERED = _("请从给出的几项里选一个")
FUNCTIONS = [("", _("都行")), *UnitFunction.choices]


@dataclass(frozen=True, slots=True)
class Offers:
    """What a row may choose from the county's other lists: (key, word)."""

    groups: Sequence[tuple[str, str]] = ()
    papers: Sequence[tuple[str, str]] = ()


class OneOfMany(Form):
    """A row of a table. One in which nothing was written does not count, so the browser may not ask for it either."""

    use_required_attribute = False
    needed: tuple[str, ...] = ()
    """Whoever wrote into one of these meant the row to count."""

    def __init__(self, data: QueryDict | None, *, added: Mapping[str, forms.Field] | None = None, **more: Any) -> None:
        super().__init__(data, **more)
        self.fields.update(added or {})
        if self.is_blank:
            for field in self.fields.values():
                field.required = False

    @property
    def is_blank(self) -> bool:
        typed = (self.data.get(self.add_prefix(name), "") for name in self.needed)
        return self.is_bound and not any(text.strip() for text in typed)


class RowForm(OneOfMany):
    """An entry of a list; the key tells a known one from a new one."""

    needed = ("key", "word", "title")
    key = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)

    def __init__(self, data: QueryDict | None, *, shape: Shape, offers: Offers, **more: Any) -> None:
        made = _fields(shape, offers)
        super().__init__(data, added={name: made[name] for name in INPUTS[shape]}, **more)

    def entry(self, known: Mapping[str, Json], key: str) -> dict[str, Json]:
        """The row as it is stored, over what the entry said before."""
        given = {name: value for name, value in self.cleaned_data.items() if name not in ("key", "order", "stopped")}
        made: dict[str, Json] = {**known, "key": key, **given}
        for name in ("asks", "papers"):  # ticks come in the order of the page, which says nothing
            if name in given and sorted(given[name]) == sorted(cast("list[str]", known.get(name, []))):
                made[name] = known.get(name, [])
        if "title" in self.fields and not given["title"]:
            made["title"] = given["word"]
        made.pop("stopped", None)
        return {**made, "stopped": True} if self.cleaned_data.get("stopped") else made


class RungForm(OneOfMany, LengthForm):
    """A rung of a ladder; without a number it is told at once. ``gone`` takes it away."""

    needed = ("number", "role")
    level = forms.ChoiceField(label=_("告诉哪一级"), choices=[(level, Level(level).label) for level in LADDER_LEVELS])
    role = forms.ChoiceField(
        label=_("什么岗位"),
        choices=[("", _("（没选）")), *TOLD],
        error_messages={"required": _("请选告诉什么岗位"), "invalid_choice": NOT_OFFERED},
    )
    function = forms.ChoiceField(label=_("管什么的单位"), choices=FUNCTIONS, required=False)
    gone = forms.BooleanField(label=_("去掉这一级"), required=False)

    def __init__(self, data: QueryDict | None, **more: Any) -> None:
        super().__init__(data, **more)
        self.fields["number"].label = _("超多久（马上告诉就空着）")
        self.fields["number"].required = False

    @property
    def is_blank(self) -> bool:
        return super().is_blank or (self.is_bound and bool(self.data.get(self.add_prefix("gone"))))

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
            error_messages={
                "required": _("请写名字；不用了就停用"),
                "max_length": _("太长了，最多 %(limit_value)d 个字"),
            },
        ),
        "title": forms.CharField(label=_("全名（不写就用名字）"), max_length=40, required=False),
        "tone": _one(_("颜色"), TONES, _("请从给出的几项里选一个")),
        "icon": forms.ChoiceField(label=_("图"), choices=ICONS, required=False),
        "group": _one(_("归哪一类"), [("", _("（没选）")), *offers.groups], _("请选归哪一类")),
        "handles": _one(_("归谁办"), [("", _("（没选）")), *UnitFunction.choices], _("请选归谁办")),
        "asks": _several(_("还要问谁"), UnitFunction.choices),
        "papers": _several(_("要带的材料"), offers.papers),
        "measure": _one(_("怎么算"), [("", _("（没选）")), *Measure.choices], _("请选怎么算：亩、头还是只")),
        "days": _days(shape),
        "phone": forms.BooleanField(label=_("打电话也算"), required=False),
        "rests_on": forms.CharField(
            label=_("这个天数哪里定的"), max_length=200, error_messages={"required": _("请写这个天数是哪里定的")}
        ),
        "appraised": forms.BooleanField(label=_("要民主评议"), required=False),
        "noticed": forms.BooleanField(label=_("要在村里公示"), required=False),
        "town_decides": forms.BooleanField(label=_("省里委托乡镇审批"), required=False),
        "use_checked": forms.BooleanField(label=_("发了以后要看用没用好"), required=False),
        "urgent": forms.BooleanField(label=_("急的可以先帮，手续后补"), required=False),
        "from_yuan": forms.IntegerField(
            label=_("一份名单满多少元起"),
            min_value=0,
            max_value=MOST_YUAN,
            widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
            error_messages={"required": _("请写从多少元起"), "invalid": _("这里要填一个整数")},
        ),
        "by": _one(_("由谁批"), [("", _("（没选）")), *Approver.choices], _("请选由谁批")),
        "often": forms.BooleanField(label=_("放在第一屏"), required=False),
        "about_place": forms.BooleanField(label=_("是地方的事：旁边的人可以并进来"), required=False),
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


def _days(shape: Shape) -> forms.IntegerField:
    asked, missing, (least, most) = _DAYS.get(shape, _DAYS[Shape.NOTICES])
    return forms.IntegerField(
        label=asked,
        min_value=least,
        max_value=most,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages={"required": missing, "invalid": _("这里要填一个整数")},
    )


_DAYS = {
    Shape.NOTICES: (_("至少挂几天"), _("请写至少挂几天"), DAYS_HUNG),
    Shape.CARE: (_("多少天看一次"), _("请写多少天看一次"), DAYS_BETWEEN),
}
"""What a number of days is, of each shape that has one: the question, the sentence where it is missing, the limits."""


def _one(label: object, choices: Sequence[tuple[str, object]], missing: object) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,  # type: ignore[arg-type]  # lazily translated
        choices=choices,
        error_messages={"required": missing, "invalid_choice": NOT_OFFERED},  # type: ignore[dict-item]
    )


def _several(label: object, choices: Sequence[tuple[str, object]]) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label,  # type: ignore[arg-type]  # lazily translated
        choices=choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
