"""Writing down what an asked unit answered: in its own voice, or by the town that asked."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cunli.cases.models import Answer
from cunli.lib.typed import TextField
from cunli.ui.forms import PlainForm

DOCUMENTS = ".pdf,.docx,.xlsx,image/*"
"""What a browser offers to choose from."""
LATER = "later"
"""Not an answer: it says why there is none yet, and when there will be."""
Words = Mapping[str, str | Promise]
OWN: Words = {
    Answer.YES: _("我们来办"),
    Answer.DONE: _("已经办好了"),
    LATER: _("要先报上级，过几天答"),
    Answer.OBJECTED: _("不归我们"),
    Answer.NO: _("我们办不了"),
    "answer": _("怎么答复"),
    "said": _("把话说清楚"),
    "answered_by": _("谁答复的"),
    "document": _("回函"),
    "heading": _("答复"),
    "send": _("答复"),
}
TOWN: Words = {
    Answer.YES: _("答应了"),
    Answer.DONE: _("来过了，办了"),
    LATER: _("说要先报上级，过几天答"),
    Answer.OBJECTED: _("说不归他们"),
    Answer.NO: _("说不行"),
    "answer": _("他们怎么答复"),
    "said": _("原话怎么说"),
    "answered_by": _("谁答复的"),
    "document": _("他们的回函"),
    "heading": _("记下答复"),
    "send": _("记下来"),
}
ORDER = (Answer.YES, Answer.DONE, LATER, Answer.OBJECTED, Answer.NO)


class AnswerForm(PlainForm):
    """What the unit said, in its own words, and who said it there. ``words``: OWN or TOWN."""

    answer = forms.ChoiceField(widget=forms.RadioSelect, error_messages={"required": _("请选一个")})
    again_on = forms.DateField(
        label=_("哪天再答"),
        required=False,
        help_text=_("要先报上级的，写一天。"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    said = TextField(
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3, "data-draft": True}),
        error_messages={"required": _("请写一句怎么说的")},
    )
    answered_by = TextField(
        max_length=60,
        help_text=_("比如：客服部杨经理"),
        error_messages={"required": _("请写是谁答复的")},
    )
    document = forms.FileField(
        required=False,
        allow_empty_file=True,
        help_text=_("PDF、Word，或者拍下来的照片，原样存着。"),
        widget=forms.FileInput(attrs={"accept": DOCUMENTS}),
    )
    """What it is and whether it may be kept is the files floor's to say, by its content."""

    def __init__(self, *args: object, words: Words, **more: object) -> None:
        super().__init__(*args, **more)
        self.words = words
        self.fields["answer"].choices = [(key, words[key]) for key in ORDER]  # type: ignore[attr-defined]
        for name in ("answer", "said", "answered_by", "document"):
            self.fields[name].label = words[name]  # type: ignore[assignment]  # lazily translated

    def clean_again_on(self) -> date | None:
        day: date | None = self.cleaned_data["again_on"]
        if self.cleaned_data.get("answer") == LATER and day is None:
            raise forms.ValidationError(_("请写哪天再答"))
        return day
