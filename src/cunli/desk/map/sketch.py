"""A village's drawing as a page: its grids where they were pinned, with what is open in each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from uuid import uuid4

from django.db.models import Count
from django.http import QueryDict
from django.urls import reverse

from cunli.cases.models import Matter
from cunli.desk.inbox.filters import Wanted
from cunli.lib.actors import Actor
from cunli.places.models import Area
from cunli.places.selectors import grids_of
from cunli.registry.models import Sketch
from cunli.registry.selectors import sketch_of
from cunli.registry.services.sketches import Spot, may_draw


@dataclass(frozen=True, slots=True)
class Place:
    """A grid: how much is open there, where it is pinned ("" where it is not yet)."""

    pk: int
    name: str
    count: int
    href: str
    x: str = ""
    y: str = ""


@dataclass(frozen=True, slots=True)
class SketchPage:
    village: Area
    sketch: Sketch | None
    places: Sequence[Place]
    may_draw: bool
    draw_key: str
    pin_key: str
    problem: str = ""

    @property
    def pinned(self) -> list[Place]:
        return [place for place in self.places if place.x]


def build(actor: Actor, village: Area, problem: str = "") -> SketchPage:
    """Four queries: the drawing and its pins, the grids, what is open in them."""
    sketch = sketch_of(actor.scope, village.pk)
    pins = {pin.grid_id: pin for pin in sketch.pins.all()} if sketch else {}
    grids = grids_of(village.pk)
    open_here = _open_in(actor, [grid.pk for grid in grids])
    places = [
        Place(
            pk=grid.pk,
            name=grid.name.removeprefix(village.short_name),
            count=open_here.get(grid.pk, 0),
            href=reverse("desk:inbox") + Wanted(grid=grid.pk).link(),
            x=f"{pins[grid.pk].x:.1f}" if grid.pk in pins else "",
            y=f"{pins[grid.pk].y:.1f}" if grid.pk in pins else "",
        )
        for grid in grids
    ]
    return SketchPage(village, sketch, places, may_draw(actor), str(uuid4()), str(uuid4()), problem)


def _open_in(actor: Actor, grid_ids: Sequence[int]) -> Mapping[int, int]:
    """By grid, within the scope: whoever sees one matter of a grid sees one here."""
    found = Matter.objects.within(actor.scope).filter(grid_id__in=grid_ids, is_open=True)
    return dict(found.values_list("grid_id").annotate(n=Count("pk")).order_by())


def spots_in(data: QueryDict, grid_ids: Sequence[int]) -> dict[int, Spot] | None:
    """What was typed for each grid; None where something is no number. A grid with nothing typed has no pin."""
    spots: dict[int, Spot] = {}
    for pk in grid_ids:
        typed = (data.get(f"x{pk}", "").strip(), data.get(f"y{pk}", "").strip())
        if not any(typed):
            continue
        try:
            x, y = (Decimal(part).quantize(Decimal("0.1")) for part in typed)
        except InvalidOperation:
            return None
        if not (x.is_finite() and y.is_finite()):
            return None
        spots[pk] = (x, y)
    return spots
