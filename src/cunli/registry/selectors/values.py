"""What the register says in one field, as the plain text that changes are compared in."""

from __future__ import annotations

from datetime import date

from cunli.registry.models import Household, Person


def value_of(person: Person, field: str) -> str:
    """A day as ISO; empty where nothing is known. ``relation`` is asked of the membership."""
    value = getattr(person, field)
    return value.isoformat() if isinstance(value, date) else value or ""


def where_of(household: Household, field: str) -> str:
    """The address or door number of its house."""
    return str(getattr(household.dwelling, field)) if household.dwelling else ""
