"""What is typed into the pages of this floor."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from cunli.registry import rules


class ReasonForm(forms.Form):
    """Why someone looks at what is masked."""

    reason = forms.CharField(
        label=_("为什么要看"),
        max_length=200,
        help_text=_("写一句办什么事要用，看过会留记录。比如：核对医保缴费人。"),
        error_messages={
            "required": _("请写一句为什么看"),
            "max_length": _("写短一点，最多 200 个字"),
        },
    )

    def clean_reason(self) -> str:
        reason: str = self.cleaned_data["reason"]
        if not rules.is_reason(reason):
            raise forms.ValidationError(_("请写一句为什么看，至少 4 个字"))
        return reason
