"""Reading messages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import BooleanField, Count, Q
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext as _

from cunli.exclusions.hiding import hidden_refs, own_hidden_refs
from cunli.lib.actors import Actor
from cunli.messages.addresses import BESIDES, BY_COLLEAGUE, OUTSIDE, ChannelName
from cunli.messages.models import Message, MessageQuerySet, OtherWay, Robot, Status

COUNTED = "counted for who looks after the ways out, nothing is listed"
UNDER_WAY = (Status.QUEUED, Status.SENDING)


def inbox_of(actor: Actor) -> MessageQuerySet:
    """What the actor was told in the app, newest first. Slice it. Nothing for who is not signed in."""
    return Message.objects.within(actor.scope).filter(_own(actor)).order_by("-created_at", "-pk")


def unread_count(actor: Actor, *, cap: int = 100) -> int:
    """How many in-app messages wait to be read, counted up to ``cap`` (a page shows "99+")."""
    if actor.user_id is None:
        return 0
    unread = Message.objects.unscoped("one's own, as in inbox_of").filter(_own(actor), status=Status.SENT)
    unread = unread.exclude(ref__in=own_hidden_refs(actor.user_id))
    return len(unread.values_list("pk")[:cap])


def _waits() -> RawSQL:
    """The condition of the index ``messages_to_call``, written out: SQLite takes such an index only where the statement
    says the same, without parameters. It looked through all messages of the unit instead: 120 ms at 100,000 matters."""
    ways = ", ".join(f"'{way}'" for way in BY_COLLEAGUE)
    table = Message._meta.db_table
    said = f"""(("{table}"."channel" IN ({ways}) AND "{table}"."status" = '{Status.QUEUED.value}')
        OR "{table}"."status" = '{Status.FAILED.value}')"""
    return RawSQL(said, (), output_field=BooleanField())  # noqa: S611 - our own words, nothing typed


_WAITS = _waits()


def calls_to_make(actor: Actor) -> MessageQuerySet:
    """Whom the actor's units must phone or see, and messages that never arrived; not what the actor may not ask
    because they handled it. Longest waiting first."""
    units = Message.objects.unscoped("what the actor's own units still have to say").filter(
        _WAITS, from_unit_id__in=actor.scope.units
    )
    return (
        units.exclude(ref__in=hidden_refs(actor.scope))
        .exclude(not_by_id=actor.user_id or 0)
        .order_by("created_at", "pk")
    )


def slip_waits(ref: str, name: str) -> bool:
    """Whether something still has to reach the person of this name on paper. The caller checked access."""
    about = Message.objects.unscoped("the caller checked access to the matter with this reference")
    return about.filter(ref=ref, to_name=name[:64], channel=ChannelName.SLIP, status=Status.QUEUED).exists()


def told_about(ref: str) -> MessageQuerySet:
    """Who was told what about one matter, oldest first. The caller has already let the actor see the matter."""
    about = Message.objects.unscoped("the caller checked access to the matter with this reference")
    return about.filter(ref=ref).order_by("created_at", "pk")


@dataclass(frozen=True, slots=True)
class Failure:
    """Why messages on one way failed, and how many; ``channel`` in words."""

    channel: str
    problem: str
    count: int


def failures(since: datetime) -> list[Failure]:
    """Why messages did not leave the house since then, the most frequent first. Counts only: no name, no text."""
    failed = Message.objects.unscoped(COUNTED).filter(status=Status.FAILED, created_at__gte=since)
    counted = failed.values_list("channel", "problem").annotate(count=Count("pk")).order_by("-count", "channel")
    return [Failure(str(ChannelName(channel).label), problem, count) for channel, problem, count in counted]


def waiting_outside() -> int:
    """How many wait to be handed to a provider."""
    return Message.objects.unscoped(COUNTED).filter(status__in=UNDER_WAY, channel__in=OUTSIDE).count()


def ways_out() -> list[str]:
    """What is set up on this machine, a line each."""
    robots = Robot.objects.count()
    return [
        _("短信：%(what)s") % {"what": settings.SMS[0] or _("没有接")},
        _("邮件：%(what)s") % {"what": settings.MAIL_FROM or _("没有接")},
        _("微信公众号：%(what)s") % {"what": settings.WECHAT.get("app") or _("没有接")},
        _("群机器人：%(what)s") % {"what": robots or _("没有接")},
    ]


def other_way(user_id: int) -> OtherWay | None:
    """How this user wants to hear besides in the app. The caller is the user, or may see what is theirs."""
    return OtherWay.objects.filter(user_id=user_id).first()


def ways_besides() -> list[ChannelName]:
    """Those of ``BESIDES`` that are set up here."""
    set_up = {
        ChannelName.SMS: settings.SMS[0] or settings.DEMO,
        ChannelName.EMAIL: settings.MAIL_FROM,
        ChannelName.WECHAT: settings.WECHAT,
    }
    return [way for way in BESIDES if set_up[way]]


def _own(actor: Actor) -> Q:
    if actor.user_id is None:
        return Q(pk__in=())
    return Q(user_id=actor.user_id, channel=ChannelName.IN_APP)
