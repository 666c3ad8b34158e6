"""Whether two entries look like one person: the same answer from both sides, and never about two by law."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cunli.lib import identity
from cunli.registry.similarity import WORDS, Described, reasons
from tests.registry.conftest import id_number

BORN = date(1960, 3, 5)
NUMBER = id_number(BORN, 11)
OLD_NUMBER = NUMBER[:6] + NUMBER[8:17]


def one(
    name: str = "王桂兰", born: date | None = BORN, home: int | None = 1, village: int = 1, **said: object
) -> Described:
    return Described(name, born, village, home, **said)  # type: ignore[arg-type]


def test_the_same_number_is_one_person_however_it_was_typed() -> None:
    x = id_number(date(1980, 1, 1), next(n for n in range(999) if id_number(date(1980, 1, 1), n).endswith("X")))
    for first, second in ((NUMBER, NUMBER), (NUMBER, OLD_NUMBER), (OLD_NUMBER, NUMBER), (x, x.lower())):
        found = reasons(
            one("甲一", id_number=first), one("乙二", date(1999, 1, 1), home=2, village=2, id_number=second)
        )
        assert found == ("same_id",)


def test_two_valid_numbers_are_two_people_however_alike() -> None:
    assert reasons(one(id_number=NUMBER), one(id_number=id_number(BORN, 13))) == ()
    assert reasons(one(id_number=NUMBER), one(id_number="15092219600305011")) != ()


@pytest.mark.parametrize(
    ("name", "said", "why"),
    [
        ("王桂兰", {}, ("same_name",)),
        ("王 桂兰", {}, ("same_name",)),
        ("王桂花", {}, ("one_character",)),
        ("王贵兰", {}, ("one_character", "same_sound")),
        ("汪贵澜", {}, ("same_sound",)),
        ("李翠", {"former": ("王桂兰",)}, ("old_name",)),
        ("王兰", {}, ()),
    ],
)
def test_names_are_alike_by_writing_sound_or_an_older_one(
    name: str, said: dict[str, object], why: tuple[str, ...]
) -> None:
    found = reasons(one(), one(name, **said))
    assert found == ((*why, "same_birth", "same_household") if why else ())


@pytest.mark.parametrize(
    ("born", "why"),
    [
        (BORN, "same_birth"),
        (None, "no_birth"),
        (date(1960, 5, 3), "swapped_birth"),
        (date(1961, 3, 5), "one_digit"),
        (date(1961, 4, 5), ""),
    ],
)
def test_a_birth_may_be_unknown_swapped_or_a_digit_off(born: date | None, why: str) -> None:
    assert reasons(one(), one(born=born)) == (("same_name", why, "same_household") if why else ())


def test_home_is_a_household_or_a_village() -> None:
    assert reasons(one(), one(home=2)) == ("same_name", "same_birth", "same_village")
    assert reasons(one(home=None), one(home=None)) == ("same_name", "same_birth", "same_village")
    assert reasons(one(), one(home=2, village=2)) == ()


def test_brothers_who_share_a_character_are_not_asked_about_for_a_birth_that_is_a_little_off() -> None:
    """王建国 and 王建军 of one village: name or birth may be off, not both; in one household both, if it is written."""
    assert reasons(one("王建国"), one("王建军", date(1963, 3, 5), home=2)) == ()
    assert reasons(one("王建国"), one("王建军", None)) == ()
    assert reasons(one("王建国"), one("王建军", date(1963, 3, 5))) == ("one_character", "one_digit", "same_household")


def test_who_has_no_name_is_like_nobody() -> None:
    assert reasons(one(""), one("")) == ()


described = st.builds(
    Described,
    name=st.text("王汪桂贵兰岚建国", max_size=4),
    born_on=st.none() | st.dates(date(1960, 1, 1), date(1961, 12, 31)),
    village_id=st.integers(1, 2),
    household_id=st.none() | st.integers(1, 2),
    id_number=st.sampled_from(["", NUMBER, OLD_NUMBER, id_number(BORN, 13), "12"]),
    former=st.lists(st.text("王桂兰", min_size=1, max_size=3), max_size=2).map(tuple),
)


@given(described, described)
@settings(max_examples=400, deadline=None)
def test_it_is_symmetric_told_in_words_and_found_through_a_bucket(first: Described, second: Described) -> None:
    found = reasons(first, second)
    assert found == reasons(second, first)
    assert all(str(WORDS[key]) for key in found)
    if found:
        assert set(first.buckets()) & set(second.buckets())


@given(st.dates(date(1910, 1, 1), date(1998, 12, 31)), st.integers(0, 999))
def test_the_old_number_and_the_new_one_are_each_others_form(born: date, serial: int) -> None:
    new = id_number(born, serial)
    old = new[:6] + new[8:17]
    assert identity.full_id(old) == new == identity.full_id(new)
    assert set(identity.id_forms(old)) == set(identity.id_forms(new)) == {old, new}
