"""One kept file."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cunli.files.rules import MediaType
from cunli.lib.privacy import Privacy


class Kind(models.TextChoices):
    """What a file is kept as; it decides which media types are accepted."""

    PHOTO = "photo", _("照片")
    DOCUMENT = "document", _("材料")
    PAPER = "paper", _("文书")
    TEMPLATE = "template", _("文书样式")


class StoredFile(models.Model):
    """A row per keeping; the content on disk is named by its hash and shared by equal files."""

    PRIVACY = Privacy(
        kinds=("whatever the photo or paper shows", "name of who kept it"),
        basis="PIPL art. 13(3): part of the matter it is attached to; location and camera data are removed on receipt",
        retention="as long as the row that refers to it; the content goes with its last row",
    )

    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    media_type = models.CharField(max_length=80, choices=MediaType.choices)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    kept_at = models.DateTimeField()
    kept_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["sha256"], name="files_by_content")]

    def __str__(self) -> str:
        return self.name

    @property
    def path(self) -> Path:
        """Where the content lies: below the data folder, in 65,536 drawers, never below a web root."""
        return Path(settings.MEDIA_ROOT) / self.sha256[:2] / self.sha256[2:4] / self.sha256

    @property
    def is_image(self) -> bool:
        return self.media_type.startswith("image/")
