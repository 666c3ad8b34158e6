"""Input of the pages where a notice is drafted and moved on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from django import forms
from django.utils.translation import gettext_lazy as _

from cunli.accounts.forms import Form
from cunli.county.rules import DAYS_HUNG
from cunli.county.values import Item
from cunli.lib.typed import TextField
from cunli.notices.rules import MOST_PLACES, MOST_TEXT
from cunli.notices.services import Sheet


class SheetForm(Form):
    kind = forms.ChoiceField(
        label=_("哪一类"),
        widget=forms.RadioSelect,
        error_messages={"required": _("请选是哪一类公示"), "invalid_choice": _("请从上面选一个")},
    )
    title = TextField(
        label=_("标题"),
        max_length=120,
        error_messages={"required": _("请写一个标题"), "max_length": _("写短一点，最多 120 个字")},
    )
    text = TextField(
        label=_("写什么"),
        help_text=_("身份证号、电话、银行卡号、得什么病，系统会遮住；存好以后先给您看遮成什么样。"),
        max_length=MOST_TEXT,
        widget=forms.Textarea(attrs={"rows": 10}),
        error_messages={"required": _("请写公示的内容"), "max_length": _("太长了，最多 6000 个字")},
    )
    days = forms.IntegerField(
        label=_("挂满几天"),
        help_text=_("挂出来那天不算；不写就按这一类最少的天数。"),
        required=False,
        min_value=DAYS_HUNG[0],
        max_value=DAYS_HUNG[1],
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages={
            "invalid": _("这里要填一个整数"),
            "min_value": _("至少是 1"),
            "max_value": _("最多 90 天"),
        },
    )
    hangs_at = TextField(
        label=_("贴在哪里"),
        help_text=_("一行一处。公示栏一定要贴，手机上看的不能代替。"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("请写贴在哪个公示栏"), "max_length": _("写短一点，最多 300 个字")},
    )
    ref = TextField(
        label=_("是哪件事的公示，写号码"),
        max_length=24,
        required=False,
        error_messages={"max_length": _("号码没有这么长，请再看看")},
    )
    key = forms.CharField(widget=forms.HiddenInput, max_length=64, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: object, kinds: Sequence[Item], **more: object) -> None:
        super().__init__(*args, **more)  # type: ignore[arg-type]  # passed through to Django unchanged
        self.kinds = {item["key"]: item for item in kinds}
        offered = [(item["key"], f"{item['title']}（{item['days']} 天）") for item in kinds]
        cast(forms.ChoiceField, self.fields["kind"]).choices = offered

    def clean_hangs_at(self) -> tuple[str, ...]:
        places = tuple(line.strip() for line in self.cleaned_data["hangs_at"].splitlines() if line.strip())
        if len(places) > MOST_PLACES:
            raise forms.ValidationError(_("最多写 6 处"))
        return places

    @property
    def sheet(self) -> Sheet:
        """What was typed; without a number of days the least that the kind asks for."""
        given = self.cleaned_data
        days = given["days"] or self.kinds[given["kind"]]["days"]
        return Sheet(
            kind=given["kind"],
            title=given["title"],
            text=given["text"],
            days=days,
            hangs_at=given["hangs_at"],
            ref=given["ref"],
        )


class MoveForm(Form):
    """``version`` is the one that was read: what somebody wrote since is not hung unread."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = TextField(label=_("为什么撤"), max_length=500, required=False)
    outcome = TextField(label=_("结果怎样"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3}))
