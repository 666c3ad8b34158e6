"""要打的电话: whom the unit still has to phone or see, what to say, and what they said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from django.urls import reverse
from django.utils.translation import gettext as _

from cunli.desk import words
from cunli.lib.actors import Actor
from cunli.lib.identity import local_phone
from cunli.lib.masking import mask_phone
from cunli.messages.addresses import BY_COLLEAGUE, ChannelName
from cunli.messages.models import Message
from cunli.messages.selectors import calls_to_make

MOST = 100
TOLD, NO_ANSWER = "told", "no_answer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What was posted about one call and came back with a sentence."""

    message_id: int
    said: str
    error: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CallRow:
    """One person to phone, or to see ``on_foot``. ``tried``: what a colleague wrote when nobody answered."""

    pk: int
    name: str
    tel: str
    shown: str
    say: str
    since: datetime
    tried: str
    on_foot: bool
    ref: str
    href: str
    action: str
    idempotency: str
    said: str
    error: str


def count(actor: Actor) -> int:
    """How many calls ``rows`` shows; no query for who serves at no unit."""
    return calls_to_make(actor)[:MOST].count() if actor.scope.units else 0


def rows(actor: Actor, typed: Typed | None = None) -> Sequence[CallRow]:
    """The longest waiting first; one query."""
    found = calls_to_make(actor)[:MOST] if actor.scope.units else ()
    return [_row(message, typed if typed and typed.message_id == message.pk else None) for message in found]


def _row(message: Message, typed: Typed | None) -> CallRow:
    tel = local_phone(message.phone) if message.phone else ""
    return CallRow(
        pk=message.pk,
        name=message.to_name or _("报的人"),
        tel=tel,
        shown=mask_phone(tel) if tel else "",
        say=message.body,
        since=message.created_at,
        tried=_tried(message),
        on_foot=_on_foot(message),
        ref=message.ref,
        href=words.matter_url(message.ref) if message.ref else "",
        action=reverse("desk:call_made", args=[message.pk]),
        idempotency=str(uuid4()),
        said=typed.said if typed else "",
        error=typed.error if typed else "",
    )


def _tried(message: Message) -> str:
    if message.channel not in BY_COLLEAGUE:
        return _("没发成短信：%(problem)s。请打电话") % {"problem": message.problem}
    if not message.problem:
        return ""
    tried = _("上次没见着：%(note)s") if _on_foot(message) else _("上次打过：%(note)s")
    return tried % {"note": message.problem}


def _on_foot(message: Message) -> bool:
    return message.channel == ChannelName.IN_PERSON
