"""Numbers without gaps: the counter moves in the transaction that uses the number."""

from __future__ import annotations

from django.db.models import F

from cunli.papers.kinds import PaperKind
from cunli.papers.models import NumberSeries


def next_serial(*, unit_id: int, kind: PaperKind, year: int) -> int:
    """The next serial of a series. The caller's transaction holds the row until it ends; a rollback gives it back."""
    NumberSeries.objects.bulk_create([NumberSeries(unit_id=unit_id, kind=kind, year=year)], ignore_conflicts=True)
    series = NumberSeries.objects.filter(unit_id=unit_id, kind=kind, year=year)
    series.update(last=F("last") + 1)
    return series.values_list("last", flat=True).get()
