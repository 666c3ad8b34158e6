"""Robots in work groups: one address each, the same text for everybody in the group.

Sources: 企业微信开发者中心 消息推送（原群机器人）配置说明; 钉钉开放平台 自定义机器人接入 and
自定义机器人安全设置（加签）; 飞书开放平台 自定义机器人使用指南（签名校验）.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import Any
from urllib.parse import quote_plus

from django.utils.translation import gettext as _

from cunli.messages.channels.base import Channel, DeliveryError, Parcel, Unsure
from cunli.messages.channels.posting import post


@dataclass(frozen=True, slots=True)
class WeComRobot:
    """Signs nothing: the address alone is the key."""

    address: str = field(repr=False)
    secret: str = field(repr=False)

    def send(self, parcel: Parcel, *, at: datetime) -> None:
        del at
        _say(self.address, {"msgtype": "text", "text": {"content": parcel.words}}, answered_in="errcode")


@dataclass(frozen=True, slots=True)
class DingTalkRobot:
    """The time in milliseconds is signed with the secret, and both go into the address."""

    address: str = field(repr=False)
    secret: str = field(repr=False)

    def send(self, parcel: Parcel, *, at: datetime) -> None:
        stamp = str(int(at.timestamp() * 1000))
        sign = quote_plus(_signature(key=self.secret, said=f"{stamp}\n{self.secret}"))
        signed = f"{self.address}&timestamp={stamp}&sign={sign}" if self.secret else self.address
        _say(signed, {"msgtype": "text", "text": {"content": parcel.words}}, answered_in="errcode")


@dataclass(frozen=True, slots=True)
class FeishuRobot:
    """Nothing is signed, with seconds and secret as the key, and both go into the body."""

    address: str = field(repr=False)
    secret: str = field(repr=False)

    def send(self, parcel: Parcel, *, at: datetime) -> None:
        stamp = str(int(at.timestamp()))
        signed = {"timestamp": stamp, "sign": _signature(key=f"{stamp}\n{self.secret}", said="")} if self.secret else {}
        _say(self.address, {**signed, "msg_type": "text", "content": {"text": parcel.words}}, answered_in="code")


ROBOTS: Mapping[str, Callable[[str, str], Channel]] = MappingProxyType(
    {"wecom": WeComRobot, "dingtalk": DingTalkRobot, "feishu": FeishuRobot}
)


def _signature(*, key: str, said: str) -> str:
    return base64.b64encode(hmac.new(key.encode(), said.encode(), hashlib.sha256).digest()).decode()


def _say(address: str, said: Mapping[str, Any], *, answered_in: str) -> None:
    """0 is good. Everything else is about this robot (its key, its 20 a minute), never about the robots of others."""
    answer = post(address, json.dumps(said, ensure_ascii=False).encode(), {"Content-Type": "application/json"})
    code = answer.get(answered_in)
    if not isinstance(code, int):
        raise Unsure(_("群机器人回的话看不懂，不知道发出去没有"))
    if code != 0:
        raise DeliveryError(_("群机器人没有收（%(code)s）") % {"code": code})
