"""One text to one address."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from cunli.exclusions.hiding import hidden_refs, own_hidden_refs
from cunli.lib.encrypted_field import EncryptedTextField
from cunli.lib.privacy import NO_PERSONAL_DATA, Privacy
from cunli.lib.scope import Scope
from cunli.lib.scoped import ScopedQuerySet
from cunli.messages.addresses import BY_COLLEAGUE, ChannelName
from cunli.places.models import Unit


class Kind(models.TextChoices):
    """Why somebody is told."""

    STEP = "step", _("事情有进展")
    ASK = "ask", _("请您回话")
    PAPER = "paper", _("文书")
    REMINDER = "reminder", _("快到日子了")
    ESCALATION = "escalation", _("超了日子")
    PROMISE = "promise", _("答应的事")
    NOTICE = "notice", _("通知")
    ACCOUNT = "account", _("账号")


class Status(models.TextChoices):
    QUEUED = "queued", _("还没送出")
    SENDING = "sending", _("正在送")
    SENT = "sent", _("送出了")
    FAILED = "failed", _("没送到")
    READ = "read", _("看过了")
    TOLD = "told", _("打电话说过了")
    DROPPED = "dropped", _("不用再打了")


class Make(models.TextChoices):
    """Whose group robot it is. A government's own installation of one of them speaks the same."""

    WECOM = "wecom", _("企业微信")
    DINGTALK = "dingtalk", _("钉钉")
    FEISHU = "feishu", _("飞书")


class Robot(models.Model):
    """The robot in the work group of a unit. Others read along there, so it says counts and references only."""

    PRIVACY = NO_PERSONAL_DATA

    unit = models.OneToOneField(Unit, models.PROTECT, related_name="+")
    make = models.CharField(max_length=10, choices=Make.choices)
    address = EncryptedTextField()
    """Whoever knows it can write into the group."""
    secret = EncryptedTextField(blank=True)
    """What DingTalk and Feishu sign with; WeCom has none."""
    told_on = models.DateField(null=True)
    """The last day on which it said what is due."""

    def __str__(self) -> str:
        return f"{self.unit} {self.get_make_display()}"


class OtherWay(models.Model):
    """How a user wants to hear besides in the app. No row: only there."""

    PRIVACY = Privacy(
        kinds=("phone, mailbox or WeChat number (openid)",),
        basis="the person's own wish (PIPL art. 13(1)), taken back on the same page",
        retention="until taken back",
    )

    user_id = models.BigIntegerField(unique=True)
    channel = models.CharField(max_length=12, choices=ChannelName.choices)
    address = EncryptedTextField()

    def __str__(self) -> str:
        return f"{self.user_id} {self.channel}"


class MessageQuerySet(ScopedQuerySet["Message"]):
    def scope_filter(self, scope: Scope) -> models.Q:
        """A person's own messages, and what their units still have to say to people."""
        own = models.Q(pk__in=())
        if scope.user_id is not None:
            own = models.Q(user_id=scope.user_id) & ~models.Q(ref__in=own_hidden_refs(scope.user_id))
        if not scope.units:
            return own
        return own | (models.Q(from_unit_id__in=scope.units) & ~models.Q(ref__in=hidden_refs(scope)))


class Message(models.Model):
    """``user_id`` and ``from_unit_id`` are plain numbers: accounts is a floor above."""

    PRIVACY = Privacy(
        kinds=("name", "phone", "what one's matter is about"),
        basis="PIPL art. 13(3): needed to answer what the person asked for",
        retention="two years after it was written, then deleted; the act itself stays in the journal",
        cleared_by="cunli.messages.clearing.clear_old",
    )

    user_id = models.BigIntegerField(null=True)
    to_name = models.CharField(max_length=64, blank=True)
    phone = EncryptedTextField(blank=True)
    from_unit_id = models.BigIntegerField(null=True)
    robot: models.ForeignKey[Robot | None, Robot | None] = models.ForeignKey(
        Robot, models.SET_NULL, null=True, related_name="+"
    )
    not_by_id = models.BigIntegerField(null=True)
    """Whoever handled the matter, where the message is a question: somebody else at the unit asks."""
    channel = models.CharField(max_length=12, choices=ChannelName.choices)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    ref = models.CharField(max_length=40, blank=True)
    link = models.CharField(max_length=200, blank=True)
    body = models.TextField()
    status = models.CharField(max_length=8, choices=Status.choices, default=Status.QUEUED)
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)
    told_by_id = models.BigIntegerField(null=True)
    told_by_name = models.CharField(max_length=80, blank=True)
    said = models.CharField(max_length=500, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    urgent = models.BooleanField(default=False)
    """Life is at stake: it is sent at night too."""
    next_try_at = models.DateTimeField(null=True)
    """While a try is under way, when it began."""
    problem = models.CharField(max_length=200, blank=True)
    dedupe = models.CharField(max_length=64, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["dedupe"], name="messages_once", condition=~models.Q(dedupe=""))]
        indexes = [
            models.Index(fields=["user_id", "-created_at"], name="messages_inbox"),
            models.Index(
                fields=["user_id"], name="messages_unread", condition=models.Q(status="sent", channel="in_app")
            ),
            models.Index(
                fields=["channel", "next_try_at"],
                name="messages_queue",
                condition=models.Q(status__in=("queued", "sending")),
            ),
            models.Index(
                fields=["from_unit_id", "created_at"],
                name="messages_to_call",
                condition=models.Q(status="queued", channel__in=BY_COLLEAGUE) | models.Q(status="failed"),
            ),
            models.Index(fields=["ref", "created_at"], name="messages_about"),
        ]

    def __str__(self) -> str:
        return f"{self.to_name} {self.ref} {self.created_at:%Y-%m-%d %H:%M}"
