"""The robots of the units' work groups: set up, taken away, and what they are given to say."""

from __future__ import annotations

from datetime import date, datetime
from urllib.parse import urlsplit

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from cunli.journal import services as journal
from cunli.lib.actors import Actor
from cunli.lib.refusals import Invalid
from cunli.messages.addresses import ChannelName
from cunli.messages.models import Kind, Message, Robot
from cunli.places.models import Unit


@transaction.atomic
def set_robot(*, actor: Actor, unit: Unit, make: str, address: str, secret: str, at: datetime) -> Robot:
    """This unit's robot from now on. The journal says that, and neither address nor secret. Raises Invalid.

    The caller checked that the actor sets things up for this unit.
    """
    if not _is_address(address):
        raise Invalid(_("这个地址不对"), fields={"address": str(_("要以 https:// 开头，从群机器人那里整个复制过来"))})
    values = {"make": make, "address": address, "secret": secret}
    robot, _made = Robot.objects.update_or_create(unit=unit, defaults=values)
    journal.record(actor=actor, verb="messages.robot_set", subject=f"unit:{unit.pk}", at=at, after={"make": make})
    return robot


def _is_address(text: str) -> bool:
    there = urlsplit(text)
    try:
        whole = there.scheme == "https" and bool(there.hostname) and there.port != 0
    except ValueError:  # a port that is no number
        return False
    whole = whole and not (there.username or there.password)
    return whole and text.isascii() and text.isprintable() and " " not in text


@transaction.atomic
def remove_robot(*, actor: Actor, unit: Unit, at: datetime) -> None:
    """It says nothing any more; what still waited for it fails. Nothing happens where there is none."""
    if Robot.objects.filter(unit=unit).delete()[0]:
        journal.record(actor=actor, verb="messages.robot_removed", subject=f"unit:{unit.pk}", at=at)


def robots_within(county_id: int) -> QuerySet[Robot]:
    """With their units, by name."""
    return Robot.objects.filter(unit__county_id=county_id).select_related("unit").order_by("unit__name")


def robots_to_speak(on: date) -> QuerySet[Robot]:
    """Those that have not said yet what is due on this day."""
    return Robot.objects.filter(Q(told_on=None) | Q(told_on__lt=on)).order_by("pk")


@transaction.atomic
def speak(*, robot: Robot, text: str, on: date, at: datetime) -> bool:
    """What is due on this day, once; "" says nothing that day. False when another sweep was first.

    ``text`` names nobody and says nothing of what a matter is about: a group has members that the house does not know.
    """
    if not robots_to_speak(on).filter(pk=robot.pk).update(told_on=on):
        return False
    if text:
        Message.objects.create(
            robot=robot, channel=ChannelName.GROUP, kind=Kind.REMINDER, body=text, created_at=at, next_try_at=at
        )
    return bool(text)
