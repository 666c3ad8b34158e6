"""Who said that they come to help, who is there, who is home again."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from cunli.lib.encrypted_field import EncryptedTextField
from cunli.lib.privacy import Privacy


class HandQuerySet(models.QuerySet["Hand"]):
    def still_out(self) -> HandQuerySet:
        """Said that they come, and not known to be home, nor to stay away after all."""
        return self.filter(home_at=None, off_at=None)


class Hand(models.Model):
    """One person, or a few under one name, in one call. Kept so that nobody is left out there; never counted by person,
    and shown to nobody once the call has ended."""

    PRIVACY = Privacy(
        kinds=("name", "phone", "what they bring, when they came and went home"),
        basis="their own answer to a call; Emergency Response Law art. 22 (the village committee organises help)",
        retention="out of view from the end of the call; removed with the matter it belongs to",
    )

    matter = models.ForeignKey("cases.Matter", models.PROTECT, related_name="hands")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)
    """Whose own answer it is; null where somebody took it by telephone."""
    unit = models.ForeignKey("places.Unit", models.PROTECT, related_name="+", null=True)
    """Whose people they are: the unit that wrote them down."""
    name = models.CharField(max_length=40)
    phone = EncryptedTextField(blank=True, default="")
    people = models.PositiveSmallIntegerField(default=1)
    brings = models.CharField(max_length=80, blank=True)
    comes = models.CharField(max_length=40, blank=True)
    said_at = models.DateTimeField()
    arrived_at = models.DateTimeField(null=True)
    home_at = models.DateTimeField(null=True)
    off_at = models.DateTimeField(null=True)
    """They do not come after all."""

    objects = HandQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["matter", "user"],
                condition=models.Q(home_at=None, off_at=None, user__isnull=False),
                name="cases_hand_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.matter_id}"

    @property
    def stands(self) -> str:
        """coming, there, home or off."""
        if self.off_at is not None:
            return "off"
        if self.home_at is not None:
            return "home"
        return "there" if self.arrived_at is not None else "coming"
