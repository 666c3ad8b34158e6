"""Told apart from a fault: the database is there and has no room for one more at this moment."""

from __future__ import annotations

LOCKED = "database is locked"
"""What SQLite says after waiting its whole timeout for the one writer."""
NO_ROOM = frozenset({"40001", "40P01", "53300", "55P03", "57P03"})
"""SQLSTATE: not serialisable, deadlock, too many connections, lock not available, starting up (PostgreSQL, App. A)."""


def is_busy(error: BaseException) -> bool:
    """Whether the same request, sent again in a while, can be answered; nothing was written this time."""
    cause = error.__cause__ or error
    return LOCKED in str(cause) or getattr(cause, "sqlstate", None) in NO_ROOM
