"""How a place is called from a day on; what it was called before keeps its period."""

from __future__ import annotations

from datetime import date

from cunli.places.models import Area, AreaName
from cunli.places.rules import short_name


def take_name(area: Area, name: str, *, on: date) -> None:
    """A name that was not in force for a whole day leaves no period."""
    before = AreaName.objects.filter(area=area).order_by("-valid_until").first()
    since = before.valid_until if before else area.valid_from
    if since < on:
        AreaName.objects.create(area=area, name=area.name, valid_from=since, valid_until=on)
    area.name, area.short_name = name, short_name(name)
    area.save(update_fields=["name", "short_name"])
