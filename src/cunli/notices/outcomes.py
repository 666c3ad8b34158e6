"""What hangs waits for its outcome: on the day after its last, at its issuer."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from cunli.dues.index import DueItem
from cunli.dues.models import Source
from cunli.lib.terms import end_of
from cunli.notices.models import Notice, State

KIND, STEP = "notice", "outcome"


def due_item(notice: Notice) -> DueItem:
    """Its issuer writes the outcome on the day after the last."""
    if notice.last_day is None:
        raise LookupError("only what hangs is due")
    return DueItem(
        source=Source.NOTICE,
        source_id=notice.pk,
        ref=notice.code,
        title=notice.title,
        kind=KIND,
        step=STEP,
        due_at=end_of(notice.last_day + timedelta(days=1)),
        unit_id=notice.unit_id,
        village_id=notice.village_id,
    )


def due_items() -> Iterator[DueItem]:
    """Of everything that hangs: to rebuild the index from, or to compare it with."""
    hanging = Notice.objects.unscoped("the index of dues is whole").filter(state=State.HANGING)
    yield from map(due_item, hanging.order_by("pk").iterator(500))
