"""What a fact may hold once a form has cleaned it: JSON, money in fen, units and people by id."""

from __future__ import annotations

from collections.abc import Mapping

Value = str | int | bool | list[str] | list[int] | None
Values = Mapping[str, Value]
