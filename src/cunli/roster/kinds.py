"""As what somebody belongs to a grid."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Force(TextChoices):
    """No national list is known; what a county has besides is ``OTHER``, with its own word as the title."""

    POLICE = "police", _("民警")
    AUXILIARY = "auxiliary", _("辅警")
    JUDGE = "judge", _("法官")
    PROSECUTOR = "prosecutor", _("检察官")
    MEDIATOR = "mediator", _("人民调解员")
    LAWYER = "lawyer", _("律师")
    JUSTICE = "justice", _("司法所干部")
    DOCTOR = "doctor", _("家庭医生")
    OTHER = "other", _("别的")
