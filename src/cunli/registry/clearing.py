"""Proofs whose time is over go; the sweep calls these.

What belongs to a person into whom another was merged stays: taking the merge back puts it where it was.
"""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from cunli.lib.clearing import clear, years_before
from cunli.lib.terms import day_of
from cunli.registry.models import ChildLook, Consent, ErasureRequest, Merge

_WHY = "what the law lets go is cleared for the whole county"
_YEARS = 3


def clear_withdrawn(*, at: datetime) -> int:
    """Consents that were taken back three years ago. Returns how many went."""
    over = day_of(years_before(at, _YEARS))
    return clear(Consent.objects.unscoped(_WHY).filter(withdrawn_on__lt=over).exclude(person__in=_merged()))


def clear_refused(*, at: datetime) -> int:
    """Requests answered three years ago for which nothing was removed. Returns how many went."""
    over = ErasureRequest.objects.unscoped(_WHY).filter(answered_at__lt=years_before(at, _YEARS), erased=[])
    return clear(over.exclude(person__in=_merged()))


def clear_looks(*, at: datetime) -> int:
    """Looks at children that were asked for three years ago. Returns how many went."""
    over = ChildLook.objects.unscoped(_WHY).filter(asked_at__lt=years_before(at, _YEARS))
    return clear(over.exclude(child__in=_merged()))


def _merged() -> QuerySet[Merge, int]:
    return Merge.objects.unscoped(_WHY).standing().values_list("kept", flat=True)
