"""How somebody was met, and how a pairing came about."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Way(models.TextChoices):
    """How whoever wrote the note met the household."""

    VISIT = "visit", _("上门")
    PHONE = "phone", _("打电话")
    ELSEWHERE = "elsewhere", _("在外面碰到")


class SetHow(models.TextChoices):
    """How a pairing came about."""

    HAND = "hand", _("手工定的")
    SHARED_OUT = "shared_out", _("按人均分的")
