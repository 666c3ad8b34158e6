"""Rows whose time is over go: a few hundred at a time, so that nobody waits and the memory stays flat."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import models

BATCH = 500
MOST = 40 * BATCH
"""In one round; what is left goes in the next."""


def years_before(at: datetime, years: int) -> datetime:
    """So long ago that the years are over whichever of them had a leap day."""
    return at - timedelta(days=366 * years)


def clear(rows: models.QuerySet[Any]) -> int:
    """Delete up to ``MOST`` of ``rows``, each batch a transaction of its own where the caller has none. A row that is
    no longer meant when its turn comes stays. Returns how many went; killed or called twice, it goes on."""
    gone = 0
    while gone < MOST and (keys := list(rows.order_by("pk").values_list("pk", flat=True)[:BATCH])):
        rows.filter(pk__in=keys).delete()
        gone += len(keys)
    return gone
