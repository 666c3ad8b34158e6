"""The notice of the year's holidays: pasted or as Excel, then confirmed."""

from __future__ import annotations

import json
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from cunli.accounts.forms import Form
from cunli.county.forms.deciding import WHY_MAX, day_field
from cunli.county.holidays.known import YearJson, from_json
from cunli.county.holidays.reading import read_notice
from cunli.county.holidays.sheet import read_sheet
from cunli.county.holidays.understood import Understood
from cunli.lib.calendars import Year
from cunli.lib.refusals import Invalid


class NoticeForm(Form):
    """Number and day of the notice are read from the text where it has them."""

    text = forms.CharField(
        label=_("把通知贴在这里"),
        help_text=_("国务院办公厅关于某年部分节假日安排的通知，连标题、文号、正文、日期一起贴。"),
        widget=forms.Textarea(attrs={"rows": 10}),
        max_length=20_000,
        required=False,
        error_messages={"max_length": _("太长了，只贴这一份通知")},
    )
    upload = forms.FileField(
        label=_("或者用 Excel"),
        help_text=_("两列：第一列日子，第二列写休或班；第三列可以写节日名字。"),
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
        required=False,
        error_messages={"empty": _("这个文件是空的，请换一个")},
    )
    number = forms.CharField(
        label=_("文号（贴的字里有就不用写）"),
        help_text=_("比如：国办发明电〔2025〕7号。"),
        max_length=60,
        required=False,
    )
    issued = day_field(_("哪天发的（贴的字里有就不用写）"), required=False)
    understood: Understood
    year: Year

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if self.errors:
            return given
        try:
            self.understood = self._read(given)
        except Invalid as refusal:
            self.refuse(refusal)
            return given
        number = given["number"] or self.understood.number
        issued = given["issued"] or self.understood.issued
        for sentence in self.understood.wrong:
            self.add_error("upload" if given["upload"] else "text", sentence)
        if not number:
            self.add_error("number", _("没看到文号，请写上"))
        if not issued:
            self.add_error("issued", _("没看到哪天发的，请选"))
        if number and issued and self.understood.year is not None:
            self.year = self.understood.as_year(number=number.strip(), issued=issued)
        return given

    def _read(self, given: dict[str, Any]) -> Understood:
        if given["upload"]:
            return read_sheet(given["upload"].read())
        if not given["text"].strip():
            said = str(_("请贴通知的字，或者选一个 Excel"))
            raise Invalid(said, fields={"text": said})
        return read_notice(given["text"])


class AnnounceForm(Form):
    """What the preview showed, as it was understood; ``why`` where a year is corrected."""

    plan = forms.CharField(widget=forms.HiddenInput, max_length=20_000)
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    why = forms.CharField(
        label=_("为什么改"),
        max_length=WHY_MAX,
        required=False,
        error_messages={"max_length": _("太长了，最多 500 字")},
    )
    year: Year

    def clean_plan(self) -> str:
        plan: str = self.cleaned_data["plan"]
        try:
            self.year = from_json(cast(YearJson, json.loads(plan)))
        except (ValueError, TypeError, KeyError) as broken:
            raise forms.ValidationError(_("看过的那一页不全了，请再贴一次")) from broken
        return plan
