"""What goes on beside the matters: the sweep that notices, messages that are read, calls that are made."""

from __future__ import annotations

from datetime import datetime, timedelta

from cunli.accounts.models import User
from cunli.accounts.selectors import villager_actor
from cunli.acts.sweep import sweep
from cunli.desk.demo.history import MONTHS
from cunli.desk.demo.stage import Stage
from cunli.messages import services as messages
from cunli.messages.addresses import ChannelName
from cunli.messages.models import Message, Status

SWEEPS = ("00:10", "07:00", "12:30", "17:30")
SAID = ("打通了，他说知道了", "说了，他很高兴", "头一遍没人接，晚上打通的", "跟他老伴说的，会转告")
UNREAD_FOR = timedelta(hours=30)
"""What is newer has not been read yet."""


def tell(stage: Stage) -> None:
    for days in range(MONTHS + 2, -1, -1):
        for clock in SWEEPS:
            stage.plan(stage.moment(days, clock), "sweep", _sweep)
        stage.plan(stage.moment(days, "18:20"), "call", lambda now: _call(stage, now))
        if days % 7 == 3:
            stage.plan(stage.moment(days, "20:30"), "read", _read)
    stage.plan(stage.anchor - UNREAD_FOR, "read", _read)
    stage.plan(stage.anchor, "sweep", _sweep)


def _sweep(now: datetime) -> None:
    sweep(at=now)


def _call(stage: Stage, now: datetime) -> None:
    """At the end of the day whoever serves at a unit phones those it promised to phone."""
    workers = {held[0].unit_id: login for login, held in reversed(stage.posts.items())}
    waiting = Message.objects.unscoped("the demo plays every unit").filter(
        channel=ChannelName.PHONE_CALL, status=Status.QUEUED, created_at__lt=min(now, stage.anchor - UNREAD_FOR)
    )
    for message in waiting.filter(from_unit_id__in=workers).order_by("id"):
        actor = stage.actor(workers[message.from_unit_id or 0])
        messages.record_phone_call(actor=actor, message_id=message.pk, said=stage.random.choice(SAID), at=now)


def _read(now: datetime) -> None:
    """Everybody has looked at what they were told so far."""
    for user in User.objects.filter(is_active=True).order_by("id"):
        messages.mark_read(actor=villager_actor(user), at=now)
