"""Input of the page of what leaves the house."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from cunli.accounts.forms import Form
from cunli.accounts.people_forms import OPEN_UNITS, PLEASE_CHOOSE
from cunli.messages.models import Make
from cunli.places.models import Unit


class RobotForm(Form):
    """A robot for a unit of this county."""

    unit = forms.ModelChoiceField(
        label=_("单位"),
        queryset=OPEN_UNITS,
        empty_label=PLEASE_CHOOSE,
        error_messages={"required": _("请选单位")},
    )
    make = forms.ChoiceField(
        label=_("哪一家的群"),
        choices=[("", PLEASE_CHOOSE), *Make.choices],
        error_messages={"required": _("请选哪一家")},
    )
    address = forms.CharField(
        label=_("机器人的地址"),
        help_text=_("在群里加机器人时给的，以 https:// 开头。谁知道它，谁就能往群里发，别传出去。"),
        max_length=500,
        error_messages={"required": _("请粘贴机器人的地址")},
    )
    secret = forms.CharField(
        label=_("加签的密钥（钉钉、飞书）"), max_length=200, required=False, widget=forms.PasswordInput
    )

    def __init__(self, *args: Any, county_id: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ModelChoiceField[Unit]", self.fields["unit"]).queryset = OPEN_UNITS.filter(county_id=county_id)
