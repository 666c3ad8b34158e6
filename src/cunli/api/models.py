"""Tokens that machines show, each kept as a hash only; and what other systems call a matter of ours."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cunli.accounts.models import Post
from cunli.cases.models import Matter
from cunli.lib.privacy import NO_PERSONAL_DATA, Privacy


class MachineToken(models.Model):
    """One machine that may act in one post, until a day (exclusive) or until it is withdrawn."""

    PRIVACY = Privacy(
        kinds=("office holder in whose post a machine acts",),
        basis="statutory duty: acts name who did them (Cybersecurity Law art. 23)",
        retention="as long as the record of acts",
    )

    post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    name = models.CharField(max_length=40)
    """Of the machine, as timelines show it beside the post."""
    purpose = models.CharField(max_length=200)
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    valid_until = models.DateField()
    withdrawn_at = models.DateTimeField(null=True)
    last_used_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["post", "name"], condition=Q(withdrawn_at=None), name="api_token_one_of_a_name"
            )
        ]

    def __str__(self) -> str:
        return self.name


class CalendarAddress(models.Model):
    """The secret address under which a person's own calendar is read, kept as a hash; one at a time."""

    PRIVACY = Privacy(
        kinds=("that somebody subscribes to their own calendar",),
        basis="the person's own wish (PIPL art. 13(1))",
        retention="goes when they take it back or make another",
    )

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.user_id}"


class Source(models.TextChoices):
    HOTLINE = "12345", _("12345 热线")
    PLATFORM = "platform", _("上级平台")


class ForeignNumber(models.Model):
    """The number under which another system sent a matter: the same number never makes a second one."""

    PRIVACY = NO_PERSONAL_DATA

    source = models.CharField(max_length=10, choices=Source.choices)
    number = models.CharField(max_length=60)
    matter = models.ForeignKey(Matter, models.PROTECT, related_name="+")
    contents = models.JSONField(default=list)
    """Hashes of everything that came under it: what comes late, or again, says nothing new."""
    received_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "number"], name="api_foreign_number_once")]

    def __str__(self) -> str:
        return f"{self.source} {self.number}"
