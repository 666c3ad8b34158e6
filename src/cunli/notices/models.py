"""A notice, and the objections counted at it."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cunli.lib.encrypted_field import EncryptedTextField
from cunli.lib.privacy import NO_PERSONAL_DATA, Privacy
from cunli.lib.scope import Scope
from cunli.lib.scoped import ScopedQuerySet
from cunli.places.scoping import ancestor_filter


class State(models.TextChoices):
    DRAFTED = "drafted", _("拟好了，等人核对")
    HANGING = "hanging", _("挂着")
    CONCLUDED = "concluded", _("结果写了")
    WITHDRAWN = "withdrawn", _("撤下来了")


class NoticeQuerySet(ScopedQuerySet["Notice"]):
    def scope_filter(self, scope: Scope) -> Q:
        """Of one's areas and units."""
        return ancestor_filter(scope) | Q(unit_id__in=scope.units)


class Notice(models.Model):
    """One sheet. ``title`` and ``text`` are blacked out, always; ``draft_title`` and ``draft`` are what was typed,
    sealed, and gone as soon as the notice hangs."""

    PRIVACY = Privacy(
        kinds=("name", "what a household is to receive", "whatever a draft says, sealed until it hangs"),
        basis="村民委员会组织法 art. 35; PIPL art. 13(3), 25: only what the law wants published, the rest blacked out",
        retention="the public page shows it while it hangs; the sheet as the village's archive (art. 39)",
    )

    code = models.CharField(max_length=10, unique=True)
    kind = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    text = models.TextField()
    draft_title = EncryptedTextField(blank=True, default="")
    draft = EncryptedTextField(blank=True, default="")
    hidden = models.JSONField(default=dict)
    """How often what was blacked out: {"id": 1, "health": 2}."""
    ref = models.CharField(max_length=24, blank=True)
    unit = models.ForeignKey("places.Unit", models.PROTECT, related_name="+")
    county = models.ForeignKey("places.Area", models.PROTECT, related_name="+", db_index=False)
    town = models.ForeignKey("places.Area", models.PROTECT, null=True, related_name="+", db_index=False)
    village = models.ForeignKey("places.Area", models.PROTECT, null=True, related_name="+", db_index=False)
    hangs_at = models.JSONField(default=list)
    """Boards, in words."""
    days = models.PositiveSmallIntegerField()
    """Full days in the window; the day it is hung up is not counted."""
    rests_on = models.CharField(max_length=200)
    """What the least number of days rested on when this was drafted."""
    first_day = models.DateField(null=True)
    last_day = models.DateField(null=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFTED)
    version = models.PositiveIntegerField(default=1)
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    drafted_at = models.DateTimeField()
    posted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False)
    posted_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False)
    """Who wrote the outcome or withdrew it."""
    ended_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=500, blank=True)
    """What came of it, or why it was withdrawn; blacked out too."""

    objects = NoticeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(posted_by=None) | ~Q(posted_by=F("drafted_by")), name="notices_posted_by_another"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[State.HANGING, State.CONCLUDED])
                | Q(posted_by__isnull=False, first_day__isnull=False, last_day__gt=F("first_day")),
                name="notices_hang_for_days",
            ),
        ]
        indexes = [
            models.Index(fields=["village", "state", "-drafted_at"], name="notices_of_village"),
            models.Index(fields=["town", "state", "-drafted_at"], name="notices_of_town"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def typed_title(self) -> str:
        """Of a draft; one from before typed titles were kept has only what hangs."""
        return self.draft_title or self.title

    def is_open(self, today: date) -> bool:
        """Whether it can be read on the public page: up to and with its last day."""
        return self.state == State.HANGING and self.last_day is not None and today <= self.last_day

    def has_run(self, today: date) -> bool:
        """Whether its days are over and the outcome is to be written."""
        return self.state == State.HANGING and not self.is_open(today)


class Objection(models.Model):
    """An objection that came in, by its printed reference; what it says stands in the matter."""

    PRIVACY = NO_PERSONAL_DATA

    notice = models.ForeignKey(Notice, models.PROTECT, related_name="objections")
    ref = models.CharField(max_length=24)
    came_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["notice", "ref"], name="notices_objection_once")]

    def __str__(self) -> str:
        return self.ref
