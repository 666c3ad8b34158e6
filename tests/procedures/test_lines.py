"""Lists that are worked off."""

from __future__ import annotations

from cunli.procedures.lines import left


def test_what_nothing_has_named_is_left_in_its_order() -> None:
    assert left(["桥\n\n 路 \n塘"], ["路"]) == ["桥", "塘"]
    assert left([], ["路"]) == [] and left(["  \n"], []) == []


def test_what_is_listed_twice_is_to_be_named_twice() -> None:
    assert left(["桥\n路", "桥"], ["桥"]) == ["路", "桥"]
    assert left(["桥\n路", "桥"], ["桥", "路", "桥"]) == []
