"""What happened: steps and the facts they wrote."""

from __future__ import annotations

from django.db import models

from cunli.lib.encrypted_field import EncryptedTextField
from cunli.lib.privacy import Privacy

AS_THE_MATTER = Privacy(
    kinds=("what was said and done", "names of those present"),
    basis="as the matter it belongs to",
    retention="as the matter it belongs to",
)


class StepTaken(models.Model):
    """One line of the course of a matter. Both times are kept: when it happened and when it was received."""

    PRIVACY = AS_THE_MATTER

    matter = models.ForeignKey("cases.Matter", models.PROTECT, related_name="course")
    number = models.PositiveIntegerField()
    key = models.CharField(max_length=40)
    from_state = models.CharField(max_length=40, blank=True)
    to_state = models.CharField(max_length=40)
    happened_at = models.DateTimeField()
    received_at = models.DateTimeField()
    user_id = models.BigIntegerField(null=True)
    post_id = models.BigIntegerField(null=True)
    actor_name = models.CharField(max_length=80, blank=True)
    actor_title = models.CharField(max_length=120, blank=True)
    text = models.TextField(blank=True)
    """What was said, in the words typed; the facts hold the rest."""
    quiet = models.BooleanField(default=False)
    paper_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["matter", "number"], name="cases_step_once")]

    def __str__(self) -> str:
        return f"{self.matter_id}/{self.number} {self.key}"


class Fact(models.Model):
    """A dated value with its source. Never overwritten: a later step writes a new one."""

    PRIVACY = AS_THE_MATTER

    matter = models.ForeignKey("cases.Matter", models.PROTECT, related_name="facts")
    step = models.ForeignKey("cases.StepTaken", models.PROTECT, related_name="facts", db_index=False)
    key = models.CharField(max_length=40)
    value = models.JSONField(null=True)
    sealed = EncryptedTextField(blank=True, default="")
    """What only some parties read (``Fact.seen_by``): then ``value`` is null, and whoever reads facts has nothing."""
    source = models.CharField(max_length=40)
    """``step`` or the door another floor wrote through (a visit, a meeting)."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["step", "key"], name="cases_fact_once")]

    def __str__(self) -> str:
        return f"{self.key}={self.value}" if not self.sealed else self.key
