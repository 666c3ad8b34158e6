"""Two persons who may be one, what was said about them, and what a merge moved."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from cunli.accounts.roles import Capability
from cunli.lib.privacy import NO_PERSONAL_DATA, Privacy
from cunli.lib.scope import Scope
from cunli.lib.scoped import ScopedQuerySet
from cunli.places.scoping import ancestor_filter
from cunli.registry.kinds import Decision, FoundBy
from cunli.registry.models.people import Person
from cunli.registry.scoping import NOTHING

BASIS = "PIPL art. 8, 13(3), 37: the register is to be right, and nobody registered twice"


class DuplicateQuerySet(ScopedQuerySet["Duplicate"]):
    def scope_filter(self, scope: Scope) -> Q:
        """For posts that may see the unmasked, and only while both still live where the post reaches."""
        if not (scope.allows(Capability.SEE_REGISTER) and scope.allows(Capability.UNMASK)):
            return NOTHING
        return ancestor_filter(scope) & ancestor_filter(scope, "first__") & ancestor_filter(scope, "second__")

    def waiting(self) -> Self:
        """Not decided, and both still in the register as persons of their own."""
        return self.filter(decision="", first__merged_into=None, second__merged_into=None)


class Duplicate(models.Model):
    """A suggestion, with its reasons, that two persons are one. Kept, so that whoever is not are not asked about again.

    Its areas are those that both have in common; ``village`` is empty where they live in two, which their town decides.
    """

    PRIVACY = Privacy(
        kinds=("that two entries resemble each other", "data of children"), basis=BASIS, retention="as the persons"
    )

    first = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    second = models.ForeignKey(Person, models.PROTECT, related_name="+")
    county = models.ForeignKey("places.Area", models.PROTECT, related_name="+", db_index=False)
    town = models.ForeignKey("places.Area", models.PROTECT, related_name="+", db_index=False)
    village = models.ForeignKey("places.Area", models.PROTECT, null=True, related_name="+", db_index=False)
    reasons = models.JSONField(default=list)
    """Keys of ``similarity.WORDS``, in the order in which they are told."""
    found_at = models.DateTimeField()
    found_by = models.CharField(max_length=8, choices=FoundBy.choices)
    decision = models.CharField(max_length=12, choices=Decision.choices, blank=True, default="")
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    why = models.CharField(max_length=200, blank=True, default="")

    objects = DuplicateQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="registry_duplicate_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="registry_duplicate_order"),
            models.CheckConstraint(
                condition=Q(decision="", decided_at=None, why="") | (~Q(decision="") & Q(decided_at__isnull=False)),
                name="registry_duplicate_decided",
            ),
        ]
        indexes = [
            models.Index(fields=["village", "-id"], condition=Q(decision=""), name="registry_dup_village"),
            models.Index(fields=["town", "-id"], condition=Q(decision=""), name="registry_dup_town"),
            models.Index(
                fields=["village", "-decided_at"], condition=~Q(decision=""), name="registry_dup_done_village"
            ),
            models.Index(fields=["town", "-decided_at"], condition=~Q(decision=""), name="registry_dup_done_town"),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} = {self.second_id}?"


class MergeQuerySet(ScopedQuerySet["Merge"]):
    def scope_filter(self, scope: Scope) -> Q:
        return Q(duplicate__in=Duplicate.objects.within(scope))

    def standing(self) -> Self:
        """Not undone."""
        return self.filter(undone_at=None)


class Merge(models.Model):
    """Two persons became one: ``kept`` has what belonged to ``gone``. What an undo takes lies here."""

    PRIVACY = Privacy(
        kinds=("who lives with whom", "labels, consents and facts that both entries had"),
        basis=BASIS,
        retention="as the person who was kept",
    )

    duplicate = models.ForeignKey(Duplicate, models.PROTECT, related_name="merges")
    kept = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    gone = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    moved = models.JSONField(default=list)
    """``lib.reversible.Moved``, in the order in which it was done."""
    numbers = models.JSONField(default=list)
    """Which of ``NumberField`` the kept one lacked and took; the numbers themselves stay in their sealed columns."""
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )

    objects = MergeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["gone"], condition=Q(undone_at=None), name="registry_merge_once"),
            models.CheckConstraint(condition=~Q(kept=F("gone")), name="registry_merge_of_two"),
        ]

    def __str__(self) -> str:
        return f"{self.gone_id} → {self.kept_id}"


class DuplicateSearch(models.Model):
    """How far the sweep has looked through the county's people: one row. A killed sweep goes on from here."""

    PRIVACY = NO_PERSONAL_DATA

    last_person_id = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"up to {self.last_person_id}"
