"""Input of the sign-in pages."""

from __future__ import annotations

from typing import cast

from django import forms
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext_lazy as _

from cunli.accounts.models import User
from cunli.lib.identity import local_phone
from cunli.lib.masking import mask_phone
from cunli.lib.refusals import Refusal
from cunli.messages.addresses import ChannelName
from cunli.messages.selectors import other_way, ways_besides

HERE = "here"
HERE_ONLY = {"channel": "", "address": ""}
OWN_PHONE = _("这是我自己的手机，14 天内不用再进")


KEPT = {"data-draft": "", "autocomplete": "off"}
"""A sentence in this box is kept in the phone until it was sent: without signal nothing typed is lost. Never a number
of somebody's, which does not lie about in a phone."""


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


class HearBesidesForm(Form):
    """How one wants to hear of news besides here; only ways that are set up are offered."""

    way = forms.ChoiceField(
        label=_("另外怎么告诉我"), widget=forms.RadioSelect, error_messages={"required": _("请选一个")}
    )
    mailbox = forms.EmailField(
        label=_("我的邮箱"),
        max_length=200,
        required=False,
        error_messages={"invalid": _("这个邮箱不对")},
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    def __init__(self, data: QueryDict | None = None, *, user: User) -> None:
        now = other_way(user.pk)
        is_mail = now is not None and now.channel == ChannelName.EMAIL
        initial = {"way": now.channel if now else HERE, "mailbox": now.address if now and is_mail else ""}
        super().__init__(data, initial=initial)
        self._phone, offered = user.phone, ways_besides()
        words = {
            ChannelName.SMS: _("再发短信到 %(phone)s") % {"phone": mask_phone(local_phone(user.phone))},
            ChannelName.EMAIL: _("再发邮件"),
        }
        if not user.phone:
            del words[ChannelName.SMS]
        choices = [(way.value, words[way]) for way in offered if way in words]
        self.offers_wechat = ChannelName.WECHAT in offered
        self._bound = now.address if now and now.channel == ChannelName.WECHAT else ""
        if self._bound:
            choices.append((ChannelName.WECHAT.value, _("再发微信")))
        cast(forms.ChoiceField, self.fields["way"]).choices = [(HERE, _("不用，我自己来看")), *choices]
        if ChannelName.EMAIL not in offered:
            del self.fields["mailbox"]
        self.is_worth_showing = bool(choices or now or self.offers_wechat)

    def clean(self) -> dict[str, object]:
        given = super().clean() or self.cleaned_data
        if given.get("way") == ChannelName.EMAIL and not given.get("mailbox") and "mailbox" not in self.errors:
            self.add_error("mailbox", _("请写邮箱"))
        return given

    @property
    def chosen(self) -> dict[str, str]:
        """Way and address as the service takes them."""
        way = self.cleaned_data["way"]
        if way == ChannelName.SMS:
            return {"channel": way, "address": self._phone}
        if way == ChannelName.WECHAT:
            return {"channel": way, "address": self._bound}
        return {"channel": way, "address": self.cleaned_data["mailbox"]} if way != HERE else HERE_ONLY


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
