"""Input of the page where a place replaces its Word templates."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from cunli.accounts.forms import Form
from cunli.papers.kinds import PaperKind


class TemplateForm(Form):
    kind = forms.ChoiceField(
        label=_("哪一种文书"), choices=PaperKind.choices, error_messages={"required": _("请选是哪一种文书")}
    )
    upload = forms.FileField(
        label=_("改好的 Word 文件"),
        help_text=_("照下载的样式改：只动文字和格式，双花括号里的字不要动。"),
        widget=forms.FileInput(attrs={"accept": ".docx"}),
        error_messages={
            "required": _("请选一个 Word 文件"),
            "empty": _("这个文件是空的，请换一个"),
            "missing": _("文件没送到，请再选一次"),
            "invalid": _("文件没送到，请再选一次"),
        },
    )
    valid_from = forms.DateField(
        label=_("从哪天起用"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("请选日子"), "invalid": _("这不是一个日子")},
    )
    source = forms.CharField(
        label=_("哪里定的"),
        help_text=_("比如：镇办〔2026〕3号。"),
        max_length=200,
        error_messages={"required": _("请写这份样式是哪里定的"), "max_length": _("太长了，最多 200 字")},
    )
