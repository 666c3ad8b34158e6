"""What a procedure shows to the outside: the page on which it is opened, what is published of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    Words = str | _StrPromise


class DoorGroup(StrEnum):
    """In the order of that page."""

    SERVICE = "service"
    SAFETY = "safety"
    QUARREL = "quarrel"
    HOUSEHOLD = "household"
    UPWARD = "upward"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """What the page says on which staff open a matter.

    ``promises`` stands at its button; it may quote ``%(day)s``, the last day of the clock that begins. ``group``: where
    the page that lists all doors has it. ``for_others``: whoever came asks, not the post that writes it down;
    ``nameless``: also whoever does not say who they are. ``caution``: what it is not for. ``came``: the channel by
    which everything comes that it takes in.
    """

    title: Words
    invites: Words
    kinds: Words
    says: Words
    example: Words
    promises: Words
    group: DoorGroup = DoorGroup.OTHER
    for_others: bool = False
    nameless: bool = False
    caution: Words = ""
    came: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    published: bool
    reason: Words
