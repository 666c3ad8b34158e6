"""Forms of the person who asked."""

from __future__ import annotations

from datetime import datetime, timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cunli.accounts.models import User
from cunli.accounts.throttle import Limit, count_try
from cunli.cases.models import Stars
from cunli.lib.identity import normalise_phone
from cunli.lib.typed import TextField

HELPER_TRIES = Limit("helper", 10, timedelta(hours=1))
"""Nobody may find out by trying which numbers have an account here."""


class RatingForm(forms.Form):
    """好差评: five words, nothing else is asked."""

    stars = forms.ChoiceField(
        label=_("这件事办得怎么样"),
        choices=Stars.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("请选一个")},
    )
    words = TextField(
        label=_("想说一句就写在这里"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "data-draft": True}),
    )


class DelegateForm(forms.Form):
    """``phone`` cleans to the User who has it."""

    phone = forms.CharField(
        label=_("他的手机号"),
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
        error_messages={"required": _("请写他的手机号")},
    )
    why = TextField(
        label=_("他是您的谁"),
        max_length=40,
        help_text=_("比如：我女儿、隔壁老李"),
        error_messages={"required": _("请写他是您的谁")},
    )

    def __init__(self, data: object = None, *, user_id: int | None, at: datetime) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # what a view passes is the posted QueryDict or None
        self._user_id, self._at = user_id, at

    def clean_phone(self) -> User:
        number = normalise_phone(str(self.cleaned_data["phone"]))
        if not number:
            raise ValidationError(_("这个手机号不对，请写 11 位"))
        count_try(HELPER_TRIES, str(self._user_id), self._at)
        found = User.objects.by_phone(number)
        if found is None or not found.is_active:
            raise ValidationError(_("这个号码还没来过这里。请他先用手机号进来一次，您再加他。"))
        if found.pk == self._user_id:
            raise ValidationError(_("这是您自己的号码，您已经能看了。"))
        return found


class CodeForm(forms.Form):
    """The ten digits of a slip."""

    code = forms.CharField(
        label=_("小票上的号码，10 个数字"),
        max_length=30,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"required": _("请写小票上的号码")},
    )
