"""The account in a bank's answer against the one the money was to go to. Pure."""

from __future__ import annotations

import re

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from cunli.lib import identity

MASKED = re.compile(r"(\d*)[*X×]+(\d{4,})", re.ASCII)
"""Banks cover the middle, or all but the end."""
SHORTEST = 8
"""Digits of an account in the register, at least: fewer are its end only."""


class Compared(TextChoices):
    """What of the account was compared."""

    WHOLE = "whole", _("账号每一位都对上了")
    MASKED = "masked", _("银行遮了账号，只对上露出来的几位")
    UNSAID = "unsaid", _("银行没写账号，按编号对的")


def compared(said: str, account: str) -> Compared | None:
    """``said`` as it stands in the bank's file, ``account`` whole; None where they are not the same.

    A whole one is compared digit for digit. Of one that the bank masks, what shows at its beginning and at its end,
    there at least four digits: fewer say nothing.
    """
    shown = identity.plain(said)
    if not shown:
        return Compared.UNSAID
    if shown.isdigit() and len(shown) >= SHORTEST:
        return Compared.WHOLE if shown == account else None
    found = MASKED.fullmatch(shown if not shown.isdigit() else f"*{shown}")
    if found is None:
        return None
    head, tail = found.groups()
    fits = account.startswith(head) and account.endswith(tail) and len(head) + len(tail) <= len(account)
    return Compared.MASKED if fits else None
