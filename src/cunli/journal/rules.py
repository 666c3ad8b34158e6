"""How an entry is hashed and authenticated. Pure."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Mapping
from datetime import UTC, datetime


def leaf_of(content: Mapping[str, object]) -> bytes:
    """The SHA-256 of an entry's content in one canonical form (sorted keys, UTC to the microsecond)."""
    canonical = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=_plain)
    return hashlib.sha256(b"\x00" + canonical.encode()).digest()


def mac_of(leaf: bytes, key: bytes) -> bytes:
    return hmac.new(key, leaf, hashlib.sha256).digest()


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    raise TypeError(f"{type(value).__name__} has no canonical form")
