"""The ways out of the house, as this machine is set up (docs/operations.md). In-app, slip, phone call and a visit are
done by people or by the row itself."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import gettext as _

from cunli.messages.channels.aliyun import AliyunSms
from cunli.messages.channels.base import Channel, CodeChannel, DeliveryError, Parcel, Refused, Resting, Unsure
from cunli.messages.channels.console import ConsoleChannel
from cunli.messages.channels.robots import ROBOTS
from cunli.messages.channels.smtp import Mail
from cunli.messages.channels.tencent import TencentSms
from cunli.messages.channels.wechat import WeChat

CONSOLE = ConsoleChannel()
SMS_PROVIDERS = {"aliyun": AliyunSms, "tencent": TencentSms}


def sms() -> CodeChannel:
    """The provider that the environment names; without one the console, which sends in the demo only."""
    provider, given = settings.SMS
    return SMS_PROVIDERS[provider](**given) if provider else CONSOLE


def mail() -> Channel:
    return Mail(settings.MAIL_FROM, settings.MAIL)


def wechat() -> Channel:
    """Raises Refused where the county has no official account."""
    if not settings.WECHAT:
        raise Refused(_("还没有接微信公众号"))
    return WeChat(**settings.WECHAT)


def robot(make: str, *, address: str, secret: str) -> Channel:
    return ROBOTS[make](address, secret)


__all__ = [
    "CONSOLE",
    "Channel",
    "CodeChannel",
    "DeliveryError",
    "Parcel",
    "Refused",
    "Resting",
    "Unsure",
    "mail",
    "robot",
    "sms",
    "wechat",
]
