"""What must not hang on a wall: ID numbers, telephones, bank cards, what somebody suffers from. Pure.

Rather too much than too little: whoever drafts sees every mark before anything is published, and may write the sentence
another way; a number that was hung up cannot be taken back.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import accumulate

from cunli.lib.codes import check_digit


class Hidden(StrEnum):
    ID = "id"
    BANK = "bank"
    PHONE = "phone"
    HEALTH = "health"


MARKS = {
    Hidden.ID: "〔身份证号已遮住〕",
    Hidden.BANK: "〔银行卡号已遮住〕",
    Hidden.PHONE: "〔电话已遮住〕",
    Hidden.HEALTH: "〔病情已遮住〕",
}
"""What hangs in its place: words, so that it is read aloud and printed as what it is."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the text as it will hang; ``hidden`` says what its mark stands for, None for what stays."""

    text: str
    hidden: Hidden | None = None


_BETWEEN = r"(?:[ \t\u00a0\u2000-\u200a\u3000\-‐-―－()（）]{1,2}|[.．·](?=\d{3}))?"
_RUN = re.compile(rf"\d(?:{_BETWEEN}\d)*(?:{_BETWEEN}[XxＸｘ](?![A-Za-z]))?")
_TOKEN = re.compile(r"\d+|[XxＸｘ]")
_MOBILE = re.compile(r"(?:0086|86)?1[3-9]\d{9}")
_LANDLINE = re.compile(r"0[1-9]\d{8,10}")
_LOCAL = re.compile(r"[2-9]\d{6,7}")
_CALLED = re.compile(r"(?:电话|座机|手机|联系|拨打)[^\d\n]{0,6}$")
_ID = re.compile(r"[1-9]\d{16}[\dX]")
_OLD_ID = re.compile(r"[1-9]\d{14}")


def black_out(text: str, *, health_words: Collection[str], open_numbers: Collection[str] = ()) -> tuple[Piece, ...]:
    """The text in pieces. ``open_numbers``: telephones of offices, which people are meant to call."""
    known = frozenset(map(_digits, open_numbers))
    found = [*_numbers(text, known), *_words(text, health_words)]
    return tuple(_pieces(text, sorted(found)))


def as_hung(pieces: Sequence[Piece]) -> str:
    """The only text that is published."""
    return "".join(piece.text for piece in pieces)


_Found = tuple[int, int, Hidden]


def _pieces(text: str, found: Sequence[_Found]) -> Iterator[Piece]:
    at = 0
    for first, last, kind in found:
        if first < at:
            continue
        if first > at:
            yield Piece(text[at:first])
        yield Piece(MARKS[kind], kind)
        at = last
    if at < len(text):
        yield Piece(text[at:])


def _words(text: str, words: Collection[str]) -> Iterator[_Found]:
    """The longest word first, so that none hides half of another."""
    wanted = sorted(filter(None, words), key=len, reverse=True)
    if wanted:
        for found in re.finditer("|".join(map(re.escape, wanted)), text):
            yield found.start(), found.end(), Hidden.HEALTH


def _numbers(text: str, known: frozenset[str]) -> Iterator[_Found]:
    for run in _RUN.finditer(text):
        tokens = [(run.start() + one.start(), run.start() + one.end()) for one in _TOKEN.finditer(run[0])]
        yield from _in_run(text, tokens, known)


def _in_run(text: str, tokens: Sequence[tuple[int, int]], known: frozenset[str]) -> Iterator[_Found]:
    """A number begins and ends where a group of digits does; the longest that is one wins."""
    at = 0
    while at < len(tokens):
        taken = _from(text, tokens[at:], known)
        if taken is None:
            at += 1
            continue
        size, kind = taken
        if kind is not None:
            yield tokens[at][0], tokens[at + size - 1][1], kind
        at += size


def _from(text: str, tokens: Sequence[tuple[int, int]], known: frozenset[str]) -> tuple[int, Hidden | None] | None:
    """How many groups make a number, and of which kind; a kind of None is a number that may stay."""
    groups = [_digits(text[first:last]) for first, last in tokens[:19]]
    is_called = bool(_CALLED.search(text[max(0, tokens[0][0] - 10) : tokens[0][0]]))
    for size, whole in reversed(list(enumerate(accumulate(groups), 1))):
        if whole in known:
            return size, None
        kind = _kind(whole, is_called=is_called)
        if kind is not None:
            return size, kind
    return None


def _kind(number: str, *, is_called: bool) -> Hidden | None:
    if (_ID.fullmatch(number) and _is_day(number[6:14])) or (
        _OLD_ID.fullmatch(number) and _is_day("19" + number[6:12])
    ):
        return Hidden.ID
    if 16 <= len(number) <= 19 and number.isdigit() and check_digit(number[:-1]) == number[-1]:
        return Hidden.BANK
    if _MOBILE.fullmatch(number) or _LANDLINE.fullmatch(number) or (is_called and _LOCAL.fullmatch(number)):
        return Hidden.PHONE
    return None


def _is_day(digits: str) -> bool:
    """A day of birth. The last digit is not asked about: a number with one slip of the pen still names somebody."""
    try:
        date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return False
    return digits[:2] in ("18", "19", "20")


def _digits(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).upper()
    return "".join(
        str(unicodedata.digit(sign)) if sign.isdigit() else sign for sign in plain if sign.isdigit() or sign == "X"
    )
