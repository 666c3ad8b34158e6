"""Keep the index: put what is due into it, take it out. No act of its own: the service that changes what is due
calls it inside its transaction and is the one that is journalled."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from cunli.dues.models import Due, Source

WHY = "written by the act that makes it due"
UPDATED = [
    "ref",
    "title",
    "place",
    "kind",
    "step",
    "due_at",
    "by_hour",
    "urgent",
    "unit_id",
    "user_id",
    "not_user_id",
    "village_id",
    "is_left",
    "left_to_area_id",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class DueItem:
    """One thing that waits for ``user_id``, or for whoever serves at ``unit_id`` and is not ``not_user_id``, by
    ``due_at`` (aware)."""

    source: Source
    source_id: int
    ref: str
    title: str
    kind: str
    step: str
    due_at: datetime
    by_hour: bool = False
    urgent: bool = False
    place: str = ""
    unit_id: int | None = None
    user_id: int | None = None
    not_user_id: int | None = None
    village_id: int | None = None


def put(*, items: Sequence[DueItem]) -> None:
    """Insert or replace, one row per source. One query."""
    if items:
        Due.objects.unscoped(WHY).bulk_create(
            [Due(**asdict(item)) for item in items],
            update_conflicts=True,
            unique_fields=["source", "source_id"],
            update_fields=UPDATED,
        )


def clear(*, source: Source, source_ids: Iterable[int]) -> None:
    """What is done waits for nobody."""
    Due.objects.unscoped(WHY).filter(source=source, source_id__in=list(source_ids)).delete()
