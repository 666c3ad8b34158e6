"""Texts cut so that a database's plain word index finds Chinese words of any length.

Most Chinese words have two characters: indexes of three letters miss them without a word, and segmenters cut names
wrongly. So a text is kept as its single characters and every pair of neighbours; Latin words and numbers stay whole.
"""

from __future__ import annotations

import re
import unicodedata

_HAN = "\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_RUNS = re.compile(f"([{_HAN}]+)|((?:(?![{_HAN}_])\\w)+)")


def plain(text: str) -> str:
    """Full-width and compatibility forms as their ordinary letters, in lower case."""
    return unicodedata.normalize("NFKC", text).lower()


def tokens(text: str) -> list[str]:
    """Each once, in order: ``"3号路灯"`` → ``["3", "号", "路", "灯", "号路", "路灯"]``. What an index keeps."""
    found: list[str] = []
    for han, other in _RUNS.findall(plain(text)):
        found += [*han, *_pairs(han)] if han else [other]
    return list(dict.fromkeys(found))


def wanted(text: str) -> list[str]:
    """What all must be among ``tokens`` of a text that says ``text``: ``"路灯坏"`` → ``["路灯", "灯坏"]``."""
    found: list[str] = []
    for han, other in _RUNS.findall(plain(text)):
        found += _pairs(han) or [han or other]
    return list(dict.fromkeys(found))


def _pairs(run: str) -> list[str]:
    return [run[at : at + 2] for at in range(len(run) - 1)]
