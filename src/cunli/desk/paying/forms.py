"""Input of the pages where benefits are ruled, listed and paid."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from django import forms
from django.utils.translation import gettext_lazy as _

from cunli.accounts.forms import Form
from cunli.benefits.models import Form as Gives
from cunli.benefits.models import Rhythm
from cunli.benefits.services.programmes import Terms
from cunli.county.values import Item
from cunli.lib.money import fen_of
from cunli.lib.typed import TextField
from cunli.registry.kinds import LabelKind

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
MISSING_DAY = {"required": _("请选一个日子"), "invalid": _("请选一个日子")}
LABELS = (
    LabelKind.MONITORED, LabelKind.DIBAO, LabelKind.DIBAO_MARGIN, LabelKind.DESTITUTE, LabelKind.DISABLED,
    LabelKind.LIFTED_OUT_OF_POVERTY,
)  # fmt: skip
"""What a programme may rest on or rule out."""


class MoneyField(TextField):
    """Yuan as they are typed, whole fen as they are kept; empty is None."""

    def to_python(self, value: object) -> int | None:  # type: ignore[override]  # text in, whole fen out
        typed = super().to_python(value)
        if not typed:
            return None
        fen = fen_of(typed)
        if fen is None:
            raise forms.ValidationError(_("写成 8000 或 450.50 这样"))
        return fen


class ListForm(Form):
    kind = forms.ChoiceField(label=_("发哪一样"), error_messages={"required": _("请选发哪一样")})
    period = forms.CharField(
        label=_("哪个月的"),
        widget=forms.TextInput(attrs={"type": "month", "placeholder": "2026-12"}),
        error_messages={"required": _("请选是哪个月的")},
    )

    def __init__(self, *args: object, kinds: Sequence[Item], **more: object) -> None:
        super().__init__(*args, **more)  # type: ignore[arg-type]  # passed through to Django unchanged
        cast(forms.ChoiceField, self.fields["kind"]).choices = [(one["key"], one["title"]) for one in kinds]


class ProgrammeForm(Form):
    """The usual conditions as they are asked for; ``terms`` writes them as rules."""

    kind = forms.ChoiceField(label=_("哪一样"), error_messages={"required": _("请选哪一样")})
    form = forms.ChoiceField(label=_("给钱还是给东西"), choices=Gives.choices)
    rhythm = forms.ChoiceField(label=_("多久给一次"), choices=Rhythm.choices)
    gives = TextField(label=_("给什么，一句话"), max_length=200, error_messages={"required": _("请写给什么")})
    most_fen = MoneyField(label=_("一次最多多少元"), required=False, help_text=_("由决定来定的，空着。"))
    age = forms.IntegerField(label=_("满多少岁"), required=False, min_value=0, max_value=120)
    income_fen = MoneyField(label=_("家里人均月收入要低于多少元"), required=False)
    has = forms.MultipleChoiceField(
        label=_("要有其中一样"),
        choices=[(one.value, one.label) for one in LABELS],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    has_not = forms.MultipleChoiceField(
        label=_("不能已经有"),
        choices=[(one.value, one.label) for one in LABELS],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    lives_here = forms.BooleanField(label=_("要住在本村"), required=False)
    property_ok = forms.BooleanField(label=_("家里的财产要在规定以内"), required=False)
    valid_from = forms.DateField(label=_("从哪天起"), widget=DAY, error_messages=MISSING_DAY)
    source = TextField(label=_("哪份文件定的"), max_length=200, error_messages={"required": _("请写是哪份文件定的")})

    def __init__(self, *args: object, kinds: Sequence[Item], **more: object) -> None:
        super().__init__(*args, **more)  # type: ignore[arg-type]  # passed through to Django unchanged
        cast(forms.ChoiceField, self.fields["kind"]).choices = [(one["key"], one["title"]) for one in kinds]

    @property
    def terms(self) -> Terms:
        given = self.cleaned_data
        return Terms(
            kind=given["kind"],
            form=Gives(given["form"]),
            rhythm=Rhythm(given["rhythm"]),
            gives=given["gives"],
            most_fen=given["most_fen"],
            valid_from=given["valid_from"],
            source=given["source"],
            rules=self._rules(),
        )

    def _rules(self) -> list[dict[str, object]]:
        given = self.cleaned_data
        found: list[dict[str, object]] = []
        if given["lives_here"]:
            found.append({"fact": "lives_here", "is": "yes"})
        if given["age"] is not None:
            found.append({"fact": "age", "is": "at_least", "value": given["age"]})
        if given["income_fen"] is not None:
            found.append({"fact": "income_per_head_fen", "is": "below", "value": given["income_fen"]})
        if given["property_ok"]:
            found.append({"fact": "property_ok", "is": "yes"})
        found += [{"fact": "label", "is": how, "value": given[how]} for how in ("has", "has_not") if given[how]]
        return found


class MoveForm(Form):
    """``version``: the list as it was read; what somebody did since is never overwritten."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    why = TextField(max_length=500, required=False)


class BankFileForm(Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    file = forms.FileField(label=_("银行给的结果文件"), error_messages={"required": _("请选一个文件")})
    paid_on = forms.DateField(label=_("哪天发到的"), widget=DAY, error_messages=MISSING_DAY)


class RecoverForm(Form):
    payment = forms.IntegerField(widget=forms.HiddenInput)
    back_on = forms.DateField(label=_("哪天退回来的"), widget=DAY, error_messages=MISSING_DAY)
    why = TextField(label=_("怎么追回的"), max_length=200, error_messages={"required": _("请写一句怎么追回的")})


class AskedForm(Form):
    payment = forms.IntegerField(widget=forms.HiddenInput)
    arrived = forms.ChoiceField(choices=[("yes", _("收到了")), ("no", _("没收到"))])
    said = TextField(max_length=200, required=False)
