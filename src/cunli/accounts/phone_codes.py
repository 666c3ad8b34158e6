"""Signing in with a phone: six digits, sent to it, good for five minutes and five tries.

The code stays in the session only as a keyed hash. Whether a number is known is never said: the first right code
makes the account.
"""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from django.http import HttpRequest
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext_lazy as _

from cunli.accounts import throttle
from cunli.lib.identity import normalise_phone
from cunli.lib.refusals import Invalid
from cunli.messages import outgoing

CODE = "phone_code"
GOOD_FOR = timedelta(minutes=5)


def send(request: HttpRequest, *, phone: str, address: str, at: datetime) -> None:
    """Send a new code and forget the one before. Raises Invalid, TooManyTries, or the channel's DeliveryError."""
    number = normalise_phone(phone)
    if not number:
        raise Invalid(_("这个手机号不对"), fields={"phone": str(_("请写 11 位手机号"))})
    throttle.count_try(throttle.CODES_FROM_ADDRESS, address, at)
    known = throttle.is_familiar(number, address, at)  # there, what strangers ask for elsewhere does not count
    whose = throttle.at_address(number, address) if known else number
    throttle.count_try(throttle.CODE_TO_PHONE, whose, at)
    throttle.count_try(throttle.CODES_TO_PHONE_A_DAY, whose, at)
    code, nonce = f"{secrets.randbelow(1_000_000):06d}", secrets.token_hex(16)
    request.session[CODE] = {
        "phone": number,
        "nonce": nonce,
        "hash": _hash(nonce, code),
        "until": (at + GOOD_FOR).timestamp(),
    }
    outgoing.send_code(phone=number, code=code, at=at)


def phone_waiting(request: HttpRequest) -> str:
    """The number a code was sent to, or empty."""
    kept = request.session.get(CODE)
    return str(kept["phone"]) if isinstance(kept, dict) else ""


def check(request: HttpRequest, *, code: str, address: str, at: datetime) -> str:
    """The number that is proven by ``code``. Raises Invalid (wrong, or too old) or TooManyTries. A code works once."""
    kept = request.session.get(CODE)
    if not isinstance(kept, dict):
        raise _not_right(str(_("请先要一个验证码")))
    throttle.count_try(throttle.CODE_TRIES_FROM_ADDRESS, address, at)
    throttle.count_try(throttle.TRIES_OF_CODE, kept["nonce"], at)
    if at.timestamp() > kept["until"]:
        raise _not_right(str(_("这个验证码过了 5 分钟，请再要一个")))
    typed = "".join(char for char in code if char.isdigit())
    if not constant_time_compare(kept["hash"], _hash(kept["nonce"], typed)):
        raise _not_right(str(_("验证码不对，请看看短信再填")))
    del request.session[CODE]
    throttle.make_familiar(str(kept["phone"]), address, at)
    return str(kept["phone"])


def _not_right(sentence: str) -> Invalid:
    return Invalid(_("还没进来"), fields={"code": sentence})


def _hash(nonce: str, code: str) -> str:
    return salted_hmac("cunli.accounts.phone_codes", f"{nonce}{code}", algorithm="sha256").hexdigest()
