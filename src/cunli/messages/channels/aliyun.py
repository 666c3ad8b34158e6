"""SMS by Alibaba Cloud.

Sources: 短信服务 API 概览 → SendSms (2017-05-25) and its error codes; 阿里云 V3 版本请求体和签名机制.
``OutId`` is only echoed in receipts: the same one twice is sent twice, so it does not make a try repeatable.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from cunli.lib.identity import local_phone
from cunli.messages.channels.base import Parcel
from cunli.messages.channels.posting import post
from cunli.messages.channels.verdicts import Verdicts, judge

ALGORITHM = "ACS3-HMAC-SHA256"
VERDICTS = Verdicts(
    good="OK",
    wrong_number=("isv.MOBILE_NUMBER_ILLEGAL", "isv.PHONE_NUMBER_ILLEGAL"),
    too_many_to_one=("isv.BUSINESS_LIMIT_CONTROL",),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class AliyunSms:
    """Templates have one variable each: ``code`` and ``ref``."""

    key_id: str
    key_secret: str = field(repr=False)
    sign: str
    code_template: str
    news_template: str
    endpoint: str = "https://dysmsapi.aliyuncs.com"

    def send(self, parcel: Parcel, *, at: datetime) -> None:
        values = {"ref": parcel.ref}
        self._send(parcel.to, self.news_template, values, at=at, out_id=str(parcel.number))

    def send_code(self, *, phone: str, code: str, at: datetime) -> None:
        self._send(phone, self.code_template, {"code": code}, at=at)

    def _send(self, phone: str, template: str, values: Mapping[str, str], *, at: datetime, out_id: str = "") -> None:
        said = {
            "PhoneNumbers": local_phone(phone),
            "SignName": self.sign,
            "TemplateCode": template,
            "TemplateParam": json.dumps(values, ensure_ascii=False),
            "OutId": out_id,
        }
        query = urlencode(sorted(said.items()), quote_via=quote, safe="-_.~")
        headers = signed(
            key_id=self.key_id,
            key_secret=self.key_secret,
            query=query,
            headers={
                "host": urlsplit(self.endpoint).netloc,
                "x-acs-action": "SendSms",
                "x-acs-date": at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
                "x-acs-signature-nonce": secrets.token_hex(16),
                "x-acs-version": "2017-05-25",
            },
        )
        judge(_code(post(f"{self.endpoint}/?{query}", b"", headers)), VERDICTS)


def signed(*, key_id: str, key_secret: str, query: str, headers: Mapping[str, str]) -> dict[str, str]:
    """``headers`` of a POST without a body to ``/?query``, with the signature added. Names in lower case."""
    nothing = hashlib.sha256(b"").hexdigest()
    whole = dict(sorted({**headers, "x-acs-content-sha256": nothing}.items()))
    names = ";".join(whole)
    lines = "".join(f"{name}:{value}\n" for name, value in whole.items())
    canonical = f"POST\n/\n{query}\n{lines}\n{names}\n{nothing}"
    to_sign = f"{ALGORITHM}\n{hashlib.sha256(canonical.encode()).hexdigest()}"
    signature = hmac.new(key_secret.encode(), to_sign.encode(), hashlib.sha256).hexdigest()
    return {**whole, "authorization": f"{ALGORITHM} Credential={key_id},SignedHeaders={names},Signature={signature}"}


def _code(answer: Mapping[str, Any]) -> str:
    return str(answer.get("Code", ""))
