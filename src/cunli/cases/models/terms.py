"""Clocks of a matter."""

from __future__ import annotations

from django.db import models

from cunli.lib.privacy import NO_PERSONAL_DATA


class Term(models.Model):
    """One clock, with the reckoning that explains its day. What the county had set then is kept as ``length``.

    Running until ``met_at`` or ``ended_at``. ``watch_at`` is when the sweep next looks at it: first its due moment,
    then the next rung of the ladder, then never.
    """

    PRIVACY = NO_PERSONAL_DATA

    matter = models.ForeignKey("cases.Matter", models.PROTECT, related_name="terms")
    key = models.CharField(max_length=40)
    started_at = models.DateTimeField()
    length = models.CharField(max_length=12)
    due_at = models.DateTimeField()
    by_hour = models.BooleanField(default=False)
    provisional = models.BooleanField(default=False)
    reckoning = models.JSONField(default=list)
    suspensions = models.JSONField(default=list)
    """``[[from day, until day or null], …]``, ISO days, the upper bound exclusive."""
    met_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    watch_at = models.DateTimeField(null=True)
    rung = models.PositiveSmallIntegerField(default=0)

    class Meta:
        indexes = [
            models.Index(
                fields=["watch_at"],
                name="cases_term_watch",
                condition=models.Q(watch_at__isnull=False),
            ),
            models.Index(
                fields=["watch_at"],
                name="cases_term_provisional",
                condition=models.Q(provisional=True, rung=0, watch_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.matter_id} {self.key} {self.due_at:%Y-%m-%d}"

    @property
    def is_running(self) -> bool:
        return self.met_at is None and self.ended_at is None
