"""What a record made at the time can be proved by."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from cunli.journal.models import Entry


@dataclass(frozen=True, slots=True)
class Mark:
    """One entry: its number, the hash of its content in hex, its time."""

    entry: int
    leaf: str
    at: datetime


def newest_mark(subject: str) -> Mark | None:
    """Of what was written about a reference last. The caller has let the actor see what it is about."""
    found = Entry.objects.filter(subject=subject).order_by("-at", "-id").values_list("id", "leaf", "at").first()
    return Mark(found[0], bytes(found[1]).hex(), found[2]) if found else None


def still_says(entry: int, leaf: str) -> bool:
    """Whether that entry is there as it was when it was named; ``verify`` proves all of them by their keys."""
    known = Entry.objects.filter(pk=entry).values_list("leaf", flat=True).first()
    return known is not None and bytes(known).hex() == leaf
