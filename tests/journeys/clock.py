"""The production application with a clock that a journey can move: ten minutes later, three days later.

It begins on the day of the cast, Monday 23 November 2026 at ten in China, and then runs as clocks do. The file
``clock`` in the data folder says by how many minutes it was moved. Only ``django.utils.timezone.now`` is replaced: the
real one still measures cookies and one-time codes.
"""

from __future__ import annotations

import os
import time
import traceback
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.utils import timezone

BEGINS = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
_file = Path(os.environ["DATA"]) / "clock"
_started = time.monotonic()


def now() -> datetime:
    try:
        moved = int(_file.read_text())
    except (FileNotFoundError, ValueError):
        moved = 0
    return BEGINS + timedelta(minutes=moved, seconds=time.monotonic() - _started)


timezone.now = now

from django.core.signals import got_request_exception  # noqa: E402

from cunli.config.wsgi import application  # noqa: E402 - whatever imports the clock gets this one

__all__ = ["application"]


def _say_why(sender: object, **kwargs: object) -> None:
    traceback.print_exc()


got_request_exception.connect(_say_why)
