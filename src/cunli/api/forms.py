"""Input of the pages about tokens."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from cunli.accounts.forms import Form


class TokenForm(Form):
    name = forms.CharField(
        label=_("哪个系统用"),
        help_text=_("办过的每一步都会写上这个名字，比如“12345 平台”。"),
        max_length=40,
        error_messages={"required": _("请写是哪个系统")},
    )
    purpose = forms.CharField(
        label=_("拿来做什么"),
        help_text=_("写一句，会留记录。"),
        max_length=200,
        error_messages={"required": _("请写一句拿来做什么")},
    )
    valid_until = forms.DateField(
        label=_("到哪天停"),
        help_text=_("最长一年；到那天就不能用了。"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("请选日子"), "invalid": _("这不是一个日子")},
    )


class WebhookForm(Form):
    name = forms.CharField(label=_("哪个系统要听"), max_length=40, error_messages={"required": _("请写是哪个系统")})
    purpose = forms.CharField(
        label=_("拿来做什么"),
        help_text=_("写一句，会留记录。"),
        max_length=200,
        error_messages={"required": _("请写一句拿来做什么")},
    )
    address = forms.CharField(
        label=_("送到哪里"),
        help_text=_("对方给的地址，以 https:// 开头。"),
        max_length=500,
        error_messages={"required": _("请写对方的地址")},
    )
    valid_until = forms.DateField(
        label=_("到哪天停"),
        help_text=_("最长一年；到那天就不送了。"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("请选日子"), "invalid": _("这不是一个日子")},
    )


class WithdrawForm(Form):
    reason = forms.CharField(
        label=_("为什么收回"), max_length=200, error_messages={"required": _("请写一句为什么，会留记录")}
    )
