"""Sentences that are told: what somebody typed is put in as it is, with the full stop that they did not type."""

from __future__ import annotations

import pytest

from cunli.lib.sentences import told


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("钱排完了", "因为钱排完了。11月27日再看"),
        ("钱排完了。", "因为钱排完了。11月27日再看"),
        ("钱排完了！", "因为钱排完了！11月27日再看"),
        ("只剩 5%", "因为只剩 5%。11月27日再看"),
        ("Done.", "因为Done. 11月27日再看"),
        ("他说“等一等。”", "因为他说“等一等。”11月27日再看"),
        ("三家都说（电话里）", "因为三家都说（电话里）。11月27日再看"),
        ("", "因为 11月27日再看"),
    ],
)
def test_what_was_typed_ends_its_sentence(typed: str, said: str) -> None:
    assert told("因为%(why)s %(again_on)s再看", {"why": typed, "again_on": "11月27日"}) == said


def test_inside_a_sentence_nothing_is_added_and_at_the_end_there_is_one_stop() -> None:
    words = {"title": "修路", "outcome": "铺好了"}
    assert told("“%(title)s”办完了：%(outcome)s", words) == "“修路”办完了：铺好了。"
    assert told("%(title)s，%(outcome)s吗？", words) == "修路，铺好了吗？"
