"""我来: what one brings and when; for somebody on the telephone also who they are."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from cunli.desk.filing.forms import phone_of
from cunli.lib.typed import TextField
from cunli.ui.forms import PlainForm

MOST = 200


class ComingForm(PlainForm):
    """``for_others``: whoever works here may write down somebody who telephoned."""

    name = TextField(
        label=_("谁来"), required=False, max_length=40, help_text=_("打电话来说的，写他的名字；不写，就是您自己。")
    )
    phone = forms.CharField(
        label=_("他的电话"), required=False, max_length=30, widget=forms.TextInput(attrs={"inputmode": "tel"})
    )
    people = forms.IntegerField(
        label=_("一共来几个人"),
        initial=1,
        min_value=1,
        max_value=MOST,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    brings = TextField(
        label=_("带什么来"), required=False, max_length=80, help_text=_("比如：铁锹、三轮车、会开铲车。")
    )
    comes = TextField(label=_("什么时候到"), required=False, max_length=40, help_text=_("比如：20 分钟、下午两点。"))

    def __init__(self, *args: object, for_others: bool, **more: object) -> None:
        super().__init__(*args, **more)
        if not for_others:
            del self.fields["name"], self.fields["phone"]

    def clean_phone(self) -> str:
        return phone_of(self.cleaned_data["phone"])
