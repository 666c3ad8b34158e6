"""SMS by Tencent Cloud.

Sources: 腾讯云短信 SendSms (2021-01-11) and its error codes; 签名方法 v3 (TC3-HMAC-SHA256).
``SessionContext`` is only echoed: the same one twice is sent twice, so it does not make a try repeatable.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from cunli.lib.identity import normalise_phone
from cunli.messages.channels.base import Parcel
from cunli.messages.channels.posting import post
from cunli.messages.channels.verdicts import Verdicts, judge

ALGORITHM = "TC3-HMAC-SHA256"
JSON = "application/json; charset=utf-8"
VERDICTS = Verdicts(
    good="Ok",
    wrong_number=(
        "InvalidParameterValue.IncorrectPhoneNumber",
        "FailedOperation.PhoneNumberInBlacklist",
        "UnsupportedOperation.ChineseMainlandTemplateToGlobalPhone",
    ),
    too_many_to_one=("LimitExceeded.PhoneNumber",),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TencentSms:
    """Templates have one variable each: the code, the reference."""

    key_id: str
    key_secret: str = field(repr=False)
    app: str
    sign: str
    code_template: str
    news_template: str
    endpoint: str = "https://sms.tencentcloudapi.com"
    region: str = "ap-guangzhou"

    def send(self, parcel: Parcel, *, at: datetime) -> None:
        self._send(parcel.to, self.news_template, parcel.ref, at=at, context=str(parcel.number))

    def send_code(self, *, phone: str, code: str, at: datetime) -> None:
        self._send(phone, self.code_template, code, at=at)

    def _send(self, phone: str, template: str, value: str, *, at: datetime, context: str = "") -> None:
        said = {
            "PhoneNumberSet": [normalise_phone(phone) or phone],
            "SmsSdkAppId": self.app,
            "SignName": self.sign,
            "TemplateId": template,
            "TemplateParamSet": [value],
            "SessionContext": context,
        }
        body = json.dumps(said, ensure_ascii=False).encode()
        host, seconds = urlsplit(self.endpoint).netloc, int(at.timestamp())
        headers = {
            "Host": host,
            "Content-Type": JSON,
            "X-TC-Action": "SendSms",
            "X-TC-Version": "2021-01-11",
            "X-TC-Region": self.region,
            "X-TC-Timestamp": str(seconds),
            "Authorization": authorization(
                key_id=self.key_id, key_secret=self.key_secret, host=host, service="sms", body=body, seconds=seconds
            ),
        }
        judge(_code(post(self.endpoint, body, headers)), VERDICTS)


def authorization(*, key_id: str, key_secret: str, host: str, service: str, body: bytes, seconds: int) -> str:
    """The header that signs a POST of ``body`` to ``/``. ``seconds``: since 1970."""
    names = "content-type;host"
    lines = f"content-type:{JSON}\nhost:{host}\n"
    canonical = f"POST\n/\n\n{lines}\n{names}\n{hashlib.sha256(body).hexdigest()}"
    day = datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%d")
    scope = f"{day}/{service}/tc3_request"
    to_sign = f"{ALGORITHM}\n{seconds}\n{scope}\n{hashlib.sha256(canonical.encode()).hexdigest()}"
    key = f"TC3{key_secret}".encode()
    for part in (day, service, "tc3_request"):
        key = hmac.new(key, part.encode(), hashlib.sha256).digest()
    signature = hmac.new(key, to_sign.encode(), hashlib.sha256).hexdigest()
    return f"{ALGORITHM} Credential={key_id}/{scope}, SignedHeaders={names}, Signature={signature}"


def _code(answer: dict[str, Any]) -> str:
    """Of the whole request where it was refused, else of the one number; "" where neither is told."""
    try:
        response = answer["Response"]
        if "Error" in response:
            return str(response["Error"]["Code"])
        return str(response["SendStatusSet"][0]["Code"])
    except (KeyError, IndexError, TypeError):
        return ""
