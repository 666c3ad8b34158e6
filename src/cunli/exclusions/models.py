"""Whoever a printed reference is hidden from."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from cunli.lib.privacy import Privacy


class Exclusion(models.Model):
    """One person, or everybody who serves at one unit. Plain numbers: accounts is a floor above."""

    PRIVACY = Privacy(
        kinds=("who is named in a complaint",),
        basis="信访工作条例 art. 30: what is said of somebody is never passed on to them; PIPL art. 13(3)",
        retention="as the matter it belongs to",
    )

    ref = models.CharField(max_length=24)
    user_id = models.BigIntegerField(null=True)
    unit_id = models.BigIntegerField(null=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["ref", "user_id"], condition=Q(unit_id=None), name="exclusions_user_once"),
            models.UniqueConstraint(fields=["ref", "unit_id"], condition=Q(user_id=None), name="exclusions_unit_once"),
            models.CheckConstraint(
                condition=Q(user_id=None, unit_id__isnull=False) | Q(user_id__isnull=False, unit_id=None),
                name="exclusions_of_one",
            ),
        ]
        indexes = [
            models.Index(fields=["user_id"], condition=Q(user_id__isnull=False), name="exclusions_of_user"),
            models.Index(fields=["unit_id"], condition=Q(unit_id__isnull=False), name="exclusions_of_unit"),
        ]

    def __str__(self) -> str:
        return f"{self.ref} {self.user_id or ''}{self.unit_id or ''}"


class Kept(models.Model):
    """The other way round: a reference that exists for nobody but these, each a person or everybody at one unit."""

    PRIVACY = Privacy(
        kinds=("who takes part in a closed matter",),
        basis="as the matter it belongs to",
        retention="as the matter it belongs to",
    )

    ref = models.CharField(max_length=24)
    user_id = models.BigIntegerField(null=True)
    unit_id = models.BigIntegerField(null=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["ref", "user_id"], condition=Q(unit_id=None), name="exclusions_kept_user"),
            models.UniqueConstraint(fields=["ref", "unit_id"], condition=Q(user_id=None), name="exclusions_kept_unit"),
            models.CheckConstraint(
                condition=Q(user_id=None, unit_id__isnull=False) | Q(user_id__isnull=False, unit_id=None),
                name="exclusions_kept_for_one",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ref} {self.user_id or ''}{self.unit_id or ''}"
