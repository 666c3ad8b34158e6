"""What was told is not kept for ever; the act itself stays in the journal."""

from __future__ import annotations

from datetime import datetime

from cunli.lib.clearing import clear, years_before
from cunli.messages.models import Message


def clear_old(*, at: datetime) -> int:
    """What was written two years ago goes, read or not; the sweep calls this. Returns how many went.

    They are numbered as they are written: up to the first that is still kept, all are over. So the table, the largest
    of the house, is looked through by its numbers and not by day.
    """
    over, rows = years_before(at, 2), Message.objects.unscoped("of everybody in the county")
    kept = rows.filter(created_at__gte=over).order_by("pk").values_list("pk", flat=True).first()
    return clear(rows.filter(created_at__lt=over) if kept is None else rows.filter(created_at__lt=over, pk__lt=kept))
