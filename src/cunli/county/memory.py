"""The settings of a county, remembered by this process for a few seconds: every step reads them, hardly anyone writes.

A change begins on a day to come, so a process that hears of it five seconds later promises nobody a wrong day.
"""

from __future__ import annotations

from collections.abc import Sequence
from time import monotonic

from django.db.models import Q

from cunli.county.models import Setting

SECONDS = 5

_rows: dict[int | None, tuple[float, Sequence[Setting]]] = {}


def rows(county_id: int | None) -> Sequence[Setting]:
    """All rows of the county and of the installation, weakest first: the installation's first, older before newer."""
    read_at, found = _rows.get(county_id, (0.0, ()))
    if not read_at or monotonic() - read_at > SECONDS:
        read_at, found = monotonic(), _read(county_id)
        _rows[county_id] = read_at, found
    return found


def forget() -> None:
    """Read again at the next question: something was decided here."""
    _rows.clear()


def _read(county_id: int | None) -> Sequence[Setting]:
    every = Setting.objects.unscoped("a county's rules hold for everyone in it")
    mine = every.filter(Q(area=None) | Q(area_id=county_id))
    return sorted(mine, key=lambda row: (row.area_id is not None, row.valid_from))
