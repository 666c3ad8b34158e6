"""Input of the sign-in pages."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext_lazy as _

from cunli.lib.refusals import Refusal

OWN_PHONE = _("这是我自己的手机，14 天内不用再进")


class Form(forms.Form):
    """A form that can carry a refusal back to its fields."""

    def refuse(self, refusal: Refusal) -> None:
        """Show the refusal's sentences at their fields, and the rest above the form."""
        for name, sentence in refusal.fields.items():
            self.add_error(name if name in self.fields else None, sentence)
        if not refusal.fields:
            self.add_error(None, str(refusal))


def posted(request: HttpRequest) -> QueryDict | None:
    """What a form is bound to: also a POST without a single field, which must be refused and not shown as new."""
    return request.POST if request.method == "POST" else None


class SignInForm(Form):
    login = forms.CharField(
        label=_("登录名或手机号"),
        max_length=60,
        error_messages={"required": _("请写登录名或手机号")},
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"}),
    )
    password = forms.CharField(
        label=_("密码"),
        max_length=128,
        strip=False,
        error_messages={"required": _("请写密码")},
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    own_phone = forms.BooleanField(label=OWN_PHONE, required=False)


class PhoneForm(Form):
    phone = forms.CharField(
        label=_("手机号"),
        max_length=20,
        error_messages={"required": _("请写手机号")},
        widget=forms.TextInput(attrs={"type": "tel", "inputmode": "tel", "autocomplete": "tel"}),
    )


class CodeForm(Form):
    code = forms.CharField(
        label=_("6 位验证码"),
        max_length=20,
        error_messages={"required": _("请写验证码")},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )
    own_phone = forms.BooleanField(label=OWN_PHONE, required=False)


class SecondFactorForm(Form):
    code = forms.CharField(
        label=_("动态码"),
        help_text=_("手机上动态码软件里的 6 位数；手机不在身边，填一个备用码。"),
        max_length=20,
        error_messages={"required": _("请写动态码")},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )


class ChangePasswordForm(Form):
    old = forms.CharField(
        label=_("现在的密码"),
        max_length=128,
        strip=False,
        error_messages={"required": _("请写现在的密码")},
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    new = forms.CharField(
        label=_("新密码"),
        help_text=_("至少 10 个字符，字母、数字混着用，别用名字和生日。"),
        max_length=128,
        strip=False,
        error_messages={"required": _("请写新密码")},
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("新密码再写一遍"),
        max_length=128,
        strip=False,
        error_messages={"required": _("请把新密码再写一遍")},
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean(self) -> dict[str, object]:
        given = super().clean() or self.cleaned_data
        if given.get("again") and given.get("new") != given.get("again"):
            self.add_error("again", _("两遍写的不一样，请再写一遍"))
        return given
