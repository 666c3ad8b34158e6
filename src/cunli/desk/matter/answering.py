"""Writing down what an asked unit answered: in its own voice, or by the town that asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cunli.cases.models import Answer, Ask
from cunli.lib.typed import TextField
from cunli.procedures.questions import COME
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
ARRIVED = "arrived"
"""Not the last word either: the unit is there, and the ask ends with its work."""
COMES_OWN: Words = {
    ARRIVED: _("到了"),
    Answer.DONE: _("干完了，走了"),
    Answer.LEFT: _("没干完，要先走"),
    LATER: _("现在来不了，改天来"),
    Answer.NO: _("来不了"),
    "answer": _("到了没有"),
    "said": _("说一句"),
    "answered_by": _("谁说的"),
    "document": _("照片或文件"),
    "heading": _("到场"),
    "send": _("记下来"),
}
COMES_TOWN: Words = {
    **COMES_OWN,
    ARRIVED: _("他们到了"),
    Answer.DONE: _("他们干完了，走了"),
    Answer.LEFT: _("他们没干完，先走了"),
    LATER: _("他们现在来不了，改天来"),
    Answer.NO: _("他们来不了"),
    "answer": _("他们到了没有"),
}
COMING = (ARRIVED, Answer.DONE, LATER, Answer.NO)
AT_WORK = (Answer.DONE, Answer.LEFT)


def words_for(ask: Ask, *, is_own: bool) -> Words:
    """By what was asked: an answer, in the procedure's own words where it has some, or to come."""
    if ask.question == COME:
        return COMES_OWN if is_own else COMES_TOWN
    return {**(OWN if is_own else TOWN), **ask.matter.law.ways_to_answer(ask.question)}


def offered(ask: Ask) -> tuple[str, ...]:
    """What can be said now: whoever is there works until it is done, or leaves it to somebody who goes on."""
    if ask.question == COME:
        return AT_WORK if ask.arrived_at else COMING
    ways = ask.matter.law.ways_to_answer(ask.question)
    return tuple(key for key in ORDER if not ways or key in ways or key == LATER)


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
    goes_on = TextField(
        label=_("谁接着干"),
        required=False,
        max_length=80,
        help_text=_("事不完人不撤。没干完要先走的，写由谁接着干。"),
    )
    document = forms.FileField(
        required=False,
        allow_empty_file=True,
        help_text=_("PDF、Word，或者拍下来的照片，原样存着。"),
        widget=forms.FileInput(attrs={"accept": DOCUMENTS}),
    )
    """What it is and whether it may be kept is the files floor's to say, by its content."""

    def __init__(self, *args: object, words: Words, choices: Sequence[str] = ORDER, **more: object) -> None:
        super().__init__(*args, **more)
        self.words = words
        self.fields["answer"].choices = [(key, words[key]) for key in choices]  # type: ignore[attr-defined]
        if Answer.LEFT not in choices:
            del self.fields["goes_on"]
        if LATER not in choices:
            del self.fields["again_on"]
        if ARRIVED in choices:
            self.fields["said"].required = False
        for name in ("answer", "said", "answered_by", "document"):
            self.fields[name].label = words[name]  # type: ignore[assignment]  # lazily translated

    def clean_said(self) -> str:
        """Whoever is there need not write; all others say what was done, or why they cannot."""
        said: str = self.cleaned_data["said"]
        if not said and self.cleaned_data.get("answer") != ARRIVED:
            raise forms.ValidationError(self.fields["said"].error_messages["required"])
        return said

    def clean_again_on(self) -> date | None:
        day: date | None = self.cleaned_data["again_on"]
        if self.cleaned_data.get("answer") == LATER and day is None:
            raise forms.ValidationError(_("请写哪天再答"))
        return day
