"""The two SMS providers as they look from outside: they compute the signature on their own and compare."""

from __future__ import annotations

import hashlib
import hmac
import json
from datetime import UTC, datetime, timedelta
from typing import Any

from tests.messages.providers import Asked, Provider

KEY_ID, KEY_SECRET = "key-id", "key-secret"
PHONE = "+8613900000001"


def _mac(key: bytes, said: str) -> bytes:
    return hmac.new(key, said.encode(), hashlib.sha256).digest()


def _hash(said: bytes) -> str:
    return hashlib.sha256(said).hexdigest()


def aliyun() -> Provider:
    """Signature, freshness, a nonce used once, and the form of number and variables."""
    nonces: set[str] = set()

    def check(asked: Asked, now: datetime) -> dict[str, Any] | None:
        names = asked.headers["authorization"].split("SignedHeaders=")[1].split(",")[0]
        wanted = {"host", "x-acs-action", "x-acs-content-sha256", "x-acs-date", "x-acs-signature-nonce"}
        if not wanted <= set(names.split(";")):
            return {"Code": "IncompleteSignature"}
        lines = "".join(f"{name}:{asked.headers[name].strip()}\n" for name in names.split(";"))
        canonical = f"POST\n{asked.path}\n{asked.raw_query}\n{lines}\n{names}\n{_hash(asked.body)}"
        signature = _mac(KEY_SECRET.encode(), f"ACS3-HMAC-SHA256\n{_hash(canonical.encode())}").hex()
        expected = f"ACS3-HMAC-SHA256 Credential={KEY_ID},SignedHeaders={names},Signature={signature}"
        date = datetime.strptime(asked.headers["x-acs-date"], "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
        nonce = asked.headers["x-acs-signature-nonce"]
        if asked.headers["authorization"] != expected or asked.raw_query != "&".join(
            sorted(asked.raw_query.split("&"))
        ):
            return {"Code": "SignatureDoesNotMatch", "Message": "no"}
        if abs(date - now) > timedelta(minutes=15) or nonce in nonces:
            return {"Code": "SignatureNonceUsed", "Message": "no"}
        nonces.add(nonce)
        if asked.query["PhoneNumbers"] != PHONE[3:]:
            return {"Code": "isv.MOBILE_NUMBER_ILLEGAL", "Message": "no"}
        if not all(isinstance(value, str) and value for value in json.loads(asked.query["TemplateParam"]).values()):
            return {"Code": "isv.INVALID_JSON_PARAM", "Message": "no"}
        return None

    return Provider(check=check, good={"Code": "OK", "Message": "OK", "BizId": "1^0", "RequestId": "R"})


def tencent() -> Provider:
    """Signature, freshness, action and version, and the form of the number."""

    def error(code: str) -> dict[str, Any]:
        return {"Response": {"Error": {"Code": code, "Message": "no"}, "RequestId": "R"}}

    def check(asked: Asked, now: datetime) -> dict[str, Any] | None:
        seconds = int(asked.headers["x-tc-timestamp"])
        day = datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%d")
        scope = f"{day}/sms/tc3_request"
        lines = f"content-type:{asked.headers['content-type']}\nhost:{asked.headers['host']}\n"
        canonical = f"POST\n/\n\n{lines}\ncontent-type;host\n{_hash(asked.body)}"
        key = _mac(_mac(_mac(f"TC3{KEY_SECRET}".encode(), day), "sms"), "tc3_request")
        signature = _mac(key, f"TC3-HMAC-SHA256\n{seconds}\n{scope}\n{_hash(canonical.encode())}").hex()
        expected = (
            f"TC3-HMAC-SHA256 Credential={KEY_ID}/{scope}, SignedHeaders=content-type;host, Signature={signature}"
        )
        if asked.headers["authorization"] != expected:
            return error("AuthFailure.SignatureFailure")
        if abs(now.timestamp() - seconds) > 300:
            return error("AuthFailure.SignatureExpire")
        if (asked.headers["x-tc-action"], asked.headers["x-tc-version"]) != ("SendSms", "2021-01-11"):
            return error("InvalidAction")
        return (
            None if asked.json()["PhoneNumberSet"] == [PHONE] else status("InvalidParameterValue.IncorrectPhoneNumber")
        )

    return Provider(check=check, good=status("Ok"))


def status(code: str) -> dict[str, Any]:
    """An answer about the one number."""
    return {"Response": {"SendStatusSet": [{"Code": code, "PhoneNumber": PHONE}], "RequestId": "R"}}


def given(provider: Provider, name: str) -> tuple[str, dict[str, str]]:
    """The setting that leads to this server."""
    common = {"key_id": KEY_ID, "key_secret": KEY_SECRET, "sign": "石头县", "endpoint": provider.address}
    templates = {"code_template": "SMS_1", "news_template": "SMS_2"}
    app = {"app": "1400006666"} if name == "tencent" else {}
    return name, common | templates | app
