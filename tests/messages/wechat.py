"""A server that checks what WeChat's would check: who asks for a token, whether it still holds, to whom, by which
template."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from tests.messages.providers import Asked, Provider

APP, SECRET, TEMPLATE, OPENID = "wx0123456789abcdef", "wechat-secret", "T_news", "oNobodyKnowsWhoIAm0000000001"
PATHS = {"/cgi-bin/message/subscribe/bizsend": "page", "/cgi-bin/message/template/send": "url"}


@dataclass
class Account:
    """``given``: the tokens that were given out, each with the moment at which it ends; ``followers`` may be told."""

    given: dict[str, datetime] = field(default_factory=dict)
    followers: set[str] = field(default_factory=lambda: {OPENID})
    seconds: int = 7200

    def check(self, asked: Asked, now: datetime) -> dict[str, Any] | None:
        if asked.path == "/cgi-bin/stable_token":
            return self.token(asked.json(), now)
        if asked.path == "/sns/oauth2/access_token":
            return self.who(asked)
        wrong = self.stale(asked.query["access_token"], now) or self.wrong(asked.path, asked.json())
        return {"errcode": wrong, "errmsg": "no"} if wrong else None

    def stale(self, token: str, now: datetime) -> int:
        if token not in self.given:
            return 40001
        return 42001 if self.given[token] <= now else 0

    def wrong(self, path: str, said: dict[str, Any]) -> int:
        if path not in PATHS or said["template_id"] != TEMPLATE:
            return 40037
        if not all(isinstance(one["value"], str) and len(one["value"]) <= 32 for one in said["data"].values()):
            return 47003
        return 0 if said["touser"] in self.followers else 43004

    def token(self, said: dict[str, Any], now: datetime) -> dict[str, Any]:
        """The same one as long as it holds for five minutes."""
        if said["grant_type"] != "client_credential" or (said["appid"], said["secret"]) != (APP, SECRET):
            return {"errcode": 40125, "errmsg": "invalid appsecret"}
        for token, ends in self.given.items():
            if ends > now + timedelta(minutes=5):
                return {"access_token": token, "expires_in": int((ends - now).total_seconds())}
        token = f"token-{len(self.given)}"
        self.given[token] = now + timedelta(seconds=self.seconds)
        return {"access_token": token, "expires_in": self.seconds}

    def who(self, asked: Asked) -> dict[str, Any]:
        query = asked.query
        if (query["appid"], query["secret"], query["grant_type"]) != (APP, SECRET, "authorization_code"):
            return {"errcode": 40125, "errmsg": "invalid appsecret"}
        if query["code"] != "code-once":
            return {"errcode": 40029, "errmsg": "invalid code"}
        return {"access_token": "page", "expires_in": 7200, "openid": OPENID, "scope": "snsapi_base"}


def wechat(account: Account) -> Provider:
    return Provider(check=account.check, good={"errcode": 0, "errmsg": "ok"})


def given(provider: Provider, **more: str) -> dict[str, str]:
    """The setting that leads to this server."""
    common = {"app": APP, "secret": SECRET, "template": TEMPLATE, "field": "character_string1"}
    return {**common, "endpoint": provider.address, **more}
