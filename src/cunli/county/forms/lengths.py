"""How long a clock is, as a number and a unit."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from cunli.accounts.forms import Form
from cunli.county.values import Shape
from cunli.lib.lengths import Length, Unit

UNITS = (
    (Unit.MINUTE.value, _("分钟")),
    (Unit.HOUR.value, _("小时")),
    (Unit.DAY.value, _("天")),
    (Unit.WORKING_DAY.value, _("工作日")),
    (Unit.MONTH.value, _("个月")),
)


COUNTED = {Shape.DAYS: _("多少天"), Shape.METRES: _("多少米"), Shape.YUAN: _("多少元"), Shape.HOUR: _("几点")}


class LengthForm(Form):
    """A number of one unit."""

    number = forms.IntegerField(
        label=_("多长"),
        min_value=1,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages={
            "required": _("请填多长"),
            "invalid": _("这里要填一个整数"),
            "min_value": _("至少是 1"),
        },
    )
    unit = forms.ChoiceField(
        label=_("单位"),
        choices=UNITS,
        error_messages={"required": _("请选单位"), "invalid_choice": _("请从给出的几项里选一个")},
    )

    def clean(self) -> dict[str, object]:
        given = super().clean() or self.cleaned_data
        number, unit = given.get("number"), given.get("unit")
        if isinstance(number, int) and unit:
            try:
                Length(number, Unit(str(unit)))
            except ValueError:
                self.add_error("number", _("太长了，没有这么长的期限"))
        return given

    @property
    def written(self) -> str:
        """As it is stored, "" where nothing was typed."""
        number = self.cleaned_data["number"]
        return f"{number}{self.cleaned_data['unit']}" if number is not None else ""


class WholeForm(Form):
    """A whole number of days, metres or the clock's hour; the service says between which."""

    number = forms.IntegerField(
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages={"required": _("请填一个整数"), "invalid": _("这里要填一个整数")},
    )

    def __init__(self, data: QueryDict | None, *, shape: Shape, **more: Any) -> None:
        super().__init__(data, **more)
        self.fields["number"].label = COUNTED[shape]


def split(written: object) -> dict[str, object]:
    """The two inputs of a stored length; a working day to begin with where there is none."""
    if not isinstance(written, str) or not written:
        return {"unit": Unit.WORKING_DAY.value}
    length = Length.parse(written)
    return {"number": length.value, "unit": length.unit.value}
