"""Telling people, and keeping what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Case, F, Q, Value, When
from django.utils.translation import gettext_lazy as _

from cunli.journal import services as journal
from cunli.lib.actors import Actor
from cunli.lib.idempotency import Key
from cunli.lib.refusals import Conflict, Invalid, NotYours
from cunli.messages import rules
from cunli.messages.addresses import BESIDES, BY_COLLEAGUE, OUTSIDE, Address, ChannelName
from cunli.messages.models import Kind, Message, OtherWay, Status

SAID_MAX = 500


@dataclass(frozen=True, slots=True)
class _Telling:
    """What all messages of one ``tell`` share."""

    from_unit_id: int | None
    text: str
    ref: str
    at: datetime
    kind: Kind
    link: str
    dedupe: str
    thread_at: datetime | None
    """Of a thread whose last words were read, new ones are pointed at anew."""
    urgent: bool

    def besides(self, message: Message, channel: str) -> Message:
        """A copy that leaves the house. Where it fails the person still has the first, so nobody is asked to phone."""
        return Message(
            user_id=message.user_id,
            channel=channel,
            kind=self.kind,
            ref=self.ref,
            link=self.link,
            body=rules.pointer(kind=self.kind.label, ref=self.ref),
            urgent=self.urgent,
            created_at=self.at,
            next_try_at=self.at,
            dedupe=rules.dedupe_mark(message.dedupe, channel, self.thread_at) if message.dedupe else "",
        )

    def to(self, address: Address) -> Message:
        channel = address.channel
        here = channel is ChannelName.IN_APP
        return Message(
            user_id=address.user_id,
            to_name=address.name[:64],
            phone=address.phone,
            from_unit_id=self.from_unit_id,
            not_by_id=address.not_by,
            channel=channel,
            kind=self.kind,
            ref=self.ref,
            link=self.link,
            body=self.text,
            urgent=self.urgent,
            status=Status.SENT if here else Status.QUEUED,
            created_at=self.at,
            sent_at=self.at if here else None,
            next_try_at=self.at if channel in OUTSIDE else None,
            dedupe=self._mark(address),
        )

    def _mark(self, address: Address) -> str:
        who = address.user_id or address.phone or address.name
        return rules.dedupe_mark(self.ref, self.kind, self.dedupe, address.channel, who) if self.dedupe else ""


def tell(
    *,
    actor: Actor,
    to: Sequence[Address],
    text: str,
    ref: str,
    at: datetime,
    kind: Kind,
    link: str = "",
    dedupe: str = "",
    thread: str = "",
    urgent: bool = False,
) -> int:
    """Put one message per address into the outbox, with one query, or two where users are among them; returns how many
    addresses. ``urgent``: not held back at night.

    Called inside an act, whose own journal entry covers it. With ``dedupe`` (the day of a reminder, say) the
    same address is told the same (ref, kind, dedupe) once only, however often this is called. With ``thread`` (the
    ask that is reminded of, say) the newest words take the place of older ones that nobody has read yet.
    """
    once = dedupe or thread
    telling = _Telling(actor.unit_id, text, ref, at, kind, link, once, at if thread else None, urgent)
    messages = [telling.to(address) for address in to]
    calls = [message for message in messages if message.channel in BY_COLLEAGUE and ref and not once]
    said = _renew(messages, at=at) if thread else _say_instead(calls, ref)
    new = [message for message in messages if message not in said]
    new += [telling.besides(message, channel) for message, channel in _wished(new)] if ref else []
    if new:
        Message.objects.bulk_create(new, ignore_conflicts=bool(once))
    return len(messages)


def _wished(messages: Sequence[Message]) -> list[tuple[Message, str]]:
    """Those of users who want to hear besides in the app, with the way."""
    here = {message.user_id: message for message in messages if message.user_id is not None}
    ways = OtherWay.objects.filter(user_id__in=here).values_list("user_id", "channel") if here else ()
    return [(here[user_id], channel) for user_id, channel in ways]


@transaction.atomic
def hear_besides(*, actor: Actor, channel: str, address: str, at: datetime) -> None:
    """The actor wants to hear on this way besides in the app; with "" only there. The journal keeps the way, not where.

    Raises Invalid for a way that is none.
    """
    if actor.user_id is None or (channel and (channel not in BESIDES or not address)):
        raise Invalid(_("没有这样的办法"))
    if channel:
        OtherWay.objects.update_or_create(user_id=actor.user_id, defaults={"channel": channel, "address": address})
    else:
        OtherWay.objects.filter(user_id=actor.user_id).delete()
    subject = f"user:{actor.user_id}"
    journal.record(actor=actor, verb="messages.hear_besides", subject=subject, at=at, after={"channel": channel})


def _renew(messages: Sequence[Message], *, at: datetime) -> list[Message]:
    """Those whose older one of the thread was unread and says the new words now; one that was read is left behind."""
    marks = [message.dedupe for message in messages]
    older = Message.objects.unscoped("the caller tells about this matter").filter(dedupe__in=marks)
    unread = set(older.filter(status=Status.SENT).values_list("dedupe", flat=True))
    said = [message for message in messages if message.dedupe in unread]
    for message in said:
        older.filter(dedupe=message.dedupe).update(body=message.body, created_at=at, sent_at=at)
    older.exclude(dedupe__in=unread).update(dedupe="")
    return said


def _say_instead(calls: Sequence[Message], ref: str) -> list[Message]:
    """A person whom a call or visit about this matter waits for is told once, with the newest news. Returns these."""
    if not calls:
        return []
    about = Message.objects.unscoped("the caller tells about this matter").filter(
        ref=ref, channel__in=BY_COLLEAGUE, status=Status.QUEUED
    )
    waiting = {(old.to_name, old.phone): old.pk for old in about}
    said = []
    for call in calls:
        pk = waiting.get((call.to_name, call.phone))
        if pk is not None and about.filter(pk=pk).update(
            body=call.body,
            kind=call.kind,
            link=call.link,
            from_unit_id=call.from_unit_id,
            not_by_id=call.not_by_id,
        ):
            said.append(call)
    return said


def mark_read(*, actor: Actor, at: datetime, message_ids: Sequence[int] | None = None) -> int:
    """The actor has seen their messages (all of them, or these); returns how many were new. No journal entry."""
    unread = Message.objects.within(actor.scope).filter(
        user_id=actor.user_id, channel=ChannelName.IN_APP, status=Status.SENT
    )
    if message_ids is not None:
        unread = unread.filter(pk__in=message_ids)
    return unread.update(status=Status.READ, read_at=at) if actor.user_id is not None else 0


@transaction.atomic
def record_phone_call(
    *,
    actor: Actor,
    said: str,
    at: datetime,
    message_id: int | None = None,
    ref: str = "",
    name: str = "",
    key: Key | None = None,
) -> Message:
    """Phoned and told: close a call that was waiting, or record one that nobody had asked for.

    With ``message_id`` the waiting message is closed, once; otherwise ``ref`` and ``name`` say what the call was
    about and who was called. Raises Invalid without words, NotYours, Conflict when a colleague has phoned already.
    """
    if not said.strip():
        raise Invalid(_("请写一句他怎么说的"), fields={"said": str(_("请写一句他怎么说的"))})
    message = _close_call(actor, message_id, said, at) if message_id else _new_call(actor, said, at, ref, name)
    journal.record(
        actor=actor,
        verb="phoned_and_told",
        subject=message.ref or f"message:{message.pk}",
        at=at,
        after={"to": message.to_name, "said": said.strip()},
        key=key,
        result_ref=str(message.pk),
    )
    return message


@transaction.atomic
def record_no_answer(*, actor: Actor, message_id: int, note: str, at: datetime, key: Key | None = None) -> Message:
    """Phoned or gone there, and nobody answered: it stays on the list with a note. Raises NotYours, Conflict when told.

    A text message that never arrived becomes a call to make.
    """
    on_foot = When(channel=ChannelName.IN_PERSON, then=Value(ChannelName.IN_PERSON.value))
    tried = _still_to_call(
        actor,
        message_id,
        channel=Case(on_foot, default=Value(ChannelName.PHONE_CALL.value)),
        status=Status.QUEUED,
        tries=F("tries") + 1,
        problem=(note.strip() or str(_("没人接")))[:200],
        next_try_at=None,
    )
    journal.record(
        actor=actor,
        verb="phoned_no_answer",
        subject=tried.ref or f"message:{tried.pk}",
        at=at,
        after={"to": tried.to_name, "note": tried.problem},
        key=key,
        result_ref=str(tried.pk),
    )
    return tried


def drop_calls(*, actor: Actor, ref: str, name: str, phone: str) -> int:
    """This person has heard how the matter stands: calls to them about it that wait need not be made. How many.

    Called inside an act, whose own journal entry covers it. Calls to others about the same matter stay.
    """
    about = Message.objects.unscoped("the caller acts on this matter").filter(
        Q(channel__in=BY_COLLEAGUE, status=Status.QUEUED) | Q(status=Status.FAILED), ref=ref
    )
    del actor
    theirs = [call.pk for call in about if (call.to_name, call.phone) == (name[:64], phone)]
    return about.filter(pk__in=theirs).update(status=Status.DROPPED, next_try_at=None) if theirs else 0


@transaction.atomic
def mark_printed(*, actor: Actor, ref: str, name: str, at: datetime) -> int:
    """The slip of this matter was given to whom it is for, by name: what waited to be told to them on paper is
    delivered; returns how many. Nobody else has read it."""
    waiting = Message.objects.unscoped("the caller let the actor print this matter's slip").filter(
        ref=ref, to_name=name[:64], channel=ChannelName.SLIP, status=Status.QUEUED
    )
    printed = waiting.update(status=Status.SENT, sent_at=at, next_try_at=None)
    if printed:
        journal.record(actor=actor, verb="slip_printed", subject=ref, at=at, after={"messages": printed})
    return printed


def _close_call(actor: Actor, message_id: int, said: str, at: datetime) -> Message:
    return _still_to_call(
        actor,
        message_id,
        status=Status.TOLD,
        sent_at=at,
        told_by_id=actor.user_id,
        told_by_name=actor.name,
        said=said.strip()[:SAID_MAX],
        next_try_at=None,
    )


def _still_to_call(actor: Actor, message_id: int, **changed: object) -> Message:
    """Change a message of the actor's units that nobody has told yet, in one update: two colleagues, one wins."""
    mine = Message.objects.within(actor.scope).filter(pk=message_id, from_unit_id__in=actor.scope.units)
    if not mine.exclude(not_by_id=actor.user_id or 0).exists():
        raise NotYours(_("这个电话不归您这里打"))
    if not mine.exclude(status__in=[Status.TOLD, Status.READ, Status.DROPPED]).update(**changed):
        raise Conflict(_("已经有人打过这个电话了"), instead=_("看看事情的经过，不用再打一遍。"))
    return mine.get()


def _new_call(actor: Actor, said: str, at: datetime, ref: str, name: str) -> Message:
    return Message.objects.create(
        to_name=name[:64],
        from_unit_id=actor.unit_id,
        channel=ChannelName.PHONE_CALL,
        kind=Kind.STEP,
        ref=ref,
        body=said.strip(),
        said=said.strip()[:SAID_MAX],
        status=Status.TOLD,
        created_at=at,
        sent_at=at,
        told_by_id=actor.user_id,
        told_by_name=actor.name,
    )
