"""How an entry is hashed and authenticated, and how many of them are sealed by one root. Pure."""

from __future__ import annotations

import hashlib
import hmac
import json
import re
import struct
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime

MEMBER = struct.Struct(">q32s")
"""An entry in a block: its id and its leaf."""
_ROOT = re.compile(r"[0-9a-f]{64}")
NO_ROOT = bytes(32)
"""What the first block has before it."""


def leaf_of(content: Mapping[str, object]) -> bytes:
    """The SHA-256 of an entry's content in its canonical form."""
    return leaf_of_text(canonical(content))


def canonical(content: Mapping[str, object]) -> str:
    """An entry's content as one text (sorted keys, UTC to the microsecond)."""
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=_plain)


def leaf_of_text(text: str) -> bytes:
    return hashlib.sha256(b"\x00" + text.encode()).digest()


def mac_of(leaf: bytes, key: bytes) -> bytes:
    return hmac.digest(key, leaf, "sha256")


def packed(members: Iterable[tuple[int, bytes]]) -> bytes:
    return b"".join(MEMBER.pack(number, leaf) for number, leaf in members)


def unpacked(members: bytes) -> Iterator[tuple[int, bytes]]:
    """(id, leaf) of each entry; what is left over at the end, if somebody cut it, is passed over."""
    whole = len(members) - len(members) % MEMBER.size
    return MEMBER.iter_unpack(members[:whole])


def root_of(number: int, at: datetime, previous: bytes, members: bytes) -> bytes:
    """The root of a block: a Merkle tree (RFC 6962, 2.1) over a header and then each packed member.

    The header holds the block's number, its time (microseconds since 1970, UTC) and the root before. So the newest
    root alone stands for the whole journal: who has written it down elsewhere can prove every entry up to there.
    """
    header = struct.pack(">qq", number, _microseconds(at)) + previous
    chunks = (members[start : start + MEMBER.size] for start in range(0, len(members), MEMBER.size))
    return _tree([_hashed(b"\x00", header), *(_hashed(b"\x00", chunk) for chunk in chunks)])


def root_in(text: str) -> str | None:
    """The root in what somebody typed or pasted: alone, in groups, or in the whole line that was printed."""
    words = text.lower().split()
    return next((found for found in (*words, "".join(words)) if _ROOT.fullmatch(found)), None)


def _tree(hashes: Sequence[bytes]) -> bytes:
    """Level by level; the odd one out at the end moves up as it is, which gives the tree of the RFC."""
    level = list(hashes)
    while len(level) > 1:
        pairs = [_hashed(b"\x01", level[index], level[index + 1]) for index in range(0, len(level) - 1, 2)]
        level = pairs + level[len(level) - len(level) % 2 :]
    return level[0]


def _hashed(*parts: bytes) -> bytes:
    return hashlib.sha256(b"".join(parts)).digest()


def _microseconds(at: datetime) -> int:
    whole = at.astimezone(UTC) - datetime(1970, 1, 1, tzinfo=UTC)
    return (whole.days * 86_400 + whole.seconds) * 1_000_000 + whole.microseconds


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    raise TypeError(f"{type(value).__name__} has no canonical form")
