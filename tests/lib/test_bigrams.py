from __future__ import annotations

import pytest

from cunli.lib.bigrams import tokens, wanted


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("路灯坏了", ["路", "灯", "坏", "了", "路灯", "灯坏", "坏了"]),
        ("3号 ＬＥＤ灯", ["3", "号", "led", "灯"]),
        ("A座，B座", ["a", "座", "b"]),
        ("玉米地\n路", ["玉", "米", "地", "玉米", "米地", "路"]),
        ("𬭳𪚥", ["𬭳", "𪚥", "𬭳𪚥"]),
        ("二〇二六", ["二", "〇", "六", "二〇", "〇二", "二六"]),
        ("_%'\"()*^:- ", []),
        ("", []),
    ],
)
def test_a_text_is_kept_as_characters_and_pairs_of_neighbours(text: str, kept: list[str]) -> None:
    assert tokens(text) == kept


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("灯", ["灯"]),
        ("路灯", ["路灯"]),
        ("路灯坏", ["路灯", "灯坏"]),
        ("村口 路灯", ["村口", "路灯"]),
        ("led灯", ["led", "灯"]),
        ("，", []),
    ],
)
def test_what_is_asked_for_is_the_longest_that_is_kept(text: str, asked: list[str]) -> None:
    assert wanted(text) == asked
    assert set(wanted(text)) <= set(tokens(text))
