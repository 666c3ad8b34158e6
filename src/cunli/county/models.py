"""Two tables: what is set, where, from which day, on whose word; and the announced holidays of a year."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import Q

from cunli.lib.privacy import NO_PERSONAL_DATA
from cunli.lib.scope import Scope
from cunli.lib.scoped import ScopedQuerySet

if TYPE_CHECKING:
    from cunli.places.models import Area


class SettingQuerySet(ScopedQuerySet["Setting"]):
    def scope_filter(self, scope: Scope) -> Q:
        """A county's settings and those of the whole installation."""
        return Q(area=None) | Q(area_id__in=scope.counties)


class Setting(models.Model):
    """A value of ``key`` from ``valid_from`` on, until a later row takes over. A day that began is never changed."""

    PRIVACY = NO_PERSONAL_DATA

    key = models.CharField(max_length=60)
    area: models.ForeignKey[Area | None, Area | None] = models.ForeignKey(
        "places.Area", models.PROTECT, null=True, blank=True, related_name="+"
    )
    """The county; none for the whole installation. A county's row goes before the installation's."""
    value = models.JSONField()
    valid_from = models.DateField()
    source = models.CharField(max_length=300)
    why = models.CharField(max_length=500, blank=True)
    set_by_post_id = models.BigIntegerField(null=True, blank=True)
    set_at = models.DateTimeField()

    objects = SettingQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["key", "area", "valid_from"], name="county_setting_one_a_day"),
            models.UniqueConstraint(
                fields=["key", "valid_from"], condition=Q(area=None), name="county_setting_one_a_day_here"
            ),
            models.CheckConstraint(condition=~Q(source=""), name="county_setting_has_a_source"),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.valid_from}"


class HolidayNotice(models.Model):
    """The days off and the days worked to make up that the State Council's office announced for one year.

    National, so of no county. Never changed: a correction is a further version with its reason, the highest counts.
    """

    PRIVACY = NO_PERSONAL_DATA

    year = models.PositiveSmallIntegerField()
    version = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    number = models.CharField(max_length=60)
    issued = models.DateField()
    rest = models.JSONField()
    """``[{"name", "first", "last"}, …]``, ISO days, both included."""
    work = models.JSONField()
    """ISO days: weekend days that are worked."""
    why = models.CharField(max_length=500, blank=True)
    set_by_post_id = models.BigIntegerField(null=True, blank=True)
    set_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["year", "version"], name="county_holidaynotice_one_version"),
            models.CheckConstraint(condition=~Q(number=""), name="county_holidaynotice_has_a_number"),
        ]

    def __str__(self) -> str:
        return f"{self.year}.{self.version}"
