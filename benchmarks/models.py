"""The row that the bare views write and read."""

from __future__ import annotations

from django.db import models

from cunli.lib.privacy import NO_PERSONAL_DATA


class Note(models.Model):
    """As plain as a row can be."""

    PRIVACY = NO_PERSONAL_DATA

    title = models.CharField(max_length=200)
    place = models.CharField(max_length=120)
    state = models.CharField(max_length=40)
    due_at = models.DateTimeField()
    user_id = models.BigIntegerField()

    class Meta:
        indexes = [models.Index(fields=["user_id", "due_at"], name="benchmarks_note_due")]

    def __str__(self) -> str:
        return self.title
