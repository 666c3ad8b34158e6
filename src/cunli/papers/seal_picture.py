"""The picture that stands where the seal goes: a round red specimen with the unit's name.

It is no electronic seal in the sense of the Electronic Signature Law and says so (电子样章); the paper's
verification code is what proves it. A unit prints the letter and puts its own seal on it.
"""

from __future__ import annotations

import functools
import io
import math

from PIL import Image, ImageDraw

from cunli.papers.fonts import chinese_font

RED = (214, 30, 30, 225)
SIZE = 640
"""Pixels for 42 mm, the diameter of the seals of towns and villages (国发〔1999〕25号)."""
ARC_DEGREES = 250.0


@functools.lru_cache(maxsize=64)
def seal_png(unit_name: str) -> bytes:
    """PNG with a transparent ground, 640 × 640."""
    picture = Image.new("RGBA", (SIZE, SIZE))
    draw = ImageDraw.Draw(picture)
    draw.ellipse((8, 8, SIZE - 8, SIZE - 8), outline=RED, width=18)
    draw.polygon(_star(SIZE / 2, SIZE / 2 - 6, 96), fill=RED)
    _write_arc(picture, unit_name)
    font = chinese_font(52)
    if font is not None:
        draw.text((SIZE / 2, SIZE * 0.79), "电子样章", font=font, fill=RED, anchor="mm")
    return _png(picture)


@functools.cache
def empty_png() -> bytes:
    """Stands in for the seal in a draft."""
    return _png(Image.new("RGBA", (8, 8)))


def _star(x: float, y: float, radius: float) -> list[tuple[float, float]]:
    points = []
    for corner in range(10):
        reach = radius if corner % 2 == 0 else radius * 0.382
        angle = math.radians(36 * corner - 90)
        points.append((x + reach * math.cos(angle), y + reach * math.sin(angle)))
    return points


def _write_arc(picture: Image.Image, text: str) -> None:
    """Characters stand on the inside of the ring, from lower left over the top to lower right."""
    size = 84 if len(text) <= 11 else max(44, 920 // len(text))
    font = chinese_font(size)
    if font is None:
        return
    spread = min(ARC_DEGREES, 26.0 * (len(text) - 1))
    radius = SIZE / 2 - 34 - size / 2
    for place, character in enumerate(text):
        angle = -spread / 2 + (spread * place / (len(text) - 1) if len(text) > 1 else 0)
        tile = Image.new("RGBA", (size * 2, size * 2))
        ImageDraw.Draw(tile).text((size, size), character, font=font, fill=RED, anchor="mm")
        turned = tile.rotate(-angle, resample=Image.Resampling.BICUBIC)
        x = SIZE / 2 + radius * math.sin(math.radians(angle)) - size
        y = SIZE / 2 - radius * math.cos(math.radians(angle)) - size
        picture.alpha_composite(turned, (max(0, round(x)), max(0, round(y))))


def _png(picture: Image.Image) -> bytes:
    written = io.BytesIO()
    picture.save(written, "PNG", optimize=True)
    return written.getvalue()
