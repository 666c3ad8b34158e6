"""Lists that are worked off: a fact holds a line each, another names one line after the other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable


def lines(text: object) -> list[str]:
    return [line.strip() for line in str(text or "").splitlines() if line.strip()]


def left(listed: Iterable[object], named: Iterable[object]) -> list[str]:
    """What nothing has named yet, in the order it was listed; what is listed twice is to be named twice."""
    done = Counter(str(line) for line in named)
    rest = []
    for line in (line for text in listed for line in lines(text)):
        if done[line]:
            done[line] -= 1
        else:
            rest.append(line)
    return rest
