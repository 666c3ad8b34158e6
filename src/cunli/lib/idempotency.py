"""A key that makes a repeated request harmless."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

MAX_KEY = 64


@dataclass(frozen=True, slots=True)
class Key:
    """One intention of one user. The same key with another ``request_hash`` is refused, never guessed at."""

    value: str
    request_hash: str


def key_for(value: str, parts: Iterable[object]) -> Key | None:
    """The key of a request whose meaning is ``parts``; None when the client sent no key.

    Keys longer than 64 characters are hashed down, so that a hostile key cannot grow the index.
    """
    if not value:
        return None
    if len(value) > MAX_KEY:
        value = hashlib.sha256(value.encode()).hexdigest()
    digest = hashlib.sha256()
    for part in parts:
        digest.update(repr(part).encode())
        digest.update(b"\x1f")
    return Key(value=value, request_hash=digest.hexdigest())
