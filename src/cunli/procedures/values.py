"""What a fact may hold once a form has cleaned it: JSON, money in fen, units and people by id."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

Value = str | int | bool | list[str] | list[int] | None
Values = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Before:
    """An earlier matter of the same person, of the same procedure and kind, that a fact names by its number."""

    state: str
    in_time: bool
    """It is still being dealt with, and nothing of it is late."""


@dataclass(frozen=True, slots=True)
class Resident:
    """Somebody who lives in a household on the day, by the register."""

    person_id: int
    is_head: bool
    is_minor: bool
    """Under 18; whose birth is unknown is not taken for one."""
    born_on: date | None = None
