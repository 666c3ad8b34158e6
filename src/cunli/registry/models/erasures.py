"""What people want removed of what is held about them, and what they were answered."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from cunli.lib.privacy import Privacy
from cunli.lib.scope import Scope
from cunli.lib.scoped import ScopedQuerySet
from cunli.registry.models.people import Person
from cunli.registry.scoping import register_filter


class ErasureRequestQuerySet(ScopedQuerySet["ErasureRequest"]):
    def scope_filter(self, scope: Scope) -> Q:
        return register_filter(scope, "person__")

    def waiting(self) -> Self:
        """Not answered yet, the nearest day first."""
        return self.filter(answered_at=None).order_by("due_on", "id")


class ErasureRequest(models.Model):
    """One request to remove kinds of data, answered by a day: what was removed, and why the rest was not.

    PIPL art. 47, 50. What rests on consent alone is removed at once; a request for nothing else is answered with that.
    It is the proof for three years; where something was removed it stays, because it keeps an import from bringing that
    back.
    """

    PRIVACY = Privacy(
        kinds=("that a person wanted data removed",),
        basis="PIPL art. 47, 50: the proof of the answer",
        retention="three years after the answer; as long as the person where something was removed",
        cleared_by="cunli.registry.clearing.clear_refused",
    )

    person = models.ForeignKey(Person, models.PROTECT, related_name="erasures")
    kinds = models.JSONField(default=list)
    """Keys of ``privacy.DATA_HELD``."""
    said = models.CharField(max_length=200, blank=True, default="")
    """In the person's words."""
    asked_on = models.DateField()
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    """Who pressed the button: the person, or who wrote it down for them."""
    due_on = models.DateField()
    erased = models.JSONField(default=list)
    """Of ``kinds``, what was removed."""
    why_not = models.CharField(max_length=200, blank=True, default="")
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )

    objects = ErasureRequestQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at__isnull=False) | Q(answered_by=None, why_not=""), name="registry_erasure_answer"
            )
        ]
        indexes = [models.Index(fields=["due_on"], condition=Q(answered_at=None), name="registry_erasure_waiting")]

    def __str__(self) -> str:
        return f"{self.person_id}: {', '.join(self.kinds)}"
