"""What goes on beside the matters: the sweep that notices, messages that are read, calls that are made."""

from __future__ import annotations

from datetime import datetime, timedelta

from cunli.accounts.models import User
from cunli.accounts.selectors import villager_actor
from cunli.acts.sweep import sweep
from cunli.desk.demo.history import MONTHS
from cunli.desk.demo.stage import Stage
from cunli.messages import services as messages
from cunli.messages.addresses import BY_COLLEAGUE, ChannelName
from cunli.messages.models import Message, Status

SWEEPS = ("00:10", "07:00", "12:30", "17:30")
SAID = ("打通了，他说知道了", "说了，他很高兴", "头一遍没人接，晚上打通的", "跟他老伴说的，会转告")
MET = "碰到他说了，他知道了"
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
    """At the end of the day whoever serves at a unit phones those it promised to phone, or meets them; never whoever
    may not ask."""
    posts = [(held[0].unit_id, held[0].user_id, login) for login, held in stage.posts.items()]
    waiting = Message.objects.unscoped("the demo plays every unit").filter(
        channel__in=BY_COLLEAGUE, status=Status.QUEUED, created_at__lt=min(now, stage.anchor - UNREAD_FOR)
    )
    for message in waiting.order_by("id"):
        here = [login for unit, user, login in posts if unit == message.from_unit_id and user != message.not_by_id]
        if here:
            said = stage.random.choice(SAID) if message.channel == ChannelName.PHONE_CALL else MET
            messages.record_phone_call(actor=stage.actor(here[0]), message_id=message.pk, said=said, at=now)


def _read(now: datetime) -> None:
    """Everybody has looked at what they were told so far."""
    for user in User.objects.filter(is_active=True).order_by("id"):
        messages.mark_read(actor=villager_actor(user), at=now)
