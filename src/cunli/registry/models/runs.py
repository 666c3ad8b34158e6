"""An import from the page, from the file that was sent to what became of it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cunli.lib.privacy import Privacy
from cunli.registry.models.imports import Import


class Stage(models.TextChoices):
    """Where a run stands. In ``TO_READ`` and ``TO_WRITE`` it waits in line, in ``READY`` for a person."""

    TO_READ = "to_read", _("排着队等读")
    READING = "reading", _("正在读")
    READY = "ready", _("等您看一遍")
    TO_WRITE = "to_write", _("排着队等导入")
    WRITING = "writing", _("正在导入")
    DONE = "done", _("导好了")
    FAILED = "failed", _("没导成")
    DROPPED = "dropped", _("不导了")


IN_LINE = (Stage.TO_READ, Stage.TO_WRITE)
UNDER_WAY = (Stage.READING, Stage.WRITING)
BUSY = (*IN_LINE, *UNDER_WAY)
OPEN = (*BUSY, Stage.READY)


class ImportRun(models.Model):
    """One file on its way into the register. File, preview and refused rows lie on disk in the folder ``token``.

    A post has one open run. ``plan_hash`` says what its preview showed: nothing else is written.
    """

    PRIVACY = Privacy(
        kinds=("the county's file, on disk until the run ends", "its refused rows, on disk for three days"),
        basis="PIPL art. 13(3), 47: kept no longer than correcting what was refused takes",
        retention="on disk for three days after the run; the row, without personal data, stays as the import does",
        cleared_by="cunli.registry.imports.page.line.tidy",
    )

    county = models.ForeignKey("places.Area", models.PROTECT, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    post = models.ForeignKey("accounts.Post", models.PROTECT, related_name="+")
    token = models.CharField(max_length=32, unique=True)
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    stage = models.CharField(max_length=12, choices=Stage.choices, default=Stage.TO_READ)
    begun_at = models.DateTimeField()
    queued_at = models.DateTimeField()
    """When it last came to stand where it stands by what a person did; the line is in this order."""
    mapping = models.JSONField(default=dict)
    """What the importer said about headings of this file, heading → field."""
    plan_hash = models.CharField(max_length=64, blank=True, default="")
    rows = models.PositiveIntegerField(default=0)
    new = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    why = models.TextField(blank=True, default="")
    """Why it ended, or has to be looked at once more, where the reader or the register said so."""
    done = models.ForeignKey(Import, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["post"], condition=Q(stage__in=OPEN), name="registry_run_one_open"),
        ]
        indexes = [
            models.Index(fields=["queued_at"], condition=Q(stage__in=BUSY), name="registry_runs_in_line"),
            models.Index(fields=["post", "-begun_at"], name="registry_runs_of_post"),
        ]

    def __str__(self) -> str:
        return self.file_name
