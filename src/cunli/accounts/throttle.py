"""How often one may try: per account, and far more generously per address (a whole town shares one).

A stranger who knows a login must not be able to shut its owner out by guessing. So wrong passwords are counted for one
login *at one address*, and all addresses together only where the login has never come in: whoever guesses from
elsewhere, with however many addresses, stops the unfamiliar ones and leaves the owner's desk open. What remains:
somebody behind the owner's own address (the same office) can stop it for ten minutes, and the owner at a new place
waits while an attack lasts. The same holds for the codes sent to a phone.

Tries are rows, written before the password is looked at and then counted: tries sent at the same moment all count,
on both engines and in all worker processes, which a cache does not promise.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet
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


PASSWORD_AT_ADDRESS = Limit("password", 6, timedelta(minutes=10))
PASSWORD_FROM_UNFAMILIAR = Limit("password-strange", 30, timedelta(hours=1))
"""Of one login, from all addresses together where it never came in: 720 guesses a day for a whole network of them."""
PASSWORD_FROM_ADDRESS = Limit("password-address", 150, timedelta(minutes=10))
CODE_TO_PHONE = Limit("send", 1, timedelta(seconds=50))
CODES_TO_PHONE_A_DAY = Limit("send-day", 8, timedelta(days=1))
CODES_FROM_ADDRESS = Limit("send-address", 120, timedelta(hours=1))
TRIES_OF_CODE = Limit("code", 5, timedelta(minutes=30))
CODE_TRIES_FROM_ADDRESS = Limit("code-address", 300, timedelta(minutes=10))
TOTP_OF_USER = Limit("totp", 6, timedelta(minutes=10))
KEPT = timedelta(days=1)
FAMILIAR = "familiar"
FAMILIAR_FOR = timedelta(days=90)


def at_address(account: str, address: str) -> str:
    """Whose tries are counted together: one account at one address."""
    return f"{account}\0{address}"


def is_familiar(account: str, address: str, at: datetime) -> bool:
    """Whether this account (a login, a phone) has come in from this address within ninety days."""
    return _familiar(account, address).filter(at__gt=at - FAMILIAR_FOR).exists()


def make_familiar(account: str, address: str, at: datetime) -> None:
    """It has just come in from here. An address nobody could read is nobody's own."""
    if address and not _familiar(account, address).update(at=at):
        Attempt.objects.create(bucket=FAMILIAR, whose=_whose(FAMILIAR, at_address(account, address)), at=at)


def count_try(limit: Limit, whose: str, at: datetime) -> None:
    """Note one try of ``whose`` (a login, a phone, an address); raises TooManyTries past the limit."""
    mark = _whose(limit.bucket, whose)
    Attempt.objects.create(bucket=limit.bucket, whose=mark, at=at)
    if Attempt.objects.filter(bucket=limit.bucket, whose=mark, at__gt=at - limit.window).count() > limit.most:
        minutes = max(1, round(limit.window.total_seconds() / 60))
        raise TooManyTries(
            _("试得太多了，先歇一歇"),
            why=_("一个钟头里来得太多，怕有人在乱试。"),
            instead=_("请过 %(minutes)s 分钟再试，或者请村里的人帮您。") % {"minutes": minutes},
        )


def forget_tries(limit: Limit, whose: str) -> None:
    """After a success the account starts anew. Addresses are not forgiven: others sit behind them."""
    Attempt.objects.filter(bucket=limit.bucket, whose=_whose(limit.bucket, whose)).delete()


def clear_old(now: datetime) -> int:
    """Drop tries older than a day and places not used for ninety; called by the sweep. Returns how many."""
    old_tries = Attempt.objects.filter(at__lt=now - KEPT).exclude(bucket=FAMILIAR)
    return old_tries.delete()[0] + Attempt.objects.filter(at__lt=now - FAMILIAR_FOR).delete()[0]


def _familiar(account: str, address: str) -> QuerySet[Attempt]:
    return Attempt.objects.filter(bucket=FAMILIAR, whose=_whose(FAMILIAR, at_address(account, address)))


def _whose(bucket: str, whose: str) -> str:
    return salted_hmac("cunli.accounts.throttle", f"{bucket}\0{whose}", algorithm="sha256").hexdigest()[:40]
