"""What is typed into the pages of this floor."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from cunli.accounts.forms import KEPT, Form
from cunli.lib.idempotency import MAX_KEY, key_for
from cunli.registry import privacy, rules
from cunli.registry.imports.page.headings import meanings
from cunli.registry.kinds import ConsentWay
from cunli.registry.selectors import PersonHit


class ReasonForm(Form):
    """Why someone looks at what is masked."""

    reason = forms.CharField(
        label=_("为什么要看"),
        widget=forms.TextInput(attrs=KEPT),
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


class ExportForm(Form):
    """What a list of people is taken out for."""

    reason = forms.CharField(
        label=_("拿来做什么"),
        widget=forms.TextInput(attrs=KEPT),
        max_length=200,
        help_text=_("写一句，导出会留记录。比如：核对今年医保缴费。"),
        error_messages={"required": _("请写一句拿来做什么"), "max_length": _("写短一点，最多 200 个字")},
    )


class ImportForm(Form):
    """The county's own table. What is in it is read later; ``key`` makes a second sending of the same form harmless."""

    file = forms.FileField(
        label=_("选一个表"),
        help_text=_("Excel（.xlsx、.xls）或 CSV，最多 60 MB。先给您看一遍，您点了导入才进户册。"),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.csv"}),
        error_messages={"required": _("请选一个表"), "empty": _("文件是空的，请打开看一看，存好再传")},
    )
    key = forms.CharField(max_length=MAX_KEY, widget=forms.HiddenInput)


class HeadingForm(Form):
    """What one heading of the county's tables means."""

    heading = forms.CharField(
        label=_("表头上的字"),
        max_length=60,
        error_messages={"required": _("请写表头上的字"), "max_length": _("写短一点，最多 60 个字")},
    )
    field = forms.ChoiceField(
        label=_("是哪一栏"),
        choices=meanings,
        error_messages={"required": _("请选是哪一栏"), "invalid_choice": _("请从列出的栏里选一个")},
    )


class WhyNotForm(Form):
    """Why a colleague may not see a child's data; the service asks for it only with a no."""

    why_not = forms.CharField(
        label=_("为什么不答应"),
        max_length=200,
        required=False,
        error_messages={"max_length": _("写短一点，最多 200 个字")},
    )


class ConsentForm(Form):
    """What a person, or a child's guardian, agreed to, as said at the table. Its proof is checked by the service.

    ``guardians``: who may agree for a child; None for a person who agrees themself.
    """

    given_by = forms.TypedChoiceField(
        label=_("哪位监护人答应的"),
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": _("请选是哪位监护人"), "invalid_choice": _("请从列出的人里选一个")},
    )
    kinds = forms.MultipleChoiceField(
        label=_("答应留哪几样"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("请勾答应留哪几样")},
    )
    agreed_to = forms.CharField(
        label=_("答应拿来做什么"),
        widget=forms.TextInput(attrs=KEPT),
        max_length=200,
        help_text=_("比如：安排人上门帮忙，有险情时照应。"),
        error_messages={"required": _("请写答应了哪些事"), "max_length": _("写短一点，最多 200 个字")},
    )
    way = forms.ChoiceField(
        label=_("怎么答应的"),
        choices=[choice for choice in ConsentWay.choices if choice[0] != ConsentWay.OWN_CLICK],
        widget=forms.RadioSelect,
        error_messages={"required": _("请选是签了纸还是当面说的")},
    )
    paper = forms.CharField(
        label=_("签了纸的，纸放在哪里"),
        widget=forms.TextInput(attrs=KEPT),
        max_length=80,
        required=False,
        error_messages={"max_length": _("写短一点，最多 80 个字")},
    )
    witness = forms.CharField(
        label=_("当面说的，谁在场作证"),
        widget=forms.TextInput(attrs=KEPT),
        max_length=40,
        required=False,
        error_messages={"max_length": _("名字最多 40 个字")},
    )
    given_on = forms.DateField(
        label=_("哪天答应的"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("请选日子"), "invalid": _("这不是一个日子")},
    )
    until = forms.DateField(
        label=_("到哪天为止"),
        required=False,
        help_text=_("没说到哪天的，不填。"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("这不是一个日子")},
    )
    key = forms.CharField(max_length=MAX_KEY, widget=forms.HiddenInput)

    def __init__(self, *args: object, guardians: Sequence[PersonHit] | None, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed through to Django unchanged
        offered = privacy.ASKED_KINDS if guardians is None else privacy.CHILD_KINDS
        cast(forms.ChoiceField, self.fields["kinds"]).choices = [(held.key, held.what) for held in offered]
        if guardians is None:
            del self.fields["given_by"]
        else:
            guardian = cast(forms.ChoiceField, self.fields["given_by"])
            guardian.choices = [(hit.person_id, f"{hit.name} · {hit.where}") for hit in guardians]

    def given(self, person_id: int) -> dict[str, Any]:
        """What the service takes, with a key that makes a second sending of the same words harmless."""
        said = dict(self.cleaned_data)
        value, giver = said.pop("key"), said.pop("given_by", person_id)
        key = key_for(value, ["consent", person_id, giver, *sorted(said.items(), key=lambda one: one[0])])
        return {**said, "given_by_id": giver, "key": key}


class ErasureForm(Form):
    """What somebody wants removed."""

    kinds = forms.MultipleChoiceField(
        label=_("要去掉哪几样"),
        choices=[(held.key, held.what) for held in privacy.DATA_HELD],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("请勾要去掉哪几样")},
    )
    said = forms.CharField(
        label=_("为什么，用自己的话说"),
        widget=forms.TextInput(attrs=KEPT),
        max_length=200,
        required=False,
        error_messages={"max_length": _("写短一点，最多 200 个字")},
    )
    key = forms.CharField(max_length=MAX_KEY, widget=forms.HiddenInput)

    def given(self, person_id: int) -> dict[str, Any]:
        """What the service takes, with a key that makes a second sending of the same words harmless."""
        said = dict(self.cleaned_data)
        value = said.pop("key")
        return {**said, "key": key_for(value, ["erasure", person_id, *sorted(said.items(), key=lambda one: one[0])])}
