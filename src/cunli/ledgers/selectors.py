"""Balances are sums; nothing is stored that could be wrong."""

from __future__ import annotations

from datetime import date

from django.db.models import Sum

from cunli.ledgers.models import Account, Leg, State


def balance(account: Account, *, until: date | None = None) -> int:
    """Whole fen or points on the account, of what is posted; up to and with a day."""
    legs = Leg.objects.filter(account=account, transaction__state=State.POSTED)
    if until is not None:
        legs = legs.filter(transaction__happened_on__lte=until)
    return int(legs.aggregate(total=Sum("amount"))["total"] or 0)
