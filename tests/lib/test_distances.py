from __future__ import annotations

from decimal import Decimal

import pytest

from cunli.lib.distances import Point, box_around, metres_between
from cunli.ui.words import away_words

HERE = Point(Decimal("26.100000"), Decimal("109.200000"))


def point(lat: str, lng: str) -> Point:
    return Point(Decimal(lat), Decimal(lng))


@pytest.mark.parametrize(
    ("other", "metres"),
    [
        (point("26.100000", "109.200000"), 0),
        (point("26.101000", "109.200000"), 111),
        (point("26.100000", "109.201000"), 100),
        (point("26.100539", "109.200000"), 60),
    ],
)
def test_metres_between_two_points_of_a_village(other: Point, metres: int) -> None:
    assert round(metres_between(HERE, other)) == metres == round(metres_between(other, HERE))


def test_a_box_holds_what_is_near_and_little_more() -> None:
    box = box_around(HERE, 200)
    corner = Point(box.lat[1], box.lng[1])
    assert 282 <= metres_between(HERE, corner) <= 284
    assert box.lat[0] < HERE.lat < box.lat[1] and box.lng[0] < HERE.lng < box.lng[1]


def test_a_box_at_the_pole_is_a_box() -> None:
    assert box_around(point("90", "0"), 200).lng[1] < 180


@pytest.mark.parametrize(
    ("metres", "words"),
    [
        (0, "就在这里"),
        (9.9, "就在这里"),
        (10, "约10米外"),
        (62, "约60米外"),
        (99, "约100米外"),
        (148, "约150米外"),
        (960, "约950米外"),
        (994, "约1000米外"),
        (1234, "约1.2公里外"),
    ],
)
def test_a_distance_is_said_as_exactly_as_a_phone_knows_it(metres: float, words: str) -> None:
    assert away_words(metres) == words
