"""Someone is asked for something by a day."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from cunli.lib.privacy import Privacy


class Answer(models.TextChoices):
    """How an ask stands. Silence past its day is computed, never stored."""

    OPEN = "open", _("待回复")
    YES = "yes", _("答应了")
    NO = "no", _("说不行")
    DONE = "done", _("来过了，办了")
    LEFT = "left", _("没办完，先走了")
    OBJECTED = "objected", _("说不归他们")
    DROPPED = "dropped", _("不用答复了")


SETTLED = frozenset({Answer.NO, Answer.DONE, Answer.DROPPED})


class Ask(models.Model):
    """A whistle to a department, a letter to a company, a referral: one table, one chase list."""

    PRIVACY = Privacy(
        kinds=("name of who answered", "what was said", "whatever a reply that was sent says"),
        basis="as the matter it belongs to",
        retention="as the matter it belongs to",
    )

    matter = models.ForeignKey("cases.Matter", models.PROTECT, related_name="asks")
    question = models.CharField(max_length=20)
    about = models.CharField(max_length=200, blank=True, default="")
    """What exactly, where one question is put for several things: a line of a list."""
    unit = models.ForeignKey("places.Unit", models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    asked_by_id = models.BigIntegerField(null=True)
    due_at = models.DateTimeField()
    by_hour = models.BooleanField(default=False)
    reckoning = models.JSONField(default=list)
    answer = models.CharField(max_length=10, choices=Answer.choices, default=Answer.OPEN)
    said = models.TextField(blank=True)
    again_on = models.DateField(null=True)
    """An open ask whose unit said "not yet, because …": the day on which it says more. The ask's own day stays."""
    arrived_at = models.DateTimeField(null=True)
    """An open ask to come whose unit is on the spot: it ends with its work, or when the unit leaves before that."""
    goes_on = models.CharField(max_length=80, blank=True)
    """Who goes on where the unit left before the work was done."""
    answered_at = models.DateTimeField(null=True)
    answered_by = models.CharField(max_length=80, blank=True)
    file = models.ForeignKey("files.StoredFile", models.PROTECT, related_name="+", null=True)
    """What was sent with the answer: a signed reply, as it came."""
    paper_id = models.BigIntegerField(null=True)
    watch_at = models.DateTimeField(null=True)
    chased = models.PositiveSmallIntegerField(default=0)

    class Meta:
        indexes = [
            models.Index(fields=["watch_at"], name="cases_ask_watch", condition=models.Q(watch_at__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.matter_id} {self.question} {self.unit_id}"

    @property
    def is_settled(self) -> bool:
        """Nobody has to do anything about it any more."""
        return self.answer in SETTLED
