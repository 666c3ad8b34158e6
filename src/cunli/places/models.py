"""Areas, codes, grids and units. Ancestors are plain columns, so that rows of other floors can copy them."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from cunli.lib.privacy import NO_PERSONAL_DATA
from cunli.lib.scope import Scope
from cunli.lib.scoped import ScopedQuerySet
from cunli.places.kinds import NOT_OF_A_VILLAGE, CodeSystem, GridKind, Level, UnitFunction, UnitKind
from cunli.places.scoping import ancestor_filter


class AreaQuerySet(ScopedQuerySet["Area"]):
    """Names of places are public (they stand on doors and letterheads), so all three of this floor's tables may also
    be read without a scope; ``within`` gives what a post works with."""

    _is_scoped = True

    def scope_filter(self, scope: Scope) -> Q:
        found = ancestor_filter(scope)
        if scope.grids:
            found |= Q(pk__in=Grid.objects.filter(pk__in=scope.grids).values("village_id"))
        return found


class GridQuerySet(ScopedQuerySet["Grid"]):
    _is_scoped = True

    def scope_filter(self, scope: Scope) -> Q:
        return ancestor_filter(scope) | Q(pk__in=scope.grids)


class UnitQuerySet(ScopedQuerySet["Unit"]):
    _is_scoped = True

    def scope_filter(self, scope: Scope) -> Q:
        return ancestor_filter(scope) | Q(pk__in=scope.units)


class Area(models.Model):
    """A county, town, village or villager group.

    The ancestor columns include the area itself at its own level: a village's ``village_id`` is its own id, so one
    condition finds a village with its groups.
    """

    PRIVACY = NO_PERSONAL_DATA

    level = models.CharField(max_length=8, choices=Level.choices)
    name = models.CharField(max_length=60)
    short_name = models.CharField(max_length=40)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    county = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    town = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    village = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)
    successor = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")

    objects = AreaQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["parent", "name"], condition=Q(valid_until=None), name="places_area_one_name_here"
            ),
            models.CheckConstraint(
                condition=Q(level=Level.COUNTY, parent=None) | Q(~Q(level=Level.COUNTY), parent__isnull=False),
                name="places_area_below_its_parent",
            ),
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gt=F("valid_from")), name="places_area_span"
            ),
        ]
        indexes = [
            models.Index(fields=["county", "level", "name"], name="places_area_of_county"),
            models.Index(fields=["town", "level", "name"], name="places_area_of_town"),
        ]

    def __str__(self) -> str:
        return self.short_name


class AreaCode(models.Model):
    """A code of an area in one system, for a time. Never a key, never given to a second area (order no. 79, art. 6)."""

    PRIVACY = NO_PERSONAL_DATA

    area = models.ForeignKey(Area, models.PROTECT, related_name="codes")
    system = models.CharField(max_length=12, choices=CodeSystem.choices)
    code = models.CharField(max_length=30)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)
    successor = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    source = models.CharField(max_length=200)
    as_of = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["system", "code"], name="places_code_never_reused"),
            models.UniqueConstraint(
                fields=["area", "system"], condition=Q(valid_until=None), name="places_code_one_in_force"
            ),
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gt=F("valid_from")), name="places_code_span"
            ),
        ]

    def __str__(self) -> str:
        return self.code


class AreaName(models.Model):
    """A name that an area had before, from a day (counted) until a day (not counted). The present one is its own."""

    PRIVACY = NO_PERSONAL_DATA

    area = models.ForeignKey(Area, models.PROTECT, related_name="former_names")
    name = models.CharField(max_length=60)
    valid_from = models.DateField()
    valid_until = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["area", "valid_until"], name="places_areaname_one_a_day"),
            models.CheckConstraint(condition=Q(valid_until__gt=F("valid_from")), name="places_areaname_span"),
        ]

    def __str__(self) -> str:
        return self.name


class Succession(models.Model):
    """What became of an area, wholly or in part: one row for each that took its place from that day."""

    PRIVACY = NO_PERSONAL_DATA

    old = models.ForeignKey(Area, models.PROTECT, related_name="successions")
    new = models.ForeignKey(Area, models.PROTECT, related_name="origins")
    on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["old", "new"], name="places_succession_once")]

    def __str__(self) -> str:
        return f"{self.old_id} → {self.new_id}"


class Grid(models.Model):
    """The part of a village that a grid member walks, or an institution with a site of its own."""

    PRIVACY = NO_PERSONAL_DATA

    village = models.ForeignKey(Area, models.PROTECT, related_name="grids")
    county = models.ForeignKey(Area, models.PROTECT, related_name="+")
    town = models.ForeignKey(Area, models.PROTECT, related_name="+")
    name = models.CharField(max_length=60)
    code = models.CharField(max_length=30, unique=True)
    kind = models.CharField(max_length=10, choices=GridKind.choices, default=GridKind.GENERAL)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)

    objects = GridQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["village", "name"], name="places_grid_one_name_here")]
        indexes = [models.Index(fields=["town", "name"], name="places_grid_of_town")]

    def __str__(self) -> str:
        return self.name


class Unit(models.Model):
    """A body that can be asked: committee, station, town office, department, outside company."""

    PRIVACY = NO_PERSONAL_DATA

    kind = models.CharField(max_length=20, choices=UnitKind.choices)
    function = models.CharField(max_length=20, choices=UnitFunction.choices)
    name = models.CharField(max_length=80)
    short_name = models.CharField(max_length=40)
    area = models.ForeignKey(Area, models.PROTECT, related_name="units")
    county = models.ForeignKey(Area, models.PROTECT, related_name="+")
    town = models.ForeignKey(Area, models.PROTECT, null=True, related_name="+")
    village = models.ForeignKey(Area, models.PROTECT, null=True, related_name="+")
    phone = models.CharField(max_length=20, blank=True)
    doc_mark = models.CharField(max_length=20, blank=True)
    """The mark in a document number, as in 柳政平〔2026〕41号; empty when the unit sends no letters."""
    address = models.CharField(max_length=120, blank=True)
    closed_on = models.DateField(null=True, blank=True)

    objects = UnitQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["area", "name"], name="places_unit_one_name_here"),
            models.UniqueConstraint(
                fields=["county", "doc_mark"], condition=~Q(doc_mark=""), name="places_unit_one_doc_mark"
            ),
        ]
        indexes = [
            models.Index(fields=["area", "function"], name="places_unit_by_function"),
            models.Index(fields=["county", "kind", "function"], name="places_unit_of_county"),
        ]

    def __str__(self) -> str:
        return self.short_name

    @property
    def is_the_countys(self) -> bool:
        """It serves the whole county."""
        return self.town_id is None

    @property
    def is_a_villages(self) -> bool:
        """A body of a village, whatever its function: committee, station, mediation centre, errand team."""
        return self.village_id is not None and self.kind not in NOT_OF_A_VILLAGE
