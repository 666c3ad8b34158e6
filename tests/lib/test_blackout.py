"""What is blacked out before a notice hangs, and what must stay readable."""

from __future__ import annotations

import pytest

from cunli.lib.blackout import Hidden, as_hung, black_out
from cunli.lib.codes import check_digit

WORDS = ("肝硬化", "肝", "尿毒症")
ID = "152634196203040026"
CARD = "621226" + "030001234567"
CARD += check_digit(CARD)


def kinds(text: str, **more: object) -> list[Hidden]:
    return [piece.hidden for piece in black_out(text, health_words=WORDS, **more) if piece.hidden]


@pytest.mark.parametrize(
    "written",
    [
        ID,
        "１５２６３４１９６２０３０４００２６",
        "152634 19620304 0026",
        "152634-1962-0304-0026",
        "1 5 2 6 3 4 1 9 6 2 0 3 0 4 0 0 2 6",
        "15263419620304002X",
        "15263419620304002ｘ",
        "152634620304002",
    ],
)
def test_an_id_number_however_it_is_written(written: str) -> None:
    hung = as_hung(black_out(f"张有田，{written}，三组", health_words=WORDS))
    assert hung == "张有田，〔身份证号已遮住〕，三组"


@pytest.mark.parametrize(
    "written",
    ["13800001111", "138 0000 1111", "138-0000-1111", "１３８００００１１１１", "+86 138 0000 1111", "138.0000.1111",
     "0474-7901234", "(0474)7901234", "010 88887777", "电话：7901234", "座机 88887777"],
)  # fmt: skip
def test_a_telephone_however_it_is_written(written: str) -> None:
    assert kinds(f"有事找他 {written}。") == [Hidden.PHONE]


def test_a_bank_card_by_its_check_digit() -> None:
    wrong = CARD[:-1] + str((int(CARD[-1]) + 1) % 10)
    assert kinds(f"打到 {CARD[:4]} {CARD[4:8]} {CARD[8:]}") == [Hidden.BANK]
    assert kinds(f"合同号 {wrong}") == []


def test_the_longest_word_for_an_illness_wins() -> None:
    hung = as_hung(black_out("因肝硬化、尿毒症致贫", health_words=WORDS))
    assert hung == "因〔病情已遮住〕、〔病情已遮住〕致贫"


@pytest.mark.parametrize(
    "text",
    ["2026年11月23日至2026年11月30日", "2026-11-23 2026-11-30", "每户 1500.00 元，共 20000.00 元", "XD-2026-00017",
     "一亩 3.5 元，共 12345678 元", "", "138****1111"],
)  # fmt: skip
def test_what_names_nobody_stays(text: str) -> None:
    assert kinds(text) == []
    assert as_hung(black_out(text, health_words=())) == text


def test_an_offices_own_number_stays() -> None:
    said = "有意见请打 0474-7900142，或者 13800001111"
    assert kinds(said, open_numbers=["0474-7900142"]) == [Hidden.PHONE]
    assert "0474-7900142" in as_hung(black_out(said, health_words=(), open_numbers=["04747900142"]))


def test_what_was_blacked_out_once_is_not_blacked_out_again() -> None:
    once = as_hung(black_out(f"{ID} 尿毒症 13800001111 {CARD}", health_words=WORDS))
    assert kinds(once) == []


def test_two_numbers_side_by_side_are_two() -> None:
    assert kinds("13800001111 13900002222") == [Hidden.PHONE, Hidden.PHONE]
