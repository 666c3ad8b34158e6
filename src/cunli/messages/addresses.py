"""Whom a message goes to, and on which way."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db import models
from django.utils.translation import gettext_lazy as _


class ChannelName(models.TextChoices):
    """The ways a person can be told. A phone call is a full outcome, not a failure of the others."""

    IN_APP = "in_app", _("手机上")
    SLIP = "slip", _("纸条")
    SMS = "sms", _("短信")
    PHONE_CALL = "phone_call", _("打电话")
    IN_PERSON = "in_person", _("当面说")
    GROUP = "group", _("工作群")
    EMAIL = "email", _("邮件")
    WECHAT = "wechat", _("微信")


BY_COLLEAGUE = (ChannelName.PHONE_CALL, ChannelName.IN_PERSON)
"""The ways on which a colleague is the messenger, and writes down what the person said."""

OUTSIDE = (ChannelName.SMS, ChannelName.GROUP, ChannelName.EMAIL, ChannelName.WECHAT)
"""The ways that leave the house: the sweep hands these messages to a provider."""

BESIDES = (ChannelName.SMS, ChannelName.EMAIL, ChannelName.WECHAT)
"""The ways on which somebody with an account may be told besides: a pointer to what they read in the app."""


@dataclass(frozen=True, slots=True)
class Address:
    """One person to be told. ``user_id`` wins over ``slip``, ``slip`` over ``phone``.

    ``by_call`` asks a colleague to phone instead of sending a text message, ``in_person`` to go and say it, both
    anybody at the unit but ``not_by``. The phone number never shows in ``repr``, so that it cannot reach a log.
    """

    name: str
    user_id: int | None = None
    phone: str = field(default="", repr=False)
    slip: bool = False
    by_call: bool = False
    in_person: bool = False
    not_by: int | None = None

    @property
    def channel(self) -> ChannelName:
        if self.in_person:
            return ChannelName.IN_PERSON
        if self.by_call:
            return ChannelName.PHONE_CALL
        if self.user_id is not None:
            return ChannelName.IN_APP
        if self.slip:
            return ChannelName.SLIP
        if self.phone:
            return ChannelName.SMS
        raise ValueError("an address needs a user, a slip or a phone number")
