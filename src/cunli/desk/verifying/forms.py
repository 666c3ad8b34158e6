"""What is asked when a list is drawn up."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from cunli.county.values import Item
from cunli.ui.forms import PlainForm


class ListForm(PlainForm):
    kind = forms.ChoiceField(
        label=_("核实哪些人"),
        widget=forms.RadioSelect,
        error_messages={"required": _("请选核实哪些人"), "invalid_choice": _("请从列出的里面选一个")},
    )
    done_by = forms.DateField(
        label=_("哪天前办完"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("请选哪天前办完"), "invalid": _("请选一个日子，比如 2026-12-31")},
    )

    def __init__(self, data: QueryDict | None, *, items: Sequence[Item]) -> None:
        super().__init__(data)
        choices = [(item["key"], item.get("title") or item["word"]) for item in items]
        cast(forms.ChoiceField, self.fields["kind"]).choices = choices
