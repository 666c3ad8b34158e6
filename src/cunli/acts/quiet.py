"""Whether it is night: what leaves the house waits for the morning, unless life is at stake."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from cunli.county import selectors as county
from cunli.lib.terms import day_of
from cunli.places.kinds import Level
from cunli.places.models import Area


def is_quiet(at: datetime) -> bool:
    """By the hours of the county; where several share an installation, while it is night in one of them."""
    counties = Area.objects.unscoped("the sweep acts for all").filter(level=Level.COUNTY, valid_until=None)
    return any(_is_night(at, pk) for pk in counties.values_list("pk", flat=True))


def _is_night(at: datetime, county_id: int) -> bool:
    """Never, where it begins and ends at the same hour."""
    begins = county.number("messages.quiet_from", on=day_of(at), county_id=county_id)
    ends = county.number("messages.quiet_until", on=day_of(at), county_id=county_id)
    hour = timezone.localtime(at).hour
    return begins <= hour < ends if begins <= ends else hour >= begins or hour < ends
