from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cunli.lib import identity

days = st.dates(date(1900, 1, 1), date(2026, 12, 31))


@st.composite
def id_numbers(draw: st.DrawFn) -> str:
    place = draw(st.integers(110000, 829999))
    serial = draw(st.integers(0, 999))
    first = f"{place}{draw(days):%Y%m%d}{serial:03d}"
    return first + identity.check_digit(first)


@given(id_numbers())
def test_a_number_with_its_check_digit_is_valid_whatever_the_place(number: str) -> None:
    assert identity.is_id_number(number)
    assert identity.birth_date(number) == date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    assert identity.is_male(number) is (int(number[16]) % 2 == 1)


@given(id_numbers(), st.integers(0, 16), st.integers(1, 9))
def test_any_single_wrong_digit_is_found(number: str, position: int, shift: int) -> None:
    wrong = str((int(number[position]) + shift) % 10)
    assert not identity.is_id_number(number[:position] + wrong + number[position + 1 :])


@given(id_numbers(), st.integers(0, 15))
def test_two_neighbours_swapped_are_found(number: str, position: int) -> None:
    first, second = number[position], number[position + 1]
    swapped = number[:position] + second + first + number[position + 2 :]
    assert identity.is_id_number(swapped) == (first == second)


def test_the_example_of_the_standard() -> None:
    assert identity.is_id_number("11010519491231002X")
    assert identity.is_id_number(" 110105 19491231 002x ")
    assert identity.birth_date("11010519491231002X") == date(1949, 12, 31)
    assert identity.is_male("11010519491231002X") is False


@pytest.mark.parametrize("typed", ["", "11010519491231002", "110105194912310021", "110105491231002", "一二三", "٣٣"])
def test_what_is_not_an_id_number_says_nothing(typed: str) -> None:
    assert not identity.is_id_number(typed)
    assert identity.birth_date(typed) is None
    assert identity.is_male(typed) is None


def test_an_impossible_birthday_is_refused() -> None:
    first = "11010519490230002"
    assert not identity.is_id_number(first + identity.check_digit(first))


@pytest.mark.parametrize(("on", "years"), [(date(2026, 11, 22), 13), (date(2026, 11, 23), 14), (date(2027, 1, 1), 14)])
def test_a_year_of_life_is_full_on_the_birthday(on: date, years: int) -> None:
    assert identity.age(date(2012, 11, 23), on) == years


@pytest.mark.parametrize(
    ("typed", "wanted", "shown"),
    [
        ("138 0000 1111", "+8613800001111", "13800001111"),
        ("+86-192-1234-5678", "+8619212345678", "19212345678"),
        ("１４７００００１１１１", "+8614700001111", "14700001111"),
        ("0474-7901234", "+864747901234", "0474-7901234"),
        ("+1 202 555 0123", "+12025550123", "+12025550123"),
    ],
)
def test_phones_are_normalised_and_shown_as_people_write_them(typed: str, wanted: str, shown: str) -> None:
    assert identity.normalise_phone(typed) == wanted
    assert identity.local_phone(typed) == shown
    assert identity.is_phone(typed)


@pytest.mark.parametrize("typed", ["", "没有电话", "110", "12345", "1380000111", "7901234"])
def test_what_cannot_be_dialled_is_no_phone(typed: str) -> None:
    assert identity.normalise_phone(typed) == ""
    assert identity.local_phone(typed) == typed


def test_normalising_keeps_what_it_cannot_read() -> None:
    assert identity.normalise("phone", "内线 12") == "内线12"
    assert identity.normalise("bank", "6222 0000-0000 0000") == "6222000000000000"
