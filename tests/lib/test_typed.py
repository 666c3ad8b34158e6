"""What nobody can see is dropped from what people type; what they meant stays."""

from __future__ import annotations

import pytest

from cunli.lib.typed import TextField, seen


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("张\u202e有\u2066田", "张有田"),
        ("\u200b杆\u200c子\ufeff歪了\u00ad", "杆子歪了"),
        ("杆子\ufffd歪了\x00", "杆子歪了"),
        ("\ud83d杆子", "杆子"),
        ("一\r\n二\r三\u2028四\n五\t六", "一\n二\n三\n四\n五\t六"),
        ("\U000e0041杆\u3164子", "杆子"),
        ("张\u200d三", "张三"),
    ],
)
def test_the_unseen_goes(typed: str, kept: str) -> None:
    assert seen(typed) == kept


@pytest.mark.parametrize(
    "typed", ["𠮷野\U000e0100家", "葛\U000e0100城", "👨\u200d👩\u200d👧", "❤️\u200d🔥", "ئۇيغۇر", "བོད་ཡིག", "全角　空格"]
)
def test_rare_characters_other_scripts_and_faces_stay(typed: str) -> None:
    assert seen(typed) == typed


def test_a_field_of_nothing_but_unseen_characters_is_empty() -> None:
    assert TextField(required=False).clean(" \u200b\u202e ") == ""
