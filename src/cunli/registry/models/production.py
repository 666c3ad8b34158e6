"""What a household works with: land, water, animals; each figure with its day and source."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from cunli.county.values import Measure
from cunli.lib.privacy import Privacy
from cunli.lib.scope import Scope
from cunli.lib.scoped import ScopedQuerySet
from cunli.registry.models.homes import Household
from cunli.registry.scoping import register_filter


class ProductionQuerySet(ScopedQuerySet["Production"]):
    def scope_filter(self, scope: Scope) -> Q:
        return register_filter(scope, "household__")


class Production(models.Model):
    """An amount of one kind as of a day. Never changed: a later row takes over from its own day on."""

    PRIVACY = Privacy(
        kinds=("land worked", "animals kept"),
        basis="PIPL art. 13(3), 37: statutory duties of village and town; told freely, never a condition of help",
        retention="as the household",
    )

    household = models.ForeignKey(Household, models.PROTECT, related_name="production", db_index=False)
    kind = models.CharField(max_length=40)
    """A key of the county's list ``household.production``."""
    amount = models.DecimalField(max_digits=10, decimal_places=2)
    measure = models.CharField(max_length=8, choices=Measure.choices)
    as_of = models.DateField()
    source = models.CharField(max_length=200)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    recorded_at = models.DateTimeField()

    objects = ProductionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(amount__gte=0), name="registry_production_amount"),
            models.CheckConstraint(condition=~Q(source=""), name="registry_production_source"),
        ]
        indexes = [models.Index(fields=["household", "kind", "as_of"], name="registry_production_latest")]

    def __str__(self) -> str:
        return f"{self.household_id}: {self.kind} {self.amount} {self.as_of}"
