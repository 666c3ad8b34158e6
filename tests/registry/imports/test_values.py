"""What a cell says, whatever way it was typed."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest

from cunli.registry.imports import values
from cunli.registry.imports.relations import relation_of
from cunli.registry.imports.values import Cell, Unreadable
from cunli.registry.kinds import Relation
from tests.registry.imports.county_rows import id_number

FIFTH_OF_MARCH = ("2024-03-05", "2024.3.5", "2024年3月5日", "20240305", "2024/3/5",
                  "２０２４－０３－０５", " 2024年3月5号 ", 45356,
                  45356.0, "45356", date(2024, 3, 5),
                  datetime.combine(date(2024, 3, 5), time(8, 30)), "2024-03-05 00:00:00")  # fmt: skip
NUMBER = id_number(date(1950, 1, 2), 7)


@pytest.mark.parametrize("cell", FIFTH_OF_MARCH, ids=str)
def test_a_day_is_read_however_it_was_written(cell: Cell) -> None:
    assert values.day(cell) == date(2024, 3, 5)


def test_a_month_is_its_first_day_and_an_empty_cell_no_day() -> None:
    assert values.day("2024年3月") == date(2024, 3, 1)
    assert values.day("　") is None


@pytest.mark.parametrize("cell", ["去年冬天", "2024-02-31", "20241345", "12"])
def test_what_is_no_day_is_not_guessed(cell: str) -> None:
    with pytest.raises(Unreadable):
        values.day(cell)


@pytest.mark.parametrize(
    ("cell", "plain"),
    [("12,345.60元", "12345.6"), ("１２３４５", "12345"), ("1.2万", "12000"), (8000, "8000"), (8000.5, "8000.5"),
     ("￥3 000", "3000"), ("6个月", "6"), ("", ""), ("/", ""), ("-120", "-120")],
)  # fmt: skip
def test_an_amount_is_plain_digits(cell: Cell, plain: str) -> None:
    assert values.amount(cell) == plain


def test_an_id_number_is_read_through_blanks_full_width_and_a_small_x() -> None:
    spaced = f"{NUMBER[:6]} {NUMBER[6:14]} {NUMBER[14:]}".lower()
    wide = "".join(chr(ord(digit) + 0xFEE0) for digit in NUMBER)
    assert values.id_number(spaced) == values.id_number(wide) == (NUMBER, False)


def test_the_number_of_a_disability_card_is_the_id_number_with_kind_and_degree() -> None:
    assert values.id_number(NUMBER + "42") == (NUMBER, True)


@pytest.mark.parametrize("cell", [1.5262319551111e17, 152623195511110018, "1.52623E+17"])
def test_an_id_number_that_became_a_number_is_refused_even_if_it_looks_whole(cell: Cell) -> None:
    with pytest.raises(Unreadable, match="后几位丢了"):
        values.id_number(cell)


def test_a_household_number_typed_as_a_number_is_itself() -> None:
    assert values.code(900000012.0) == "900000012"


def test_what_an_export_escaped_is_read_without_the_apostrophe() -> None:
    assert values.text("'=1+1") == "=1+1"
    assert values.text("'王") == "'王"


@pytest.mark.parametrize(
    ("said", "relation"),
    [("户主", Relation.HEAD), ("之儿媳", Relation.CHILD_IN_LAW), ("户主的次子", Relation.CHILD),
     ("之外孙女", Relation.GRANDCHILD), ("之岳母", Relation.PARENT_IN_LAW), ("干亲", None), ("", None)],
)  # fmt: skip
def test_relations_are_known_by_the_words_of_sheets(said: str, relation: str | None) -> None:
    assert relation_of(said) == relation
