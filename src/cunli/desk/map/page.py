"""The map as a page: points, and beside them everything counted by village and grid. One query for both."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import NamedTuple

from django.conf import settings
from django.utils.translation import gettext as _

from cunli.desk import words
from cunli.desk.inbox.filters import Wanted, chosen, in_tab
from cunli.desk.inbox.page import Choice, Kept, Tab, choices, kept_filters, tabs
from cunli.lib.actors import Actor
from cunli.registry.selectors import sketched_villages
from cunli.registry.services.sketches import may_draw
from cunli.ui.words import due_at, due_tone, due_words

MOST_POINTS = 500
MOST_COUNTED = 3000
"""The nearest days first; the index of the scope is walked no further."""
DIGITS = 4
"""About ten metres: enough to find the pole, not which door of a house."""


class Seen(NamedTuple):
    """One open matter, as little of it as a point needs."""

    ref: str
    title: str
    due_at: datetime | None
    village_id: int | None
    village: str | None
    grid_id: int | None
    grid: str | None
    lat: Decimal | None
    lng: Decimal | None


COLUMNS = ("ref", "title", "due_at", "village_id", "village__short_name", "grid_id", "grid__name", "lat", "lng")


@dataclass(frozen=True, slots=True)
class Here:
    """How many lie here, and the list of exactly those. ``sketch``: the village whose drawing there is, or 0."""

    name: str
    count: int
    href: str
    grids: Sequence[Here] = ()
    sketch: int = 0


@dataclass(frozen=True, slots=True)
class MapPage:
    wanted: Wanted
    tabs: Sequence[Tab]
    villages: Sequence[Choice]
    kinds: Sequence[Choice]
    waits: Sequence[Choice]
    kept: Sequence[Kept]
    grid: str
    clear: str
    places: Sequence[Here]
    counted: int
    is_cut: bool
    points: Sequence[dict[str, object]]
    beyond: int
    """How many have a position and are not drawn."""
    nowhere: int
    """How many have no position."""
    sketches: Sequence[Here]
    undrawn: Sequence[Here]
    """Villages without a drawing, for whoever may give them one."""
    tiles: Sequence[str]
    approval: str


def build(actor: Actor, wanted: Wanted, *, now: datetime) -> MapPage:
    """Six queries: counts of the tabs, villages to choose, kept filters, the matters, sketches."""
    narrowed = chosen(actor, wanted)
    rows = narrowed.filter(in_tab(wanted.tab, actor, now)).values_list(*COLUMNS)[: MOST_COUNTED + 1]
    seen = [Seen(*row) for row in rows]
    counted = seen[:MOST_COUNTED]
    placed = [one for one in counted if one.lat is not None and one.lng is not None]
    sketched = sketched_villages(actor.scope)
    offered = choices(actor, wanted, now)
    return MapPage(
        wanted=wanted,
        tabs=tabs(narrowed, actor, wanted, now),
        villages=offered.villages,
        kinds=offered.kinds,
        waits=offered.waits,
        kept=kept_filters(actor, wanted),
        grid=next((one.grid or "" for one in counted), "") if wanted.grid else "",
        clear=Wanted(tab=wanted.tab).link() if wanted.is_filtered else "",
        places=_places(counted, wanted, {pk for pk, _name in sketched}),
        counted=len(counted),
        is_cut=len(seen) > MOST_COUNTED,
        points=[_point(one, now) for one in placed[:MOST_POINTS]] if settings.MAP_TILES else [],
        beyond=max(0, len(placed) - MOST_POINTS),
        nowhere=len(counted) - len(placed),
        sketches=[Here(name, 0, "", sketch=pk) for pk, name in sketched],
        undrawn=_undrawn(actor, offered.villages, {pk for pk, _name in sketched}),
        tiles=settings.MAP_TILES,
        approval=settings.MAP_APPROVAL,
    )


def _point(one: Seen, now: datetime) -> dict[str, object]:
    """What the script draws. Titles and addresses stand in the inbox as well; positions are rounded."""
    return {
        "lat": round(float(one.lat or 0), DIGITS),
        "lng": round(float(one.lng or 0), DIGITS),
        "title": one.title,
        "due": f"{due_words(one.due_at, now)} · {due_at(one.due_at, now)}" if one.due_at else "",
        "tone": due_tone(one.due_at, now).value if one.due_at else "calm",
        "href": words.matter_url(one.ref),
    }


def _places(counted: Iterable[Seen], wanted: Wanted, sketched: set[int]) -> list[Here]:
    """Villages and their grids in the order of the register, never by how much there is: nobody is ranked."""
    villages: Counter[tuple[int | None, str]] = Counter()
    grids: dict[int | None, Counter[tuple[int | None, str]]] = {}
    for one in counted:
        villages[one.village_id, one.village or ""] += 1
        grids.setdefault(one.village_id, Counter())[one.grid_id, one.grid or ""] += 1
    return [
        Here(
            name=name or _("没写村的"),
            count=count,
            href=wanted.link(village=pk) if pk else "",
            grids=_grids(grids[pk], wanted, name),
            sketch=pk if pk in sketched else 0,
        )
        for (pk, name), count in sorted(villages.items(), key=_registered)
    ]


def _grids(found: Counter[tuple[int | None, str]], wanted: Wanted, village: str) -> list[Here]:
    """Only grids: what the village has beside them is in its own number. Called without the village's name."""
    return [
        Here(name.removeprefix(village), count, wanted.link(grid=pk))
        for (pk, name), count in sorted(found.items(), key=_registered)
        if pk
    ]


def _registered(counted: tuple[tuple[int | None, str], int]) -> int:
    """What has no place of its own comes last."""
    (pk, _name), _count = counted
    return pk or sys.maxsize


def _undrawn(actor: Actor, villages: Sequence[Choice], sketched: set[int]) -> list[Here]:
    if not may_draw(actor):
        return []
    own = [Here(_("本村"), 0, "", sketch=pk) for pk in actor.scope.villages] if not villages else []
    named = own or [Here(village.word, 0, "", sketch=int(village.value)) for village in villages]
    return [village for village in named if village.sketch not in sketched]
