"""The ancestor columns that every listed row of the register carries."""

from __future__ import annotations

from django.db import models


class InVillage(models.Model):
    """County, town, village and grid of a row. Not indexed one by one: each table indexes what it lists by."""

    county = models.ForeignKey("places.Area", models.PROTECT, related_name="+", db_index=False)
    town = models.ForeignKey("places.Area", models.PROTECT, related_name="+", db_index=False)
    village = models.ForeignKey("places.Area", models.PROTECT, related_name="+", db_index=False)
    grid = models.ForeignKey("places.Grid", models.PROTECT, null=True, blank=True, related_name="+", db_index=False)

    class Meta:
        abstract = True
