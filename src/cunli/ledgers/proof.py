"""Recompute every ledger, without trusting what guards it."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import connection
from django.db.models import Count, F, Q, Sum

from cunli.ledgers import triggers
from cunli.ledgers.models import Leg, State, Transaction

BATCH = 500


def differences() -> Iterator[str]:
    """One line for each transaction that does not balance, mixes books or takes back something else than it names, and
    for each trigger that does not stand; none when all is well. Writes nothing."""
    yield from (f"ledger trigger {name} does not stand" for name in triggers.missing(connection))
    posted = Transaction.objects.filter(state=State.POSTED)
    summed = posted.annotate(total=Sum("legs__amount"), count=Count("legs")).order_by()
    for wrong in summed.filter(Q(count__lt=2) | ~Q(total=0)).iterator(BATCH):
        yield f"ledger {wrong.source}: {wrong.count} legs sum to {wrong.total}"
    for leg in Leg.objects.exclude(account__book=F("transaction__book")).select_related("transaction").iterator(BATCH):
        yield f"ledger {leg.transaction.source}: a leg stands on an account of another book"
    for back in posted.filter(reverses__isnull=False).iterator(BATCH):
        both = Leg.objects.filter(transaction_id__in=[back.pk, back.reverses_id])
        if both.values("account").annotate(total=Sum("amount")).exclude(total=0).exists():
            yield f"ledger {back.source}: does not take back what it names"
