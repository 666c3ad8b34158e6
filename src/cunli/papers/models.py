"""Templates, papers, their versions, their copies, and the counter of numbers."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from cunli.lib.privacy import NO_PERSONAL_DATA, Privacy
from cunli.papers.kinds import DeliveryWay, PaperKind, Status
from cunli.papers.querysets import PaperQuerySet


class PaperTemplate(models.Model):
    """A Word file that papers of one kind are made from, in one area, from a day on. No file: the shipped one."""

    PRIVACY = NO_PERSONAL_DATA

    kind = models.CharField(max_length=20, choices=PaperKind.choices)
    area = models.ForeignKey("places.Area", models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField()
    file = models.ForeignKey("files.StoredFile", models.PROTECT, null=True, related_name="+")
    valid_from = models.DateField()
    source = models.CharField(max_length=200)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "area", "version"], name="papers_template_version")]
        indexes = [models.Index(fields=["kind", "area", "valid_from"], name="papers_template_in_force")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.version}"


class NumberSeries(models.Model):
    """The last number a unit gave to a kind of paper in a year."""

    PRIVACY = NO_PERSONAL_DATA

    unit = models.ForeignKey("places.Unit", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=PaperKind.choices)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "kind", "year"], name="papers_series_once")]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.kind} {self.year}: {self.last}"


class Paper(models.Model):
    """One document of one unit. What is sealed is never changed again; a correction is another paper."""

    PRIVACY = Privacy(
        kinds=("name", "phone of the office's contact", "what one's matter is about"),
        basis="PIPL art. 13(3), (7): an act of the unit; 党政机关公文处理工作条例 (中办发〔2012〕14号)",
        retention="by the unit's archive schedule for official documents",
    )

    kind = models.CharField(max_length=20, choices=PaperKind.choices)
    ref = models.CharField(max_length=40, blank=True)
    unit = models.ForeignKey("places.Unit", models.PROTECT, related_name="+")
    county = models.ForeignKey("places.Area", models.PROTECT, related_name="+")
    town = models.ForeignKey("places.Area", models.PROTECT, null=True, related_name="+")
    village = models.ForeignKey("places.Area", models.PROTECT, null=True, related_name="+")
    about_village = models.ForeignKey("places.Area", models.PROTECT, null=True, related_name="+")
    """The village whose matter it is: reads it once it is delivered."""
    title = models.CharField(max_length=200)
    data = models.JSONField()
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.DRAFTED)
    version = models.PositiveIntegerField(default=1)
    number = models.CharField(max_length=60, blank=True)
    year = models.PositiveSmallIntegerField(null=True)
    serial = models.PositiveIntegerField(null=True)
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    drafted_at = models.DateTimeField()
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    signed_at = models.DateTimeField(null=True)
    sealed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    sealed_at = models.DateTimeField(null=True)
    delivered_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=500, blank=True)
    file = models.ForeignKey("files.StoredFile", models.PROTECT, null=True, related_name="+")
    verify_code = models.CharField(max_length=10, blank=True)

    objects = PaperQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "kind", "year", "serial"], name="papers_number_once"),
            models.UniqueConstraint(fields=["verify_code"], condition=~Q(verify_code=""), name="papers_code_once"),
            models.CheckConstraint(
                condition=Q(signed_by=None) | Q(drafted_by=None) | ~Q(signed_by=F("drafted_by")),
                name="papers_signed_by_another",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["sealed", "delivered"]) | Q(file__isnull=False, sealed_at__isnull=False),
                name="papers_sealed_has_file",
            ),
        ]
        indexes = [
            models.Index(fields=["ref", "drafted_at"], name="papers_of_matter"),
            models.Index(fields=["unit", "status", "-drafted_at"], name="papers_of_unit"),
        ]

    def __str__(self) -> str:
        return self.number or self.title


class PaperVersion(models.Model):
    """What a draft said at one moment, and who wrote it so."""

    PRIVACY = Paper.PRIVACY

    paper = models.ForeignKey(Paper, models.PROTECT, related_name="versions")
    version = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    data = models.JSONField()
    recipients = models.JSONField()
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["paper", "version"], name="papers_version_once")]

    def __str__(self) -> str:
        return f"{self.title} ({self.version})"


class PaperCopy(models.Model):
    """A body the paper is addressed to (主送机关), and how its copy reached it."""

    PRIVACY = NO_PERSONAL_DATA

    paper = models.ForeignKey(Paper, models.PROTECT, related_name="copies")
    unit = models.ForeignKey("places.Unit", models.PROTECT, related_name="+")
    name = models.CharField(max_length=80)
    position = models.PositiveSmallIntegerField()
    how = models.CharField(max_length=12, choices=DeliveryWay.choices, blank=True)
    delivered_at = models.DateTimeField(null=True)
    delivered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["paper", "unit"], name="papers_copy_once")]
        indexes = [models.Index(fields=["unit", "delivered_at"], name="papers_copies_of_unit")]

    def __str__(self) -> str:
        return self.name
