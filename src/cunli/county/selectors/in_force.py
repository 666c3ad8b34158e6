"""What holds on a day in a county. Where nobody decided, the default holds; every answer can say where it stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import cast

from django.utils.translation import gettext

from cunli.county import memory
from cunli.county.defaults import DEFAULTS
from cunli.county.values import Item, Json, Rung
from cunli.lib.terms import Length

Request = str | tuple[str, str | None]
"""A key, or a key with the level (or ladder) that is wanted of it."""


class UnknownSetting(KeyError):
    """No such key, or no such level in it: a fault in a procedure, never in what somebody typed."""


@dataclass(frozen=True, slots=True)
class Explained:
    """A value and where it stands. ``valid_from`` is None for a default."""

    key: str
    value: Json
    source: str
    why: str = ""
    valid_from: date | None = None

    @property
    def is_default(self) -> bool:
        return self.valid_from is None


def explain(key: str, *, on: date, county_id: int | None, per: str | None = None) -> Explained:
    """The value with its source, for a settings page and for "why this date?"."""
    found = _found([key], on=on, county_id=county_id)[key]
    return Explained(key, _part(key, found.value, per), found.source, found.why, found.valid_from)


def value(key: str, *, on: date, county_id: int | None, per: str | None = None) -> Json:
    """The JSON value that holds on that day. Raises UnknownSetting."""
    return explain(key, on=on, county_id=county_id, per=per).value


def values(keys: Iterable[str], *, on: date, county_id: int | None) -> Mapping[str, Json]:
    """Several at once."""
    return {key: found.value for key, found in _found(list(keys), on=on, county_id=county_id).items()}


def length(key: str, *, on: date, county_id: int | None, per: str | None = None) -> Length:
    """A clock's length. Raises UnknownSetting when the key is no clock or needs a level."""
    return _as_length(key, value(key, on=on, county_id=county_id, per=per))


def lengths(requests: Iterable[Request], *, on: date, county_id: int | None) -> Mapping[Request, Length]:
    """Several clocks in one query, by the request as it was made; none for no request."""
    asked = {request: request if isinstance(request, tuple) else (request, None) for request in requests}
    found = values({key for key, _per in asked.values()}, on=on, county_id=county_id)
    return {request: _as_length(key, _part(key, found[key], per)) for request, (key, per) in asked.items()}


def number(key: str, *, on: date, county_id: int | None) -> int:
    """So many days or metres. Raises UnknownSetting when the key is no number."""
    found = value(key, on=on, county_id=county_id)
    if not isinstance(found, int):
        raise UnknownSetting(key)
    return found


def items(key: str, *, on: date, county_id: int | None) -> list[Item]:
    """The entries of a list setting that are offered that day, their words in the active language."""
    return [found for found in _every_item(key, on=on, county_id=county_id) if not found.get("stopped")]


def item_lists(keys: Iterable[str], *, on: date, county_id: int | None) -> Mapping[str, list[Item]]:
    """Several list settings at once, what is not offered any more included, their words in the active language."""
    found = values(list(keys), on=on, county_id=county_id)
    return {key: [_spoken(cast("Item", entry)) for entry in cast("list[Json]", found[key])] for key in found}


def item(key: str, entry: str, *, on: date, county_id: int | None) -> Item | None:
    """One entry by its key, also one that is not offered any more; None where the list has no such entry."""
    return next((found for found in _every_item(key, on=on, county_id=county_id) if found["key"] == entry), None)


def ladder(*, by_hour: bool, on: date, county_id: int | None) -> list[Rung]:
    """Whom lateness is told to, the first rung first."""
    rungs = value("escalation", on=on, county_id=county_id, per="by_hour" if by_hour else "by_day")
    return cast("list[Rung]", rungs)


def _every_item(key: str, *, on: date, county_id: int | None) -> list[Item]:
    found = value(key, on=on, county_id=county_id)
    if not isinstance(found, list):
        raise UnknownSetting(key)
    return [_spoken(cast("Item", entry)) for entry in found]


def _found(keys: list[str], *, on: date, county_id: int | None) -> dict[str, Explained]:
    for key in keys:
        if key not in DEFAULTS:
            raise UnknownSetting(key)
    chosen = {key: Explained(key, DEFAULTS[key].value, DEFAULTS[key].source) for key in keys}
    for row in memory.rows(county_id) if keys else ():
        if row.key in chosen and row.valid_from <= on:
            chosen[row.key] = Explained(row.key, row.value, row.source, row.why, row.valid_from)
    return chosen


def _part(key: str, found: Json, per: str | None) -> Json:
    if not per:
        return found
    if not isinstance(found, dict) or per not in found:
        raise UnknownSetting(f"{key}[{per}]")
    return found[per]


def _as_length(key: str, found: Json) -> Length:
    if not isinstance(found, str):
        raise UnknownSetting(key)
    return Length.parse(found)


def _spoken(entry: Item) -> Item:
    told: Item = {**entry, "word": gettext(entry["word"])}
    if "title" in entry:
        told["title"] = gettext(entry["title"])
    return told
