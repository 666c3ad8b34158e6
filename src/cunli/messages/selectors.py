"""Reading messages."""

from __future__ import annotations

from django.db.models import Q

from cunli.lib.actors import Actor
from cunli.messages.addresses import BY_COLLEAGUE, ChannelName
from cunli.messages.models import Message, MessageQuerySet, Status


def inbox_of(actor: Actor) -> MessageQuerySet:
    """What the actor was told in the app, newest first. Slice it. Nothing for who is not signed in."""
    return Message.objects.within(actor.scope).filter(_own(actor)).order_by("-created_at", "-pk")


def unread_count(actor: Actor, *, cap: int = 100) -> int:
    """How many in-app messages wait to be read, counted up to ``cap`` (a page shows "99+")."""
    unread = Message.objects.within(actor.scope).filter(_own(actor), status=Status.SENT)
    return unread[:cap].count()


def calls_to_make(actor: Actor) -> MessageQuerySet:
    """Whom the actor's units must phone or see, and messages that never arrived; not what the actor may not ask
    because they handled it. Longest waiting first."""
    waiting = Q(channel__in=BY_COLLEAGUE, status=Status.QUEUED) | Q(status=Status.FAILED)
    mine = Message.objects.within(actor.scope).filter(waiting, from_unit_id__in=actor.scope.units)
    return mine.exclude(not_by_id=actor.user_id or 0).order_by("created_at", "pk")


def slip_waits(ref: str, name: str) -> bool:
    """Whether something still has to reach the person of this name on paper. The caller checked access."""
    about = Message.objects.unscoped("the caller checked access to the matter with this reference")
    return about.filter(ref=ref, to_name=name[:64], channel=ChannelName.SLIP, status=Status.QUEUED).exists()


def told_about(ref: str) -> MessageQuerySet:
    """Who was told what about one matter, oldest first. The caller has already let the actor see the matter."""
    about = Message.objects.unscoped("the caller checked access to the matter with this reference")
    return about.filter(ref=ref).order_by("created_at", "pk")


def _own(actor: Actor) -> Q:
    if actor.user_id is None:
        return Q(pk__in=())
    return Q(user_id=actor.user_id, channel=ChannelName.IN_APP)
