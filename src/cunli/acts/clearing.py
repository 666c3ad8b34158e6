"""What a table keeps for a time and no longer. Where ``PRIVACY`` names a function here, the sweep calls it."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from datetime import datetime

from cunli.journal.services import record
from cunli.lib.actors import SYSTEM
from cunli.messages.clearing import clear_old
from cunli.registry.clearing import clear_looks, clear_refused, clear_withdrawn
from cunli.roster.clearing import clear_ended

logger = logging.getLogger(__name__)
CLEARING: Mapping[str, Callable[..., int]] = {
    "messages": clear_old,
    "roster": clear_ended,
    "consents": clear_withdrawn,
    "erasures": clear_refused,
    "looks": clear_looks,
}


def clear_what_is_over(*, at: datetime) -> tuple[int, int]:
    """(rows that went, tables that could not be cleared). In transactions of their own; how many of what went stands
    in the journal, not what they said."""
    gone: dict[str, int] = {}
    failed = 0
    for what, clear in CLEARING.items():
        try:
            gone[what] = clear(at=at)
        except Exception:
            logger.exception("the sweep could not clear %s", what)
            failed += 1
    if went := {what: count for what, count in gone.items() if count}:
        record(actor=SYSTEM, verb="retention.clear", subject="retention", at=at, after=went)
    return sum(gone.values()), failed
