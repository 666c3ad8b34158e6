"""Input of the security administrator's pages."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from cunli.accounts.forms import Form
from cunli.accounts.roles import Role
from cunli.places.models import Grid, Unit

OPEN_UNITS = Unit.objects.filter(closed_on=None).order_by("county", "town", "name")
PLEASE_CHOOSE = _("请选")
GRIDS = Grid.objects.filter(valid_until=None).order_by("code")


class NewPersonForm(Form):
    name = forms.CharField(label=_("姓名"), max_length=40, error_messages={"required": _("请写姓名")})
    username = forms.CharField(label=_("登录名"), max_length=40, error_messages={"required": _("请写登录名")})
    phone = forms.CharField(label=_("手机号"), max_length=20, required=False)
    password = forms.CharField(
        label=_("第一个密码"),
        help_text=_("当面告诉本人；第一次进来要换掉。"),
        max_length=128,
        strip=False,
        error_messages={"required": _("请写第一个密码")},
    )


class GivePostForm(Form):
    role = forms.ChoiceField(
        label=_("岗位"), choices=[("", PLEASE_CHOOSE), *Role.choices], error_messages={"required": _("请选岗位")}
    )
    unit = forms.ModelChoiceField(
        label=_("单位"),
        queryset=OPEN_UNITS,
        empty_label=PLEASE_CHOOSE,
        error_messages={"required": _("请选单位")},
    )
    grid = forms.ModelChoiceField(
        label=_("网格（网格员、村民组长才选）"), queryset=GRIDS, required=False, empty_label=_("不选")
    )
    valid_from = forms.DateField(
        label=_("从哪天起"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("请选日子"), "invalid": _("这不是一个日子")},
    )
    title = forms.CharField(label=_("对外称呼"), max_length=60, required=False)


class ReasonForm(Form):
    reason = forms.CharField(
        label=_("为什么"), max_length=200, error_messages={"required": _("请写一句为什么，会留记录")}
    )
    password = forms.CharField(label=_("新密码"), max_length=128, strip=False, required=False)
