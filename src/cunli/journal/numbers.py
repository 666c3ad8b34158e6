"""A set of ids that stays small: one bit for each, in pages, so that ten million ids take 1.3 MB."""

from __future__ import annotations

PAGE = 32_768
"""Ids on one page (4 KB). Ids count upwards with few gaps, so pages fill."""


class Numbers:
    """``add`` says whether the number is new."""

    def __init__(self) -> None:
        self._pages: dict[int, bytearray] = {}

    def add(self, number: int) -> bool:
        page, place = divmod(number, PAGE)
        bits = self._pages.get(page)
        if bits is None:
            bits = self._pages[page] = bytearray(PAGE // 8)
        bit = 1 << (place & 7)
        if bits[place >> 3] & bit:
            return False
        bits[place >> 3] |= bit
        return True

    def __contains__(self, number: int) -> bool:
        page, place = divmod(number, PAGE)
        bits = self._pages.get(page)
        return bits is not None and bool(bits[place >> 3] >> (place & 7) & 1)
