"""How far apart two points of a village are (WGS84 degrees in, metres out)."""

from __future__ import annotations

from decimal import Decimal
from math import cos, hypot, radians
from typing import NamedTuple

METRES_PER_DEGREE = 111_320
"""Of latitude; of longitude at the equator."""


class Point(NamedTuple):
    """Six decimals are 10 cm."""

    lat: Decimal
    lng: Decimal


class Box(NamedTuple):
    """Lowest and highest latitude and longitude."""

    lat: tuple[Decimal, Decimal]
    lng: tuple[Decimal, Decimal]


def metres_between(one: Point, other: Point) -> float:
    """As on a flat map: exact to a metre within a village, and of no use across a province."""
    north = float(one.lat - other.lat) * METRES_PER_DEGREE
    east = float(one.lng - other.lng) * METRES_PER_DEGREE * _shrunk(one)
    return hypot(north, east)


def box_around(point: Point, metres: int) -> Box:
    """The square that holds everything within so many metres, for a database to look into."""
    up = Decimal(metres) / METRES_PER_DEGREE
    aside = up / Decimal(str(_shrunk(point)))
    return Box((point.lat - up, point.lat + up), (point.lng - aside, point.lng + aside))


def _shrunk(point: Point) -> float:
    """How much shorter a degree of longitude is there; not nothing even at a pole."""
    return max(cos(radians(float(point.lat))), 0.01)
