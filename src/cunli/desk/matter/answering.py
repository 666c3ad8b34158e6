"""Writing down what an asked unit answered."""

from __future__ import annotations

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cunli.cases.models import Answer
from cunli.lib.typed import TextField

DOCUMENTS = ".pdf,.docx,.xlsx,image/*"
"""What a browser offers to choose from."""
NOT_SAID = {Answer.OPEN, Answer.DROPPED}
CHOICES: list[tuple[str, str | Promise]] = [(answer.value, answer.label) for answer in Answer if answer not in NOT_SAID]


class AnswerForm(forms.Form):
    """What the unit said, in its own words, and who said it there."""

    answer = forms.ChoiceField(
        label=_("他们怎么答复"),
        choices=CHOICES,
        widget=forms.RadioSelect,
        error_messages={"required": _("请选一个")},
    )
    said = TextField(
        label=_("原话怎么说"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3, "data-draft": True}),
        error_messages={"required": _("请写一句他们怎么说的")},
    )
    answered_by = TextField(
        label=_("谁答复的"),
        max_length=60,
        help_text=_("比如：客服部杨经理"),
        error_messages={"required": _("请写是谁答复的")},
    )
    document = forms.FileField(
        label=_("他们的回函"),
        required=False,
        allow_empty_file=True,
        help_text=_("PDF、Word，或者拍下来的照片，原样存着。"),
        widget=forms.FileInput(attrs={"accept": DOCUMENTS}),
    )
    """What it is and whether it may be kept is the files floor's to say, by its content."""
