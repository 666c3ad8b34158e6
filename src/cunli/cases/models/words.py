"""What a matter is found by."""

from __future__ import annotations

from django.db import models

from cunli.cases.models.course import AS_THE_MATTER
from cunli.lib.word_field import WordField


class MatterWords(models.Model):
    """The words of one matter, from when it comes in and, marked, from what its steps say: a row of its own, so that a
    step that says nothing does not pay for the index.

    Beside the words of its texts stand those of its place ("村12"), so that a search in a village reads no more than
    what that village said.
    """

    PRIVACY = AS_THE_MATTER

    matter = models.OneToOneField("cases.Matter", models.PROTECT, primary_key=True, related_name="words")
    words = WordField()

    def __str__(self) -> str:
        return f"words of {self.matter_id}"
