"""What goes on beside the matters: the sweep that notices, messages that are read, calls that are made."""

from __future__ import annotations

from datetime import datetime, timedelta

from cunli.accounts.models import User
from cunli.accounts.selectors import villager_actor
from cunli.acts.sweep import sweep
from cunli.desk.demo.history import MONTHS
from cunli.desk.demo.stage import Stage
from cunli.messages import services as messages

SWEEPS = ("00:10", "07:00", "12:30", "17:30")
UNREAD_FOR = timedelta(hours=30)
"""What is newer has not been read yet."""


def tell(stage: Stage) -> None:
    for days in range(MONTHS + 2, -1, -1):
        for clock in SWEEPS:
            stage.plan(stage.moment(days, clock), _sweep)
        if days % 7 == 3:
            stage.plan(stage.moment(days, "20:30"), _read)
    stage.plan(stage.anchor - UNREAD_FOR, _read)
    stage.plan(stage.anchor, _sweep)


def _sweep(now: datetime) -> None:
    sweep(at=now)


def _read(now: datetime) -> None:
    """Everybody has looked at what they were told so far."""
    for user in User.objects.filter(is_active=True).order_by("id"):
        messages.mark_read(actor=villager_actor(user), at=now)
