"""What stands on a sheet that was put away."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cunli.journal.rules import root_in
from cunli.ui.forms import PlainForm

LARGEST = 2**62


class SheetForm(PlainForm):
    number = forms.IntegerField(label=_("第几块"), min_value=1, max_value=LARGEST)
    root = forms.CharField(label=_("封条"), max_length=200, help_text=_("空格、大小写不要紧"))

    def clean_root(self) -> str:
        root = root_in(self.cleaned_data["root"])
        if root is None:
            raise ValidationError(_("封条是 64 个字符（数字和 a 到 f），请对着抄下的再看一遍。"))
        return root
