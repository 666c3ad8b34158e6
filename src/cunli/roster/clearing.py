"""Who left the roster is not known for ever."""

from __future__ import annotations

from datetime import datetime

from cunli.lib.clearing import clear, years_before
from cunli.lib.terms import day_of
from cunli.roster.models import RosterEntry


def clear_ended(*, at: datetime) -> int:
    """Those that ended a year ago; the sweep calls this. Returns how many went."""
    over = day_of(years_before(at, 1))
    return clear(RosterEntry.objects.unscoped("of the whole county").filter(valid_until__lt=over))
