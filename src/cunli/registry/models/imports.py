"""What came from outside: one row per import, what it changed, and what it brought that has no column of its own."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from cunli.lib.privacy import NO_PERSONAL_DATA, Privacy
from cunli.lib.scope import Scope
from cunli.lib.scoped import ScopedQuerySet
from cunli.registry.models.homes import Household
from cunli.registry.models.people import Person
from cunli.registry.scoping import register_filter

_OF_ONE = Q(household=None, person__isnull=False) | Q(household__isnull=False, person=None)


class Import(models.Model):
    """One file that was imported. The journal entry carries the same hash."""

    PRIVACY = NO_PERSONAL_DATA

    county = models.ForeignKey("places.Area", models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    at = models.DateTimeField()
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    new = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return self.file_name


class ImportChangeQuerySet(ScopedQuerySet["ImportChange"]):
    def scope_filter(self, scope: Scope) -> Q:
        return register_filter(scope, "person__") | register_filter(scope, "household__")


class ImportChange(models.Model):
    """One value that an import set, of exactly one person or household. An empty ``field``: it was added by this row.

    Numbers are not repeated here: ``old`` and ``new`` of a sealed field are empty.
    """

    PRIVACY = Privacy(
        kinds=("name", "birth", "ethnicity", "family relation", "benefits received", "health"),
        basis="PIPL art. 13(3), 8: where a value of the register came from, so that an error can be traced",
        retention="as the person",
    )

    of = models.ForeignKey(Import, models.PROTECT, related_name="changes", db_index=False)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="import_changes")
    household = models.ForeignKey(Household, models.PROTECT, null=True, related_name="import_changes")
    sheet = models.PositiveSmallIntegerField()
    """The sheet's place in the file, counted from 1."""
    row = models.PositiveIntegerField()
    field = models.CharField(max_length=60, blank=True, default="")
    old = models.CharField(max_length=200, blank=True, default="")
    new = models.CharField(max_length=200, blank=True, default="")

    objects = ImportChangeQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=_OF_ONE, name="registry_import_change_of_one")]

    def __str__(self) -> str:
        return f"{self.field}: {self.old} → {self.new}"


class ImportedFactsQuerySet(ScopedQuerySet["ImportedFacts"]):
    def scope_filter(self, scope: Scope) -> Q:
        return register_filter(scope, "person__") | register_filter(scope, "household__")


class ImportedFacts(models.Model):
    """What a county's sheet says beyond the register's own columns: ``values`` by key, as last imported.

    Keys are those of ``imports.national`` or the county's own headings; amounts and days are kept as plain text
    ("12345.60", "2024-03-05"). ``imports.facts`` reads them, without health for posts that see masked only.
    """

    PRIVACY = Privacy(
        kinds=("income", "health", "education", "benefits received", "data of children"),
        basis="PIPL art. 13(3), 28, 37: monitoring against a return to poverty; the county's file as source",
        retention="as the person or household",
    )

    person = models.OneToOneField(Person, models.PROTECT, null=True, related_name="imported")
    household = models.OneToOneField(Household, models.PROTECT, null=True, related_name="imported")
    values = models.JSONField(default=dict)
    source = models.ForeignKey(Import, models.PROTECT, related_name="+", db_index=False)
    as_of = models.DateField()

    objects = ImportedFactsQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=_OF_ONE, name="registry_imported_of_one")]

    def __str__(self) -> str:
        return f"{self.person_id or self.household_id}: {', '.join(self.values)}"


class ColumnMapping(models.Model):
    """What a county means by a heading that the national system does not know. An empty ``field``: keep as it is."""

    PRIVACY = NO_PERSONAL_DATA

    county = models.ForeignKey("places.Area", models.PROTECT, related_name="+")
    heading = models.CharField(max_length=60)
    field = models.CharField(max_length=32, blank=True)
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    """None: the command, by whoever runs the machine."""
    said_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["county", "heading"], name="registry_mapping_once")]

    def __str__(self) -> str:
        return f"{self.heading} → {self.field}"
