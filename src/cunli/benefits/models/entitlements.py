"""What may be received, and who is to receive it."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cunli.lib.privacy import ACCOUNTS_APPRAISED, NO_PERSONAL_DATA, Privacy
from cunli.lib.scope import Scope
from cunli.lib.scoped import ScopedQuerySet
from cunli.places.scoping import ancestor_filter


class Form(models.TextChoices):
    MONEY = "money", _("钱")
    KIND = "kind", _("东西或照料")


class Rhythm(models.TextChoices):
    ONCE = "once", _("一次")
    MONTHLY = "monthly", _("每月")


class Programme(models.Model):
    """One edition, in force from a day until the next one. ``kind``: a key of the setting ``benefits.programmes``."""

    PRIVACY = NO_PERSONAL_DATA

    county = models.ForeignKey("places.Area", models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=40)
    form = models.CharField(max_length=5, choices=Form.choices)
    rhythm = models.CharField(max_length=7, choices=Rhythm.choices)
    most_fen = models.PositiveBigIntegerField(null=True)
    """The most that one payment may be, in whole fen; None in kind, or where the decision says how much."""
    gives = models.CharField(max_length=200)
    """What it gives, in words."""
    rules = models.JSONField(default=list)
    """Who may receive it: a list of ``rules.Rule`` as values."""
    valid_from = models.DateField()
    source = models.CharField(max_length=200)
    """The paper that says so."""
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    written_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["county", "kind", "valid_from"], name="benefits_programme_once"),
            models.CheckConstraint(condition=~Q(source=""), name="benefits_programme_source"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.valid_from}"


class EntitlementQuerySet(ScopedQuerySet["Entitlement"]):
    def scope_filter(self, scope: Scope) -> Q:
        """Of one's areas, and what one's own unit pays."""
        return ancestor_filter(scope) | Q(unit_id__in=scope.units)

    def on(self, day: date) -> Self:
        """Those that hold on a day."""
        return self.filter(Q(until=None) | Q(until__gte=day), since__lte=day)


class Entitlement(models.Model):
    """Someone is to receive ``amount_fen`` each time, or ``gives``, from ``since`` up to and with ``until``."""

    PRIVACY = Privacy(
        kinds=("name", "benefits received"),
        basis="PIPL art. 13(3), 28; Social Assistance Law art. 43-48: granting, paying and checking assistance",
        retention="as accounting records: ten years after the last payment",
        left_because=ACCOUNTS_APPRAISED,
    )

    ref = models.CharField(max_length=24, unique=True)
    """The matter whose decision grants it."""
    kind = models.CharField(max_length=40)
    programme = models.ForeignKey(Programme, models.PROTECT, null=True, related_name="+")
    """The edition it was granted under; None where the county had written none."""
    person = models.ForeignKey("registry.Person", models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=40)
    rhythm = models.CharField(max_length=7, choices=Rhythm.choices)
    amount_fen = models.PositiveBigIntegerField(default=0)
    gives = models.CharField(max_length=200, blank=True)
    since = models.DateField()
    until = models.DateField(null=True)
    end_reason = models.CharField(max_length=500, blank=True)
    ended_by = models.CharField(max_length=24, blank=True, default="")
    """The matter that ended it; with ``until_before``, where that turns out to be wrong, it goes on as it was."""
    until_before = models.DateField(null=True)
    unit = models.ForeignKey("places.Unit", models.PROTECT, related_name="+", db_index=False)
    """Who decided it and pays it."""
    county = models.ForeignKey("places.Area", models.PROTECT, related_name="+", db_index=False)
    town = models.ForeignKey("places.Area", models.PROTECT, related_name="+", db_index=False)
    village = models.ForeignKey("places.Area", models.PROTECT, null=True, related_name="+", db_index=False)
    granted_at = models.DateTimeField()

    objects = EntitlementQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")), name="benefits_entitlement_span"
            ),
            models.CheckConstraint(
                condition=Q(amount_fen__gt=0) | ~Q(gives=""), name="benefits_entitlement_gives_something"
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "kind", "since"], name="benefits_entitlement_unit"),
            models.Index(fields=["village", "kind"], name="benefits_entitlement_village"),
            models.Index(fields=["person"], name="benefits_entitlement_person"),
        ]

    def __str__(self) -> str:
        return f"{self.ref} {self.kind}"
