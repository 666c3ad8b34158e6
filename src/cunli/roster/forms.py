"""What is typed about somebody who belongs to a grid."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from cunli.accounts.forms import Form
from cunli.lib import identity
from cunli.lib.typed import TextField
from cunli.places.models import Area, Grid, Unit
from cunli.roster.kinds import Force


class EntryForm(Form):
    force = forms.ChoiceField(
        label=_("是什么人"), choices=[("", _("请选")), *Force.choices],
        error_messages={"required": _("请选是什么人")},
    )  # fmt: skip
    name = TextField(label=_("名字"), max_length=40, error_messages={"required": _("请写名字")})
    title = TextField(label=_("怎么称呼"), max_length=40, required=False, help_text=_("比如：驻村辅警、法律顾问"))
    unit = forms.ModelChoiceField(
        label=_("哪个单位的"), queryset=Unit.objects.none(), required=False, empty_label=_("单位不在这里面")
    )
    unit_words = TextField(label=_("单位不在里面的，写在这里"), max_length=60, required=False)
    phone = TextField(label=_("电话"), max_length=30, required=False, help_text=_("平时遮着，看全号要写为什么。"))
    grids = forms.ModelMultipleChoiceField(
        label=_("管哪些网格"), queryset=Grid.objects.none(), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("都不选就是全村。"),
    )  # fmt: skip
    valid_from = forms.DateField(
        label=_("从哪天起"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("请选日子"), "invalid": _("这不是一个日子")},
    )  # fmt: skip

    def limit_to(self, town: Area, village: Area | None) -> None:
        """Units of the village, its town and the county; grids of the village."""
        places = [area for area in (village.pk if village else None, town.pk, town.county_id) if area]
        units = self.fields["unit"]
        assert isinstance(units, forms.ModelChoiceField)  # noqa: S101 - for the type checker
        units.queryset = Unit.objects.filter(area_id__in=places, closed_on=None).order_by("name")
        grids = self.fields["grids"]
        assert isinstance(grids, forms.ModelMultipleChoiceField)  # noqa: S101
        grids.queryset = Grid.objects.filter(village=village, valid_until=None).order_by("code")
        if village is None or not grids.queryset.exists():
            del self.fields["grids"]

    def clean_phone(self) -> str:
        plain = identity.plain(self.cleaned_data["phone"])
        if plain and not identity.is_phone(plain):
            raise forms.ValidationError(_("电话号码看着不对，请再核对一遍"))
        return plain


class EndForm(Form):
    reason = TextField(
        label=_("为什么结束"), max_length=200, error_messages={"required": _("请写一句为什么，会留记录")}
    )


class LookForm(Form):
    reason = TextField(
        label=_("为什么要看"), max_length=200, help_text=_("写一句办什么事要用，看过会留记录。"),
        error_messages={"required": _("请写一句为什么看")},
    )  # fmt: skip
