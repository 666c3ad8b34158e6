"""When a message is tried again, and when it is not."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta

BACK_OFF = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=12),
)
"""How long to wait after the first, second … failed try. After the last one the message has failed."""


def next_try(*, tries: int, at: datetime) -> datetime | None:
    """When to try again after ``tries`` failed tries, or None when it is time to phone instead."""
    return at + BACK_OFF[tries - 1] if tries <= len(BACK_OFF) else None


def dedupe_mark(*parts: object) -> str:
    """The same parts give the same 64 characters; a number or a name cannot be read back from them in a log."""
    return hashlib.sha256("\x1f".join(map(str, parts)).encode()).hexdigest()
