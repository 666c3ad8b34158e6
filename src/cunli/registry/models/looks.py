"""Looks at a child under 14: who asked why, and which second person answered."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from cunli.lib.privacy import Privacy
from cunli.lib.scope import Scope
from cunli.lib.scoped import ScopedQuerySet
from cunli.registry import rules
from cunli.registry.kinds import LookAnswer
from cunli.registry.models.people import Person
from cunli.registry.scoping import register_filter

WAITS = Q(answer="")


class ChildLookQuerySet(ScopedQuerySet["ChildLook"]):
    def scope_filter(self, scope: Scope) -> Q:
        return register_filter(scope, "child__")

    def waiting(self) -> Self:
        """Not answered yet; an emergency has been opened and waits to be looked over."""
        return self.filter(WAITS)

    def open_at(self, at: datetime) -> Self:
        """Those that let their asker look now; ``ChildLook.until`` as a filter."""
        since = at - rules.LOOK_WINDOW
        agreed = Q(is_emergency=False, answer=LookAnswer.AGREED, answered_at__gt=since)
        urgent = Q(is_emergency=True, asked_at__gt=since) & ~Q(answer=LookAnswer.REFUSED)
        return self.filter(agreed | urgent)


class ChildLook(models.Model):
    """One request of one person to see one child in full, for one window of time. Answered once, kept three years.

    Regulation on the Protection of Minors Online art. 36: each access is approved by a responsible person and
    recorded. An emergency opens at once and is answered afterwards.
    """

    PRIVACY = Privacy(
        kinds=("who looked at a child's data, and why",),
        basis="未成年人网络保护条例 art. 36: access approved and recorded",
        retention="three years after it was asked for, as the reports of compliance audits",
        cleared_by="cunli.registry.clearing.clear_looks",
    )

    child = models.ForeignKey(Person, models.PROTECT, related_name="looks")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    reason = models.CharField(max_length=200)
    is_emergency = models.BooleanField(default=False)
    answer = models.CharField(max_length=8, choices=LookAnswer.choices, blank=True, default="")
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    why_not = models.CharField(max_length=200, blank=True, default="")

    objects = ChildLookQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_by=None) | ~Q(asked_by=F("answered_by")), name="registry_look_second_person"
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered_by=None, answered_at=None)
                | (~Q(answer="") & Q(answered_by__isnull=False, answered_at__isnull=False)),
                name="registry_look_answered",
            ),
            models.UniqueConstraint(
                fields=["child", "asked_by"], condition=WAITS & Q(is_emergency=False), name="registry_look_one_waiting"
            ),
        ]
        indexes = [models.Index(fields=["asked_at"], condition=WAITS, name="registry_look_waiting")]

    def __str__(self) -> str:
        return f"{self.child_id}: {self.reason}"

    @property
    def until(self) -> datetime | None:
        """Until when the asker may look; None while nobody agreed, and when it was refused."""
        if self.is_emergency:
            return self.asked_at + rules.LOOK_WINDOW if self.answer != LookAnswer.REFUSED else None
        if self.answer == LookAnswer.AGREED and self.answered_at is not None:
            return self.answered_at + rules.LOOK_WINDOW
        return None
