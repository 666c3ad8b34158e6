"""When the last whole round of the sweep was, and what it counted: a small file that a watching machine is told of.

A file and not a row: it is of this machine, it is worth nothing tomorrow, and it must be readable when the database
is away. Numbers only.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings

from cunli.dues.models import Due

WHY = "counted for the watching machine, nothing is listed"


@dataclass(frozen=True, slots=True)
class Pulse:
    """``failed``: rows the round could not deal with. ``waiting``: everything due to somebody, ``late`` of it past."""

    at: datetime
    failed: int
    waiting: int
    late: int


def beat(*, at: datetime, failed: int) -> Pulse:
    """Count and keep. Two index-free counts over what is open only, once a round."""
    dues = Due.objects.unscoped(WHY)
    pulse = Pulse(at=at, failed=failed, waiting=dues.count(), late=dues.filter(due_at__lt=at).count())
    place = _place()
    place.parent.mkdir(parents=True, exist_ok=True)
    draft = place.with_suffix(f".{os.getpid()}")
    draft.write_text(json.dumps({**asdict(pulse), "at": at.isoformat()}))
    draft.replace(place)
    return pulse


def last() -> Pulse | None:
    """The newest; None when no round has ended here yet."""
    try:
        kept = json.loads(_place().read_text())
    except (FileNotFoundError, json.JSONDecodeError):
        return None
    return Pulse(**{**kept, "at": datetime.fromisoformat(kept["at"])})


def _place() -> Path:
    return Path(settings.DATA_DIR) / "run" / "sweep.json"
