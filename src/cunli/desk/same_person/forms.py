"""What is said about two who may be one person."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from django import forms
from django.utils.translation import gettext_lazy as _

from cunli.accounts.forms import KEPT, Form
from cunli.lib.idempotency import MAX_KEY, Key, key_for
from cunli.registry import rules

DIFFERENT = "different"


class WhyForm(Form):
    """How somebody knows; ``key`` makes a second sending of the same words harmless."""

    why = forms.CharField(
        label=_("怎么知道的"),
        widget=forms.TextInput(attrs=KEPT),
        max_length=200,
        help_text=_("比如：问过本人，看过户口簿。"),
        error_messages={"required": _("请写一句怎么知道的"), "max_length": _("写短一点，最多 200 个字")},
    )
    key = forms.CharField(max_length=MAX_KEY, widget=forms.HiddenInput)

    def clean_why(self) -> str:
        why: str = self.cleaned_data["why"]
        if not rules.is_reason(why):
            raise forms.ValidationError(_("请写一句怎么知道的，至少 4 个字"))
        return why

    def same_key(self, duplicate_id: int) -> Key | None:
        said = sorted((name, value) for name, value in self.cleaned_data.items() if name != "key")
        return key_for(self.cleaned_data["key"], [type(self).__name__, duplicate_id, *said])


class DecisionForm(WhyForm):
    """``say``: the id of who stays, or that they are two; each is a button."""

    say = forms.ChoiceField(
        widget=forms.HiddenInput,
        error_messages={"required": _("请按一个：留哪一个，还是两个人"), "invalid_choice": _("请按这一页上的按钮")},
    )

    def __init__(self, *args: object, person_ids: Sequence[int], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed through to Django unchanged
        say = cast(forms.ChoiceField, self.fields["say"])
        say.choices = [(str(pk), "") for pk in person_ids] + [(DIFFERENT, "")]

    @property
    def keeps(self) -> int | None:
        """Who stays; None where they are two people."""
        said: str = self.cleaned_data["say"]
        return None if said == DIFFERENT else int(said)
