"""What leaves the house: codes at once, queued messages by the sweep. Nobody's act, so not journalled.

At most once. A try is claimed and committed before it begins; where its outcome is not known (no answer, a killed
process) nobody tries again, and a colleague phones instead. docs/decisions/0008 says why.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from cunli.lib.refusals import Refusal
from cunli.messages import channels, rules
from cunli.messages.addresses import OUTSIDE, ChannelName
from cunli.messages.channels import Channel, DeliveryError, Parcel, Refused, Resting, Unsure
from cunli.messages.models import Kind, Message, MessageQuerySet, OtherWay, Status

logger = logging.getLogger(__name__)


class CodeNotSent(Refusal):
    """The channel could not hand over a sign-in code."""

    code = "code_not_sent"
    status = 503


@dataclass(slots=True)
class Delivered:
    """What one round of the sweep did."""

    sent: int = 0
    later: int = 0
    failed: int = 0


def send_code(*, phone: str, code: str, at: datetime) -> None:
    """Send a sign-in code now; nothing is stored. Raises CodeNotSent, which a page can show."""
    try:
        channels.sms().send_code(phone=phone, code=code, at=at)
    except DeliveryError as failure:
        raise CodeNotSent(
            _("验证码没有发出去"), why=failure.problem, instead=_("请到村里或者打电话办，也可以过一会儿再试。")
        ) from failure


def deliver_queued(*, now: datetime, limit: int = 100, quiet: bool = False) -> Delivered:
    """One round of the sweep, at most ``limit`` messages of each way; no lock is held while a provider answers.

    While it is ``quiet`` only what is urgent goes out.
    """
    done = Delivered(failed=_give_up(now))
    for name in OUTSIDE:
        due = _all().filter(channel=name, status=Status.QUEUED, next_try_at__lte=now)
        due = due.filter(urgent=True) if quiet else due
        for message in due.select_related("robot").order_by("next_try_at")[:limit]:
            try:
                _deliver(message, done, now)
            except Resting:
                if name != ChannelName.GROUP:  # each robot is a provider of its own
                    break
    return done


def _all() -> MessageQuerySet:
    return Message.objects.unscoped("the sweep delivers for everybody").filter(channel__in=OUTSIDE)


def _give_up(now: datetime) -> int:
    """Tries that were cut off, and what has waited too long, are for a colleague. Returns how many."""
    cut_off = _all().filter(status=Status.SENDING, next_try_at__lte=now - rules.ANSWER_WITHIN)
    unknown = _("送到一半断了，不知道送到没有")
    too_old = _all().filter(status=Status.QUEUED, created_at__lte=now - rules.LONGEST)
    unsent = too_old.filter(problem="").update(problem=_("等了一天没能送出去"), status=Status.FAILED)
    return unsent + too_old.update(status=Status.FAILED) + cut_off.update(problem=unknown, status=Status.FAILED)


def _deliver(message: Message, done: Delivered, now: datetime) -> None:
    """Claim the try (one row, one winner), then send outside any transaction, then keep the outcome.

    Raises Resting once that is kept, for the caller to leave this way alone.
    """
    mine = _claim(message, now)
    if mine is None:
        return
    failure = _send(message, now)
    if failure is None:
        done.sent += mine.update(status=Status.SENT, sent_at=now, next_try_at=None, problem="")
        return
    _keep_failure(mine, message, failure, done, now)
    if isinstance(failure, Resting | Unsure):
        raise Resting(failure.problem) from failure


def _send(message: Message, now: datetime) -> DeliveryError | None:
    """What became of it. A fault of our own is kept like a line that broke: this message is lost, the way rests."""
    try:
        _way(message).send(_parcel(message), at=now)
    except DeliveryError as failure:
        return failure
    except Exception:
        logger.exception("message %d could not be handed over", message.pk)
        return Unsure(_("送的时候出了错，不知道送到没有"))
    return None


def _claim(message: Message, now: datetime) -> MessageQuerySet | None:
    """The row under way, or None when another sweep has it. Durable: a claim that could be rolled back after the
    text has gone would send it twice."""
    tries = message.tries + 1
    row = _all().filter(pk=message.pk)
    with transaction.atomic(durable=True):
        free = row.filter(status=Status.QUEUED, tries=message.tries)
        if not free.update(status=Status.SENDING, tries=tries, next_try_at=now):
            return None
    message.tries = tries
    return row.filter(status=Status.SENDING, tries=tries)


def _keep_failure(
    mine: MessageQuerySet, message: Message, failure: DeliveryError, done: Delivered, now: datetime
) -> None:
    problem = failure.problem[:200]
    again = None if isinstance(failure, Refused | Unsure) else rules.next_try(tries=message.tries, at=now)
    if again is None:
        mine.update(status=Status.FAILED, problem=problem, next_try_at=None)
        done.failed += 1
    else:
        mine.update(status=Status.QUEUED, problem=problem, next_try_at=again)
        done.later += 1


def _way(message: Message) -> Channel:
    """Raises Refused where the group has no robot any more."""
    if message.channel == ChannelName.SMS:
        return channels.sms()
    if message.channel == ChannelName.EMAIL:
        return channels.mail()
    if message.channel == ChannelName.WECHAT:
        return channels.wechat()
    if message.robot is None:
        raise Refused(_("这个群的机器人停用了"))
    return channels.robot(message.robot.make, address=message.robot.address, secret=message.robot.secret)


def _parcel(message: Message) -> Parcel:
    """What a group is told names nobody as it is; of a person's message a pointer leaves the house."""
    if message.channel == ChannelName.GROUP:
        return Parcel(to="", ref=message.ref, words=message.body, number=message.pk)
    words = rules.pointer(kind=Kind(message.kind).label, ref=message.ref)
    return Parcel(to=message.phone or _wished(message), ref=message.ref, words=words, number=message.pk)


def _wished(message: Message) -> str:
    """Where the user wants to hear now. Raises Refused where they want it no more."""
    way = OtherWay.objects.filter(user_id=message.user_id or 0, channel=message.channel).first()
    if way is None:
        raise Refused(_("本人不要这样告诉了"))
    return way.address
