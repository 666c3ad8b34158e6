"""A village keeps its drawing, and says where on it its grids are."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from django.db import models, transaction
from django.utils.translation import gettext as _

from cunli.accounts.roles import SYSTEM, Capability
from cunli.files import services as files
from cunli.files.cleaning import Cleaned
from cunli.journal.services import first_result
from cunli.lib.actors import Actor
from cunli.lib.idempotency import Key
from cunli.lib.refusals import Invalid
from cunli.places.kinds import Level
from cunli.places.models import Area, Grid
from cunli.places.scoping import ancestor_filter
from cunli.registry.models import Pin, Sketch
from cunli.registry.refusals import not_yours
from cunli.registry.services import reach

Spot = tuple[Decimal, Decimal]
"""Percent from the left and from the top."""


@transaction.atomic
def keep_sketch(*, actor: Actor, village_id: int, picture: Cleaned, at: datetime, key: Key | None = None) -> Sketch:
    """The village's drawing from now on. A new picture begins without pins. Raises NotYours."""
    village = _village(actor, village_id)
    if first_result(actor=actor, key=key) is None:
        kept = files.keep_cleaned(actor=actor, cleaned=picture, at=at)
        where = {"county_id": village.county_id, "town_id": village.town_id}
        sketch, is_new = _all().update_or_create(
            village_id=village.pk, defaults={**where, "file": kept, "drawn_at": at}
        )
        if not is_new:
            sketch.pins.all().delete()
        _note(actor, "keep_sketch", sketch, {"file": kept.sha256}, at=at, key=key)
    return _all().get(village_id=village.pk)


@transaction.atomic
def place_pins(
    *, actor: Actor, village_id: int, spots: Mapping[int, Spot], at: datetime, key: Key | None = None
) -> Sketch:
    """Where the grids (by id) are on the drawing; a grid that is not named has no pin.

    Raises NotYours, Invalid (no drawing yet, a grid of another village, a spot outside the picture).
    """
    village = _village(actor, village_id)
    sketch = _all().select_for_update().filter(village_id=village.pk).first()
    if sketch is None:
        raise Invalid(_("还没有示意图，先传一张"))
    if first_result(actor=actor, key=key) is not None:
        return sketch
    own = set(Grid.objects.filter(village_id=village.pk, pk__in=spots).values_list("pk", flat=True))
    if own != set(spots) or any(not 0 <= part <= 100 for spot in spots.values() for part in spot):
        raise Invalid(_("位置要在图上，从 0 到 100"))
    sketch.pins.all().delete()
    Pin.objects.bulk_create([Pin(sketch=sketch, grid_id=pk, x=x, y=y) for pk, (x, y) in spots.items()])
    placed = {str(pk): [str(x), str(y)] for pk, (x, y) in spots.items()}
    _note(actor, "place_pins", sketch, {"pins": placed}, at=at, key=key)
    return sketch


def may_draw(actor: Actor) -> bool:
    """Whoever decides who handles what in a village or town knows where things lie."""
    return actor.may(Capability.SCREEN)


def _village(actor: Actor, village_id: int) -> Area:
    found = Area.objects.filter(pk=village_id, level=Level.VILLAGE)
    if actor.role != SYSTEM:
        found = found.filter(ancestor_filter(actor.scope)) if may_draw(actor) else found.none()
    village = found.first()
    if village is None:
        raise not_yours()
    return village


def _all() -> models.QuerySet[Sketch]:
    return Sketch.objects.unscoped("the village is within the actor's reach")


def _note(
    actor: Actor, verb: str, sketch: Sketch, after: Mapping[str, object], *, at: datetime, key: Key | None
) -> None:
    subject = f"sketch:{sketch.village_id}"
    reach.note(actor=actor, verb=verb, subject=subject, at=at, key=key, after=after, result_ref=subject, place=sketch)
