"""A county's kinds as tiles: the usual ones first, 别的 last, the rest behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from cunli.county.values import Item
from cunli.ui import icons

FIRST = 8
OTHER = "other"


@dataclass(frozen=True, slots=True)
class Tile:
    key: str
    word: str
    icon: str
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    word: str
    tiles: tuple[Tile, ...]


def tiles(items: Sequence[Item], chosen: str = "") -> list[Tile]:
    """All of them, as the county orders them."""
    return [_tile(item, chosen) for item in items]


def often(items: Sequence[Item], chosen: str = "") -> list[Tile]:
    """At most eight; 别的 is the last of them."""
    usual = [item for item in items if item.get("often") and item["key"] != OTHER]
    other = [item for item in items if item["key"] == OTHER]
    return tiles([*usual[: FIRST - len(other)], *other], chosen)


def rarely(items: Sequence[Item], chosen: str = "") -> list[Tile]:
    """Whatever is not among the first."""
    shown = {tile.key for tile in often(items)}
    return tiles([item for item in items if item["key"] not in shown], chosen)


def grouped(items: Sequence[Item], groups: Sequence[Item], chosen: str = "") -> list[Group]:
    """Those that are not among the first, by the county's groups; empty groups are left out."""
    rest = {tile.key: tile for tile in rarely(items, chosen)}
    found = []
    for group in groups:
        tiles = tuple(rest[item["key"]] for item in items if item.get("group") == group["key"] and item["key"] in rest)
        if tiles:
            found.append(Group(group.get("title") or group["word"], tiles))
    return found


def _tile(item: Item, chosen: str) -> Tile:
    """A county may name an icon that is not there: then the word stands alone."""
    icon = item.get("icon", "")
    return Tile(item["key"], item["word"], icon if icon in _known() else "", item["key"] == chosen)


@cache
def _known() -> frozenset[str]:
    return frozenset(icons.names())
