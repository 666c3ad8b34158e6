"""Money is whole fen; this is how it is said and read. No float on the way."""

from __future__ import annotations

import re

_YUAN = re.compile(r"(\d{1,11})(?:\.(\d{1,2})0*)?", re.ASCII)


def yuan(fen: int) -> str:
    """``800000`` → ``8,000``; ``12345`` → ``123.45``."""
    whole, part = divmod(abs(fen), 100)
    sign = "-" if fen < 0 else ""
    return f"{sign}{whole:,}.{part:02d}" if part else f"{sign}{whole:,}"


def plain_yuan(fen: int) -> str:
    """``800000`` → ``8000.00``, as a bank reads it."""
    whole, part = divmod(fen, 100)
    return f"{whole}.{part:02d}"


def fen_of(text: str) -> int | None:
    """``"8,000.5 元"`` → ``800050``; None for what is no sum of money, or has more than two decimals."""
    found = _YUAN.fullmatch(
        text.strip().removeprefix("¥").removesuffix("元").replace(",", "").replace("，", "").strip()
    )
    if found is None:
        return None
    return int(found[1]) * 100 + int((found[2] or "0").ljust(2, "0"))
