"""A value of the register becomes another, through the doors that there are: one asks, another checks."""

from __future__ import annotations

from cunli.registry import services
from cunli.registry.models import Correction, Person
from tests.cast import NOW, Cast


def ask_change(cast: Cast, person: Person, field: str, value: str) -> Correction:
    return services.ask_correction(
        actor=cast.actor("peace_officer"),
        person_id=person.pk,
        field=field,
        value=value,
        reason="本人说的不一样",
        at=NOW,
    )


def change(cast: Cast, person: Person, field: str, value: str) -> None:
    asked = ask_change(cast, person, field, value)
    services.apply_correction(actor=cast.actor("wang_clerk"), correction_id=asked.pk, again=value, at=NOW)
