"""A village as it draws itself: a picture, and where on it its grids are."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from cunli.lib.privacy import NO_PERSONAL_DATA, Privacy
from cunli.lib.scope import Scope
from cunli.lib.scoped import ScopedQuerySet
from cunli.places.models import Grid
from cunli.places.scoping import ancestor_filter


class SketchQuerySet(ScopedQuerySet["Sketch"]):
    def scope_filter(self, scope: Scope) -> Q:
        """Of the areas of the scope, and of the villages that its grids lie in."""
        found = ancestor_filter(scope)
        if scope.grids:
            found |= Q(village_id__in=Grid.objects.filter(pk__in=scope.grids).values("village_id"))
        return found


class Sketch(models.Model):
    """The drawing of one village. No coordinates: it stands in for a map, it is not one."""

    PRIVACY = Privacy(
        kinds=("where homes lie",),
        basis="PIPL art. 13(3): village and town find the place that a matter is about",
        retention="until the village draws anew",
    )

    village = models.OneToOneField("places.Area", models.PROTECT, related_name="+")
    county = models.ForeignKey("places.Area", models.PROTECT, related_name="+", db_index=False)
    town = models.ForeignKey("places.Area", models.PROTECT, related_name="+")
    file = models.ForeignKey("files.StoredFile", models.PROTECT, related_name="+")
    drawn_at = models.DateTimeField()

    objects = SketchQuerySet.as_manager()

    def __str__(self) -> str:
        return f"sketch of {self.village_id}"


class Pin(models.Model):
    """Where a grid is on the sketch, in percent of its width from the left and of its height from the top."""

    PRIVACY = NO_PERSONAL_DATA

    sketch = models.ForeignKey(Sketch, models.CASCADE, related_name="pins")
    grid = models.ForeignKey("places.Grid", models.PROTECT, related_name="+")
    x = models.DecimalField(max_digits=4, decimal_places=1)
    y = models.DecimalField(max_digits=4, decimal_places=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sketch", "grid"], name="registry_pin_once"),
            models.CheckConstraint(condition=Q(x__range=(0, 100), y__range=(0, 100)), name="registry_pin_inside"),
        ]

    def __str__(self) -> str:
        return f"{self.grid_id} at {self.x}, {self.y}"
