"""WeChat official account: a message by an approved template, to somebody who follows the account and asked for it.

Sources: 微信开放文档 getStableAccessToken (cgi-bin/stable_token), 发送订阅通知 (message/subscribe/bizsend),
发送模板消息 (message/template/send), 网页授权 (sns/oauth2/access_token), 全局返回码.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Lock
from types import MappingProxyType
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.utils.translation import gettext as _

from cunli.messages.channels.base import DeliveryError, Parcel, Refused, Resting, Unsure
from cunli.messages.channels.posting import get, post

JSON = {"Content-Type": "application/json"}
SENDS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "subscribe": ("/cgi-bin/message/subscribe/bizsend", "page"),
        "template": ("/cgi-bin/message/template/send", "url"),
    }
)
"""Where to, and what the address that the message opens is called there."""
EARLY = timedelta(minutes=5)
"""In its last five minutes a token is given out anew, and the old one still holds."""
GOOD = 0
STALE = frozenset({40001, 40014, 42001})
"""The token is not (or no longer) one: surely not sent, so a new token and once more."""
NOT_THIS_PERSON = frozenset({40003, 43004, 43019, 43101})
"""No such openid here, not a follower, shut out, did not agree or took it back."""


@dataclass(slots=True)
class _Tokens:
    """What each process remembers. Every caller is given the same token as long as it holds, so they need not agree."""

    known: dict[tuple[str, str], tuple[str, datetime]] = field(default_factory=dict)
    lock: Lock = field(default_factory=Lock)

    def forget(self) -> None:
        self.known.clear()


TOKENS = _Tokens()


@dataclass(frozen=True, slots=True, kw_only=True)
class WeChat:
    """``template`` is the number of the approved template, ``field`` its keyword for the reference, the one thing that
    is said besides the template's own words."""

    app: str
    secret: str = field(repr=False)
    template: str
    field: str
    way: str = "subscribe"
    endpoint: str = "https://api.weixin.qq.com"

    def send(self, parcel: Parcel, *, at: datetime) -> None:
        code = self._try(parcel, self._token(at))
        if code in STALE:
            TOKENS.known.pop((self.endpoint, self.app), None)
            code = self._try(parcel, self._token(at))
        _judge(code)

    def openid_of(self, code: str) -> str:
        """Who let themselves be led here, by the one-time code they came back with. Raises DeliveryError."""
        asked = {"appid": self.app, "secret": self.secret, "code": code, "grant_type": "authorization_code"}
        openid = get(f"{self.endpoint}/sns/oauth2/access_token?{urlencode(asked)}").get("openid")
        if not isinstance(openid, str) or not openid:
            raise DeliveryError(_("微信没有认出是谁"))
        return openid

    def _try(self, parcel: Parcel, token: str) -> int:
        path, opens = SENDS[self.way]
        said: dict[str, Any] = {
            "touser": parcel.to,
            "template_id": self.template,
            "data": {self.field: {"value": parcel.ref}},
        }
        if settings.PUBLIC_ADDRESS:
            said[opens] = f"{settings.PUBLIC_ADDRESS}/m/{parcel.ref}/"
        if self.way == "template":
            said["client_msg_id"] = str(parcel.number)
        address = f"{self.endpoint}{path}?{urlencode({'access_token': token})}"
        code = post(address, json.dumps(said, ensure_ascii=False).encode(), JSON).get("errcode")
        if not isinstance(code, int):
            raise Unsure(_("微信回的话看不懂，不知道送到没有"))
        return code

    def _token(self, at: datetime) -> str:
        """Raises Resting: without one nothing was sent, whatever became of the question."""
        mine = self.endpoint, self.app
        with TOKENS.lock:
            known = TOKENS.known.get(mine)
            if known is None or known[1] <= at:
                known = TOKENS.known[mine] = self._new_token(at)
        return known[0]

    def _new_token(self, at: datetime) -> tuple[str, datetime]:
        asked = {"grant_type": "client_credential", "appid": self.app, "secret": self.secret}
        try:
            answer = post(f"{self.endpoint}/cgi-bin/stable_token", json.dumps(asked).encode(), JSON)
        except Unsure as failure:
            raise Resting(failure.problem) from failure
        token, seconds = answer.get("access_token"), answer.get("expires_in")
        if not isinstance(token, str) or not token or not isinstance(seconds, int):
            raise Resting(_("微信没有让进（%(code)s）") % {"code": str(answer.get("errcode", ""))[:20]})
        return token, at + timedelta(seconds=seconds) - EARLY


def _judge(code: int) -> None:
    """What is not about the person is about the account (its day's limit, its template), and meets the next one too."""
    said = {"code": code}
    if code in NOT_THIS_PERSON:
        raise Refused(_("他的微信收不了：没有关注，或者不要了（%(code)d）") % said)
    if code != GOOD:
        raise Resting(_("微信没有收（%(code)d）") % said)
