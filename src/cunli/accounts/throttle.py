"""How often one may try: per account, and far more generously per address (a whole town shares one).

Tries are rows, written before the password is looked at and then counted: tries sent at the same moment all count,
on both engines and in all worker processes, which a cache does not promise.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from cunli.accounts.models import Attempt
from cunli.lib.refusals import Refusal


class TooManyTries(Refusal):
    """Guessing is stopped for a while; the right password does not open either."""

    code = "too_many_tries"
    status = 429


@dataclass(frozen=True, slots=True)
class Limit:
    """At most ``most`` tries within ``window``."""

    bucket: str
    most: int
    window: timedelta


PASSWORD_OF_LOGIN = Limit("password", 6, timedelta(minutes=10))
PASSWORD_FROM_ADDRESS = Limit("password-address", 150, timedelta(minutes=10))
CODE_TO_PHONE = Limit("send", 1, timedelta(seconds=50))
CODES_TO_PHONE_A_DAY = Limit("send-day", 8, timedelta(days=1))
CODES_FROM_ADDRESS = Limit("send-address", 120, timedelta(hours=1))
TRIES_OF_CODE = Limit("code", 5, timedelta(minutes=30))
CODE_TRIES_FROM_ADDRESS = Limit("code-address", 300, timedelta(minutes=10))
TOTP_OF_USER = Limit("totp", 6, timedelta(minutes=10))
KEPT = timedelta(days=1)


def count_try(limit: Limit, whose: str, at: datetime) -> None:
    """Note one try of ``whose`` (a login, a phone, an address); raises TooManyTries past the limit."""
    mark = _mark(limit, whose)
    Attempt.objects.create(bucket=limit.bucket, whose=mark, at=at)
    if Attempt.objects.filter(bucket=limit.bucket, whose=mark, at__gt=at - limit.window).count() > limit.most:
        minutes = max(1, round(limit.window.total_seconds() / 60))
        raise TooManyTries(
            _("试得太多了，先歇一歇"),
            why=_("怕有人在猜您的密码。"),
            instead=_("请过 %(minutes)s 分钟再试，或者请村里的人帮您。") % {"minutes": minutes},
        )


def forget_tries(limit: Limit, whose: str) -> None:
    """After a success the account starts anew. Addresses are not forgiven: others sit behind them."""
    Attempt.objects.filter(bucket=limit.bucket, whose=_mark(limit, whose)).delete()


def clear_old(now: datetime) -> int:
    """Drop tries older than a day; called by the sweep. Returns how many."""
    return Attempt.objects.filter(at__lt=now - KEPT).delete()[0]


def _mark(limit: Limit, whose: str) -> str:
    return salted_hmac("cunli.accounts.throttle", f"{limit.bucket}\0{whose}", algorithm="sha256").hexdigest()[:40]
