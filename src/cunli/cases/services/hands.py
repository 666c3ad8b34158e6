"""People answer a call: they come, they are there, they are home."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from django.db import transaction
from django.utils.translation import gettext as _

from cunli.accounts.roles import Capability
from cunli.cases.models import Hand, Matter
from cunli.journal import services as journal
from cunli.lib.actors import Actor
from cunli.lib.idempotency import Key
from cunli.lib.refusals import Conflict, NotYourPost, Refusal


class NotCalling(Refusal):
    """Enough have come, or it is over."""

    code = "not_calling"
    status = 409


class AlreadyComing(Conflict):
    code = "already_coming"


class Mark(StrEnum):
    """What happens to somebody who said that they come."""

    ARRIVED = "arrived"
    HOME = "home"
    OFF = "off"


COLUMNS = {Mark.ARRIVED: "arrived_at", Mark.HOME: "home_at", Mark.OFF: "off_at"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Coming:
    """Who comes: ``user_id`` for one's own answer, a name and a phone for one that was taken by telephone."""

    name: str
    user_id: int | None = None
    phone: str = field(default="", repr=False)
    people: int = 1
    brings: str = ""
    comes: str = ""


@transaction.atomic
def say_coming(*, actor: Actor, matter: Matter, coming: Coming, at: datetime, key: Key | None = None) -> Hand:
    """Somebody comes. The caller has let the actor see the call. Raises NotCalling once it is enough, NotYourPost for
    who speaks for others without a working post, AlreadyComing where the account is on its way already."""
    if matter.state not in matter.law.hands_in:
        raise NotCalling(_("现在不用再来人了"), instead=_("谢谢您。已经在路上的，到了、到家了还请说一声。"))
    if coming.user_id != actor.user_id and not actor.may(Capability.WORK_MATTER):
        raise NotYourPost(_("替别人说，要村里的人来记"), instead=_("请他打电话给村里，村里替他记上。"))
    out = matter.hands.still_out()
    if coming.user_id is not None and out.filter(user_id=coming.user_id).exists():
        raise AlreadyComing(_("您已经说过来了"), instead=_("到了、到家了，点一下就行。"))
    hand = Hand.objects.create(
        matter=matter,
        user_id=coming.user_id,
        unit_id=actor.unit_id,
        name=coming.name,
        phone=coming.phone,
        people=coming.people,
        brings=coming.brings,
        comes=coming.comes,
        said_at=at,
    )
    _journal(actor, matter, hand, "hand.comes", at=at, key=key)
    return hand


@transaction.atomic
def mark_hand(*, actor: Actor, matter: Matter, hand: Hand, mark: Mark, at: datetime, key: Key | None = None) -> bool:
    """They are there, home, or stay away: said by themselves, by the unit that wrote them down, or by whoever keeps the
    call. False when that was said already. Raises NotYourPost for anyone else."""
    if not may_mark(actor, matter, hand):
        raise NotYourPost(_("这一位不归您记"), instead=_("请他自己点，或者请叫人的村里来记。"))
    column = COLUMNS[mark]
    out = Hand.objects.still_out().filter(pk=hand.pk, **{column: None})
    if out.update(**{column: at}) != 1:
        return False
    _journal(actor, matter, hand, f"hand.{mark.value}", at=at, key=key)
    return True


def may_mark(actor: Actor, matter: Matter, hand: Hand) -> bool:
    own = hand.user_id is not None and hand.user_id == actor.user_id
    theirs = hand.unit_id is not None and hand.unit_id == actor.unit_id
    return own or theirs or keeps_call(actor, matter)


def keeps_call(actor: Actor, matter: Matter) -> bool:
    """Staff of the place that calls, and of the unit that has the matter."""
    scope = actor.scope
    here = matter.village_id in scope.villages or matter.town_id in scope.towns or matter.holder.pk in scope.units
    return actor.may(Capability.WORK_MATTER) and (here or matter.grid_id in scope.grids)


def _journal(actor: Actor, matter: Matter, hand: Hand, verb: str, *, at: datetime, key: Key | None) -> None:
    journal.record(
        actor=actor,
        verb=verb,
        subject=matter.ref,
        at=at,
        after={"hand": hand.pk, "people": hand.people},
        key=key,
        result_ref=matter.ref,
        for_whom="" if hand.user_id == actor.user_id else f"hand:{hand.pk}",
        county_id=matter.county_id,
        village_id=matter.village_id,
    )
