"""Dwellings stand somewhere; households live in them."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from cunli.lib.privacy import APPRAISED, Privacy
from cunli.lib.scope import Scope
from cunli.lib.scoped import ScopedQuerySet
from cunli.registry.kinds import Datum
from cunli.registry.models.ancestors import InVillage
from cunli.registry.scoping import register_filter


class DwellingQuerySet(ScopedQuerySet["Dwelling"]):
    def scope_filter(self, scope: Scope) -> Q:
        return register_filter(scope)


class Dwelling(InVillage):
    """A house that people can be found at. ``area`` is its villager group, or the village where it has none."""

    PRIVACY = Privacy(
        kinds=("address", "position of a home"),
        basis="PIPL art. 13(3), 37: statutory duties of village and town; villagers' committee organisation law",
        retention="while the house stands; position goes when the last household leaves",
    )

    area = models.ForeignKey("places.Area", models.PROTECT, related_name="dwellings")
    door_no = models.CharField(max_length=20, blank=True)
    address = models.CharField(max_length=120, blank=True)
    latitude = models.DecimalField(max_digits=9, decimal_places=6, null=True, blank=True)
    longitude = models.DecimalField(max_digits=9, decimal_places=6, null=True, blank=True)
    datum = models.CharField(max_length=8, choices=Datum.choices, default=Datum.WGS84)
    note = models.CharField(max_length=200, blank=True)

    objects = DwellingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(latitude=None, longitude=None) | Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="registry_dwelling_position",
            )
        ]
        indexes = [
            models.Index(fields=["village", "door_no"], name="registry_dwelling_door"),
            models.Index(fields=["door_no", "town"], name="registry_dwelling_door_town"),
        ]

    def __str__(self) -> str:
        return self.address or self.door_no


class HouseholdQuerySet(ScopedQuerySet["Household"]):
    def scope_filter(self, scope: Scope) -> Q:
        return register_filter(scope)


class Household(InVillage):
    """People who live as one, under one number of the village. ``printed_no`` is what slips say and never changes."""

    PRIVACY = Privacy(
        kinds=("which people live together",),
        basis="PIPL art. 13(3), 37: statutory duties of village and town; villagers' committee organisation law",
        retention="five years after the household ended, then the archive rule of the county",
        left_because=APPRAISED,
    )

    household_no = models.CharField(max_length=24)
    printed_no = models.CharField(max_length=40, unique=True)
    area = models.ForeignKey("places.Area", models.PROTECT, related_name="households")
    dwelling = models.ForeignKey(Dwelling, models.PROTECT, null=True, blank=True, related_name="households")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    objects = HouseholdQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["village", "household_no"], name="registry_household_one_no"),
            models.CheckConstraint(condition=Q(until=None) | Q(until__gte=F("since")), name="registry_household_span"),
        ]
        indexes = [
            models.Index(fields=["county", "household_no"], name="registry_household_county"),
            models.Index(fields=["town", "household_no"], name="registry_household_town"),
            models.Index(fields=["grid", "household_no"], name="registry_household_grid"),
        ]

    def __str__(self) -> str:
        return self.household_no
