"""From which day, on whose word, why."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from cunli.accounts.forms import Form

SOURCE_MAX, WHY_MAX = 300, 500


def day_field(label: object, **more: object) -> forms.DateField:
    """A day, typed or picked."""
    return forms.DateField(
        label=label,  # type: ignore[arg-type]  # lazily translated
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("请选日子"), "invalid": _("这不是一个日子")},
        **more,  # type: ignore[arg-type]  # passed through to Django unchanged
    )


class DecisionForm(Form):
    """``value`` is never typed here: it carries complaints about the whole value. ``seen``: what the page showed."""

    valid_from = day_field(_("从哪天起用"))
    source = forms.CharField(
        label=_("哪里定的"),
        help_text=_("哪份文件，或者哪次会。比如：青政办〔2026〕3号。"),
        max_length=SOURCE_MAX,
        error_messages={"required": _("请写是哪里定的"), "max_length": _("太长了，最多 300 字")},
    )
    why = forms.CharField(
        label=_("为什么改"),
        max_length=WHY_MAX,
        error_messages={"required": _("请写一句为什么改"), "max_length": _("太长了，最多 500 字")},
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)


class WithdrawForm(Form):
    valid_from = forms.DateField(widget=forms.HiddenInput)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    why = forms.CharField(
        label=_("为什么收回"),
        max_length=WHY_MAX,
        error_messages={"required": _("请写一句为什么收回，会留记录"), "max_length": _("太长了，最多 500 字")},
    )
