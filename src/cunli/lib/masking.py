"""What is shown of a number or a name when the whole is not needed."""

from __future__ import annotations

import re

_LONG = re.compile(r"\d{7,}[\dXx]?")


def mask_id(number: str) -> str:
    """``522633195203040021`` → ``5226**********0021``."""
    return _middle(number, head=4, tail=4)


def mask_phone(number: str) -> str:
    """``13800138000`` → ``138****8000``; a short or foreign number keeps its last two digits."""
    return _middle(number, head=3, tail=4) if len(number) >= 11 else _middle(number, head=0, tail=2)


def mask_bank(number: str) -> str:
    """Only the last four digits."""
    return _middle(number, head=0, tail=4)


def mask_name(name: str) -> str:
    """``王桂兰`` → ``王**``: the surname stays (two characters of a compound surname are not guessed)."""
    return name[:1] + "*" * (len(name) - 1)


def mask_long_numbers(text: str) -> str:
    """What people typed, with every number that could be an ID, phone or card masked in the middle."""
    return _LONG.sub(lambda found: _middle(found[0], head=3, tail=2), text)


def _middle(value: str, *, head: int, tail: int) -> str:
    if len(value) <= head + tail:
        return "*" * len(value)
    return f"{value[:head]}{'*' * (len(value) - head - tail)}{value[len(value) - tail :]}"
