"""The drawings of the three villages that the stories play in: fields, a river, a road and houses, all invented."""

from __future__ import annotations

import io
from datetime import datetime
from decimal import Decimal
from random import Random

from PIL import Image, ImageDraw

from cunli.desk.demo.geography import VILLAGES, Land, VillageIn
from cunli.files.cleaning import Cleaned
from cunli.files.models import Kind
from cunli.files.rules import MediaType
from cunli.lib.actors import SYSTEM
from cunli.registry.services import keep_sketch, place_pins

WIDTH, HEIGHT = 1200, 800
GRASS, FIELDS = "#e9efdc", ("#dfe8c3", "#e8dfb6", "#d3e2bd")
WATER, ROAD, ROOF, WALL = "#9cc3d5", "#c9b79a", "#a9604a", "#6d5a4c"
MIDDLES = ((Decimal(24), Decimal(30)), (Decimal(56), Decimal(66)), (Decimal(80), Decimal(28)))
"""Where the houses of each grid stand together, in percent of the picture."""


def draw(land: Land, *, at: datetime) -> None:
    """Keep a drawing with the pins of its grids for every village that has all its bodies."""
    for number, village in enumerate(one for one in VILLAGES if one.full):
        pk = land.areas[village.key].pk
        picture = Cleaned(f"{village.name}示意图.png", MediaType.PNG, Kind.PHOTO, _picture(village, number))
        keep_sketch(actor=SYSTEM, village_id=pk, picture=picture, at=at)
        spots = {land.grids[f"{village.key}:{grid + 1}"].pk: MIDDLES[grid] for grid in range(village.grids)}
        place_pins(actor=SYSTEM, village_id=pk, spots=spots, at=at)


def _picture(village: VillageIn, seed: int) -> bytes:
    random = Random(seed)  # noqa: S311 - an invented village needs no secret
    picture = Image.new("RGB", (WIDTH, HEIGHT), GRASS)
    pen = ImageDraw.Draw(picture)
    for _field in range(26):
        x, y = random.randint(-60, WIDTH), random.randint(-40, HEIGHT)
        pen.rectangle((x, y, x + random.randint(90, 220), y + random.randint(50, 120)), random.choice(FIELDS))
    pen.line(_winding(random, HEIGHT * 0.86), WATER, width=34, joint="curve")
    pen.line(_winding(random, HEIGHT * 0.48), ROAD, width=16, joint="curve")
    for middle in MIDDLES[: village.grids]:
        _houses(pen, random, float(middle[0]) * WIDTH / 100, float(middle[1]) * HEIGHT / 100)
    kept = io.BytesIO()
    picture.save(kept, "PNG", optimize=True)
    return kept.getvalue()


def _winding(random: Random, middle: float) -> list[tuple[float, float]]:
    """From edge to edge, a little up and down."""
    return [(x, middle + random.randint(-36, 36)) for x in range(-60, WIDTH + 61, 120)]


def _houses(pen: ImageDraw.ImageDraw, random: Random, x: float, y: float) -> None:
    for row in range(3):
        for column in range(5):
            left = x - 150 + column * 64 + random.randint(-8, 8)
            top = y - 80 + row * 58 + random.randint(-6, 6)
            pen.rectangle((left, top, left + 40, top + 26), ROOF, outline=WALL, width=2)
            pen.line((left, top + 13, left + 40, top + 13), WALL, width=2)
