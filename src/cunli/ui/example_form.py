"""One form with every kind of input, for the example page."""

from __future__ import annotations

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from cunli.ui.forms import PlainForm


class ExampleForm(PlainForm):
    what = forms.CharField(label=_("说到哪一步"), widget=forms.Textarea(attrs={"rows": 2}), help_text=_("一两句就行"))
    phone = forms.RegexField(
        r"^1\d{10}$", label=_("电话"), required=False, error_messages={"invalid": _("电话要 11 位，这里少了一位")}
    )
    village = forms.ChoiceField(label=_("哪个村"), choices=[("1", "杨柳铺村"), ("2", "石桥村")])
    on = forms.DateField(label=_("下次哪天"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    talked = forms.ChoiceField(
        label=_("谈得怎么样"),
        widget=forms.RadioSelect,
        choices=[("done", _("谈成了")), ("again", _("约下次")), ("no", _("不谈了"))],
    )
    present = forms.MultipleChoiceField(
        label=_("谁在场"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[("a", "郑小满"), ("b", "周满仓")],
    )
    agree = forms.BooleanField(label=_("本人同意"), required=False)
    paper = forms.FileField(label=_("材料"), required=False)

    @classmethod
    def filled(cls) -> list[BoundField]:
        """Half filled in, with one thing wrong."""
        form = cls(
            {
                "what": "先量地，东边两间归哥哥。",
                "phone": "1380000",
                "village": "2",
                "talked": "again",
                "present": ["a"],
            }
        )
        return list(form)

    @classmethod
    def refused(cls) -> ExampleForm:
        """What is missing is told all at once."""
        return cls({"phone": "1380000"})
