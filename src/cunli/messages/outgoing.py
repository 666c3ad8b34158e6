"""What leaves the house: codes at once, queued messages by the sweep. Nobody's act, so not journalled."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from cunli.lib.refusals import Refusal
from cunli.messages import rules
from cunli.messages.addresses import ChannelName
from cunli.messages.channels import CONSOLE, SENDERS, DeliveryError
from cunli.messages.models import Message, Status


class CodeNotSent(Refusal):
    """The channel could not hand over a sign-in code."""

    code = "code_not_sent"
    status = 503


@dataclass(frozen=True, slots=True)
class Delivered:
    """What one round of the sweep did."""

    sent: int = 0
    later: int = 0
    failed: int = 0


def send_code(*, phone: str, code: str, at: datetime) -> None:
    """Send a sign-in code now; nothing is stored. Raises CodeNotSent, which a page can show."""
    try:
        SENDERS.get(ChannelName.SMS, CONSOLE).send_code(phone=phone, code=code, at=at)
    except DeliveryError as failure:
        raise CodeNotSent(
            _("验证码没有发出去"), why=failure.problem, instead=_("请到村里或者打电话办，也可以过一会儿再试。")
        ) from failure


def deliver_queued(*, now: datetime, limit: int = 100) -> Delivered:
    """One round of the sweep: hand what is due to the outside, at least once, and never hold a lock meanwhile."""
    due = Message.objects.unscoped("the sweep delivers for everybody").filter(
        status=Status.QUEUED, channel__in=list(SENDERS), next_try_at__lte=now
    )
    done = [_deliver(message, now) for message in due.order_by("next_try_at")[:limit]]
    return Delivered(sent=done.count(Status.SENT), later=done.count(Status.QUEUED), failed=done.count(Status.FAILED))


def _deliver(message: Message, now: datetime) -> Status | None:
    """Claim the try first (one row, one winner), then send outside any transaction, then keep the outcome."""
    tries = message.tries + 1
    later = rules.next_try(tries=tries, at=now)
    row = Message.objects.unscoped("the sweep delivers for everybody").filter(pk=message.pk, status=Status.QUEUED)
    if not row.filter(tries=message.tries).update(tries=tries, next_try_at=later or now):
        return None  # another worker has it
    try:
        SENDERS[ChannelName(message.channel)].send(phone=message.phone, text=message.body)
    except DeliveryError as failure:
        gone = failure.final or later is None
        row.update(problem=failure.problem[:200], status=Status.FAILED if gone else Status.QUEUED)
        return Status.FAILED if gone else Status.QUEUED
    row.update(status=Status.SENT, sent_at=now, next_try_at=None, problem="")
    return Status.SENT
