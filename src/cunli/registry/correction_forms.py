"""What is typed where a value of the register is wrong, and where a figure of a household is written down."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cunli.accounts.forms import KEPT, Form
from cunli.lib.idempotency import MAX_KEY, key_for
from cunli.registry.kinds import REMOVABLE, CorrectionField, NumberField, Relation, Sex

MISSING = {"required": _("还缺改成什么")}
SHORTER = {"max_length": _("写短一点，最多 200 个字")}


def value_field(field: str, label: Any) -> forms.Field:
    """How a value of ``field`` is typed."""
    if field == CorrectionField.BORN_ON:
        return forms.DateField(
            label=label,
            widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            error_messages={**MISSING, "invalid": _("日子没看懂，请写成 2026-11-23 这样")},
        )
    if field == CorrectionField.SEX:
        sexes = [(one.value, one.label) for one in (Sex.MALE, Sex.FEMALE)]
        return forms.ChoiceField(label=label, choices=sexes, widget=forms.RadioSelect, error_messages=MISSING)
    if field == CorrectionField.RELATION:
        return forms.ChoiceField(label=label, choices=[("", _("请选一个")), *Relation.choices], error_messages=MISSING)
    return forms.CharField(
        label=label,
        max_length=120,
        required=field not in REMOVABLE,
        help_text=_("空着就是去掉，不再留。") if field in REMOVABLE else "",
        widget=forms.TextInput(attrs=_keyboard(field)),
        error_messages={**MISSING, "max_length": _("写短一点，最多 120 个字")},
    )


def _keyboard(field: str) -> dict[str, str]:
    if field not in NumberField.values:
        return KEPT
    keys = {CorrectionField.PHONE: "tel", CorrectionField.BANK: "numeric"}
    return {"inputmode": keys.get(CorrectionField(field), "text"), "autocomplete": "off"}


class CorrectionForm(Form):
    """New value, why, what was seen. ``tellers``: (person id, name) of whoever may have said it to a cadre."""

    value = forms.CharField()
    reason = forms.CharField(
        label=_("哪里不对，为什么"),
        widget=forms.TextInput(attrs=KEPT),
        max_length=200,
        help_text=_("写一句。比如：换了号；当时登记写错了。"),
        error_messages={"required": _("请写一句哪里不对、为什么"), **SHORTER},
    )
    evidence = forms.CharField(
        label=_("看了哪张证件或材料"),
        widget=forms.TextInput(attrs=KEPT),
        max_length=200,
        required=False,
        help_text=_("比如：身份证、户口本。没有也能提。"),
        error_messages=SHORTER,
    )
    asked_for = forms.TypedChoiceField(label=_("谁说的"), required=False, coerce=int, empty_value=None)
    key = forms.CharField(max_length=MAX_KEY, widget=forms.HiddenInput)

    def __init__(self, *args: object, field: str, tellers: Sequence[tuple[int, str]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed through to Django unchanged
        self.fields["value"] = value_field(field, _("改成什么"))
        if tellers:
            self.fields["asked_for"].choices = [("", _("我自己看到的")), *tellers]  # type: ignore[attr-defined]
        else:
            del self.fields["asked_for"]

    def given(self, bearer: str, field: str) -> dict[str, Any]:
        """What the service takes, with a key that makes a second sending of the same words harmless."""
        said = self.cleaned_data
        asked = {
            "field": field,
            "value": str(said["value"]),
            "reason": said["reason"],
            "evidence": said["evidence"],
            "asked_for_id": said.get("asked_for"),
        }
        return {**asked, "key": key_for(said["key"], ["correction", bearer, *asked.values()])}


class CheckForm(Form):
    """What a second person writes: the value once more where it is not shown to them, or why it stays."""

    use_required_attribute = False  # two buttons: the browser does not know which one asks for what
    why_not = forms.CharField(max_length=200, required=False, error_messages=SHORTER)

    def __init__(self, *args: object, field: str, is_read_again: bool, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed through to Django unchanged
        if is_read_again:
            again = value_field(field, _("照证件，把%(what)s再写一遍") % {"what": CorrectionField(field).label})
            again.required, again.help_text = not {"refuse", "withdraw"} & set(self.data), ""
            again.widget.attrs.pop("data-draft", None)  # what was read from a paper is not left in the phone
            again.error_messages["required"] = _("请照证件再写一遍")
            self.fields["again"] = again

    @property
    def typed_again(self) -> str:
        """A birth as ISO text; empty where nothing was typed."""
        return str(self.cleaned_data.get("again") or "")


class ProductionForm(Form):
    """One figure of one kind."""

    kind = forms.ChoiceField(label=_("哪一样"), error_messages={"required": _("请选是哪一样")})
    amount = forms.DecimalField(
        label=_("有多少"),
        min_value=0,
        max_digits=10,
        decimal_places=2,
        help_text=_("没有了就写 0。"),
        widget=forms.TextInput(attrs={**KEPT, "inputmode": "decimal"}),
        error_messages={
            "required": _("请写有多少"),
            "invalid": _("这里要填一个数"),
            "min_value": _("请写 0 或更大的数"),
            "max_digits": _("这个数太大了"),
            "max_whole_digits": _("这个数太大了"),
            "max_decimal_places": _("小数最多两位"),
        },
    )
    as_of = forms.DateField(
        label=_("哪天的数"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("请选日子"), "invalid": _("这不是一个日子")},
    )
    source = forms.CharField(
        label=_("谁说的，或者看的哪张纸"),
        widget=forms.TextInput(attrs=KEPT),
        max_length=200,
        help_text=_("比如：本人说的；土地承包合同。"),
        error_messages={"required": _("请写谁说的，或者看的哪张纸"), **SHORTER},
    )
    key = forms.CharField(max_length=MAX_KEY, widget=forms.HiddenInput)

    def __init__(self, *args: object, kinds: Sequence[tuple[str, str]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed through to Django unchanged
        self.fields["kind"].choices = [("", _("请选一样")), *kinds]  # type: ignore[attr-defined]

    def given(self, household_id: int) -> dict[str, Any]:
        """What the service takes, with a key."""
        said = dict(self.cleaned_data)
        return {**said, "key": key_for(said.pop("key"), ["production", household_id, *sorted(said.items())])}
