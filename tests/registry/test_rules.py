from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cunli.lib.spans import Span
from cunli.registry import readings, rules

D = date(2026, 11, 23)
days = st.dates(date(2000, 1, 1), date(2030, 1, 1))


def test_who_moves_out_on_a_day_is_not_resident_on_it() -> None:
    lived = Span(date(2020, 1, 1), D)
    assert rules.is_resident(lived, D - timedelta(days=1))
    assert not rules.is_resident(lived, D)


def test_who_moves_in_on_a_day_is_resident_on_it() -> None:
    assert rules.is_resident(Span(D), D)
    assert not rules.is_resident(Span(D), D - timedelta(days=1))


@given(days, days)
def test_a_move_from_one_household_to_another_leaves_no_day_out_and_counts_none_twice(moved: date, day: date) -> None:
    before, after = Span(date(1990, 1, 1), moved), Span(moved)
    assert rules.is_resident(before, day) != rules.is_resident(after, day)


@given(days, days)
def test_what_ended_at_all_held_for_a_day(started: date, on: date) -> None:
    assert rules.end_day(started, on) > started


@pytest.mark.parametrize(("on", "child"), [(date(2026, 11, 22), True), (date(2026, 11, 23), False)])
def test_childhood_ends_on_the_fourteenth_birthday(on: date, child: bool) -> None:
    assert rules.is_child(date(2012, 11, 23), on) is child


def test_an_unknown_birth_is_not_taken_for_a_child() -> None:
    assert not rules.is_child(None, D)


@pytest.mark.parametrize(("text", "enough"), [("核对医保", True), ("", False), ("看看", False), ("1234", False),
                                              ("aaaa", False), ("    ", False), ("。。。。", False)])  # fmt: skip
def test_a_reason_says_something(text: str, enough: bool) -> None:
    assert rules.is_reason(text) is enough


def test_household_numbers_count_up() -> None:
    assert rules.next_household_no(None) == "0001"
    assert rules.next_household_no("0099") == "0100"


def test_numbers_are_masked_as_people_write_them() -> None:
    assert rules.masked("phone", "+8613800001234") == "138****1234"
    assert rules.masked("phone", "") == ""
    assert rules.masked("bank", "6222000011112222") == "************2222"
    assert rules.masked("id_number", "11010519491231002X") == "1101**********002X"


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("单桂兰", "shanguilan"),
        ("单桂兰", "sgl"),
        ("曾军", "zengjun"),
        ("翟志", "zhai"),
        ("解放", "xie"),
        ("查良", "zha"),
        ("区大", "ou"),
        ("朴顺", "piao"),
        ("缪红", "miao"),
        ("冼星", "xian"),
        ("乐平", "yue"),
        ("乐平", "leping"),
        ("员外", "yun"),
        ("覃明", "qin"),
        ("覃明", "tan"),
        ("隗顺", "kui"),
        ("单于兰", "chanyulan"),
        ("单于兰", "shanyulan"),
        ("单于兰", "syl"),
        ("乐正绫", "yuezheng"),
        ("长孙无忌", "zhangsun"),
        ("盖天", "ge"),
        ("盖天", "gai"),
        ("翟志", "dizhi"),
        ("乜红", "nie"),
        ("郇军", "huan"),
        ("令狐冲", "lhc"),
        ("仇英", "qiu"),
        ("任行", "ren"),
        ("尉迟恭", "yuchi"),
        ("万俟卨", "moqi"),
        ("吕布", "lv"),
        ("阿·木", "am"),
        ("王Anna", "wanganna"),
    ],
)
def test_a_name_is_read_as_people_read_it(name: str, typed: str) -> None:
    assert any(reading.startswith(readings.typed(typed)) for reading in readings.pinyin_of(name))


def test_the_common_reading_is_kept_too() -> None:
    assert readings.pinyin_of("单桂兰") == ("shanguilan", "sgl", "danguilan", "dgl")
    assert readings.pinyin_of("王桂兰") == ("wangguilan", "wgl")


def test_what_has_no_reading_has_none() -> None:
    assert readings.pinyin_of("") == readings.pinyin_of("123") == ()
    assert readings.keys_of(" · ") == []


def test_a_name_is_found_from_its_beginning_and_by_its_later_parts() -> None:
    assert readings.keys_of("阿·木 Li") == ["阿木li", "~木li", "~li", "~i", "amuli", "aml"]


def test_typed_pinyin_is_plain() -> None:
    assert readings.typed("LÜ Bu") == "lvbu"
    assert readings.typed("Xi'an") == "xian"
