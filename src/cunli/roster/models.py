"""One row for each who belongs to a town, a village or some of its grids, for a time."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q

from cunli.accounts.models import User
from cunli.lib.encrypted_field import EncryptedTextField
from cunli.lib.privacy import NO_PERSONAL_DATA, Privacy
from cunli.lib.scope import Scope
from cunli.lib.scoped import ScopedQuerySet
from cunli.places.models import Area, Grid, Unit
from cunli.places.scoping import ancestor_filter
from cunli.roster.kinds import Force


class RosterEntryQuerySet(ScopedQuerySet["RosterEntry"]):
    def scope_filter(self, scope: Scope) -> Q:
        """What lies in the areas of the scope; for a village also who belongs to its whole town, for a grid also who
        belongs to its whole village."""
        found = ancestor_filter(scope)
        if scope.villages:
            found |= Q(village=None, town_id__in=Area.objects.filter(pk__in=scope.villages).values("town_id"))
        if scope.grids:
            grids = Grid.objects.filter(pk__in=scope.grids)
            found |= Q(village=None, town_id__in=grids.values("town_id"))
            found |= _whole() & Q(village_id__in=grids.values("village_id"))
            found |= Q(pk__in=RosterGrid.objects.filter(grid_id__in=scope.grids).values("entry_id"))
        return found

    def on(self, day: date) -> Self:
        """Those that hold on a day."""
        return self.filter(Q(valid_until=None) | Q(valid_until__gt=day), valid_from__lte=day)

    def of(self, *, town_id: int, village_id: int | None, grid_id: int | None) -> Self:
        """Whoever belongs to this place: to the whole town, the whole village, or the grid itself. Without a grid
        everybody of the village."""
        here = Q(village=None)
        if village_id is not None:
            whole = Q(village_id=village_id)
            if grid_id is not None:
                ours = RosterGrid.objects.filter(grid_id=grid_id).values("entry_id")
                whole &= _whole() | Q(pk__in=ours)
            here |= whole
        return self.filter(here, town_id=town_id)


def _whole() -> Q:
    """For no grid in particular. Never by a join: who has two grids would stand there twice."""
    return ~Q(pk__in=RosterGrid.objects.values("entry_id"))


class RosterEntry(models.Model):
    """Somebody, or a unit by its duty phone. Without a village the whole town; without grids the whole village."""

    PRIVACY = Privacy(
        kinds=("name of an office holder or helper", "phone"),
        basis="statutory duty of the town: whom to call to a quarrel or a danger (People's Mediation Law art. 20, "
        "Emergency Response Law art. 22)",
        retention="one year after it ended",
        cleared_by="cunli.roster.clearing.clear_ended",
    )

    force = models.CharField(max_length=12, choices=Force.choices)
    title = models.CharField(max_length=40, blank=True)
    """What they are called beside that: 驻村辅警, 法律顾问."""
    name = models.CharField(max_length=40)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", null=True, blank=True)
    unit_words = models.CharField(max_length=60, blank=True)
    """Where they serve, where that is no unit here."""
    phone = EncryptedTextField(blank=True, default="")
    user = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    county = models.ForeignKey(Area, models.PROTECT, related_name="+", db_index=False)
    town = models.ForeignKey(Area, models.PROTECT, related_name="+", db_index=False)
    village = models.ForeignKey(Area, models.PROTECT, related_name="+", null=True, blank=True)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)

    objects = RosterEntryQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gt=F("valid_from")), name="roster_entry_span"
            ),
        ]
        indexes = [
            models.Index(fields=["town", "village", "force"], name="roster_entry_of_place"),
            models.Index(fields=["county", "village"], name="roster_entry_of_county"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_what(self) -> str:
        return self.title or str(Force(self.force).label)

    @property
    def serves_at(self) -> str:
        return self.unit.short_name if self.unit else self.unit_words


class RosterGrid(models.Model):
    """One grid that an entry is for."""

    PRIVACY = NO_PERSONAL_DATA

    entry = models.ForeignKey(RosterEntry, models.CASCADE, related_name="grids")
    grid = models.ForeignKey(Grid, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["entry", "grid"], name="roster_entry_grid_once")]

    def __str__(self) -> str:
        return f"{self.entry_id} {self.grid_id}"
