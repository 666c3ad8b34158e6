"""Who wants to hear, what happened, and what still has to be told."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from cunli.accounts.models import Post
from cunli.lib.encrypted_field import EncryptedTextField
from cunli.lib.privacy import NO_PERSONAL_DATA, Privacy


class Kind(models.TextChoices):
    """Part of the wire format: no translation."""

    FILED = "matter.filed", "matter.filed"
    STEP = "matter.step", "matter.step"
    ENDED = "matter.ended", "matter.ended"


class Webhook(models.Model):
    """One address of another system that hears what a post may see, until a day (exclusive) or until it is removed.

    Failing tries are of the address, not of one event: what waits behind waits too, so the order is kept.
    """

    PRIVACY = Privacy(
        kinds=("office holder through whose post a machine hears",),
        basis="statutory duty: acts name who did them (Cybersecurity Law art. 23)",
        retention="as long as the record of acts",
    )

    post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    name = models.CharField(max_length=40)
    purpose = models.CharField(max_length=200)
    address = EncryptedTextField()
    """It may hold a secret of the other system, so it is sealed like the key."""
    key = EncryptedTextField()
    old_key = EncryptedTextField(blank=True)
    old_key_until = models.DateTimeField(null=True)
    """Until then both keys sign, so that the other system changes over without losing anything."""
    made_at = models.DateTimeField()
    valid_until = models.DateField()
    removed_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    """Failed ones in a row."""
    next_try_at = models.DateTimeField(null=True)
    busy_until = models.DateTimeField(null=True)
    """A sweep is at it."""
    problem = models.CharField(max_length=200, blank=True)
    asleep_at = models.DateTimeField(null=True)
    """Nothing is tried until somebody wakes it."""
    heard_at = models.DateTimeField(null=True)
    """When it last took something."""

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["post", "name"], condition=Q(removed_at=None), name="webhooks_one_of_a_name"
            )
        ]

    def __str__(self) -> str:
        return self.name


class Event(models.Model):
    """Written in the transaction of the act, so there is none for what did not happen. ``ref`` and ``number`` (which
    step of the matter it was) name it for good."""

    PRIVACY = NO_PERSONAL_DATA

    kind = models.CharField(max_length=20, choices=Kind.choices)
    ref = models.CharField(max_length=24)
    number = models.PositiveIntegerField()
    procedure = models.CharField(max_length=40)
    state = models.CharField(max_length=40)
    step = models.CharField(max_length=40)
    happened_at = models.DateTimeField()
    received_at = models.DateTimeField()
    is_shared = models.BooleanField(default=False)
    """There is a delivery for everybody who may hear of it."""

    class Meta:
        indexes = [
            models.Index(fields=["id"], name="webhooks_event_new", condition=Q(is_shared=False)),
            models.Index(fields=["received_at"], name="webhooks_event_age"),
        ]

    def __str__(self) -> str:
        return f"{self.ref}/{self.number}"


class Delivery(models.Model):
    """One event that one webhook has not taken yet; gone once it has."""

    PRIVACY = NO_PERSONAL_DATA

    webhook = models.ForeignKey(Webhook, models.CASCADE, related_name="deliveries", db_index=False)
    event = models.ForeignKey(Event, models.CASCADE, related_name="deliveries")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["webhook", "event"], name="webhooks_delivery_once")]

    def __str__(self) -> str:
        return f"{self.event_id} → {self.webhook_id}"
