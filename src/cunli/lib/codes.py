"""Codes for people: printed references, and short codes that can be told by phone."""

from __future__ import annotations

import secrets
from collections.abc import Callable

CODE_LENGTH = 10


def short_code() -> str:
    """Ten digits with a check digit: not guessable by trying, checkable when misheard.

    Nine random digits give 10⁹ codes; the door throttles each address, so that guessing finds nothing in a lifetime.
    """
    body = "".join(secrets.choice("0123456789") for _ in range(CODE_LENGTH - 1))
    return body + check_digit(body)


def free_code(is_taken: Callable[[str], bool]) -> str:
    """A short code that nobody has: with a million given out, one new one in a thousand would be somebody's."""
    return next(code for code in iter(short_code, "") if not is_taken(code))


def check_digit(body: str) -> str:
    """Luhn: one misheard digit or two swapped neighbours are noticed."""
    total = 0
    for place, digit in enumerate(reversed(body)):
        value = int(digit) * (2 if place % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return str(-total % 10)


def is_short_code(text: str) -> bool:
    return len(text) == CODE_LENGTH and text.isascii() and text.isdigit() and check_digit(text[:-1]) == text[-1]


def spoken(code: str) -> str:
    """In groups as it is read aloud: ``123 456 7890``."""
    return f"{code[:3]} {code[3:6]} {code[6:]}"


def reference(prefix: str, year: int, serial: int) -> str:
    """A printed reference: ``HD-2026-00017``."""
    return f"{prefix}-{year}-{serial:05d}"
