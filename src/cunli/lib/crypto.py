"""Encryption at rest and blind indexes, with keys that live in files and never in the database.

A sealed value is ``base64(version 1B | key id 4B | nonce 12B | ciphertext + tag)``, AES-256-GCM. The key id is a
fingerprint of the key, so that a value always says which key it needs: a ring may hold several keys (the newest
seals, all open), and a lost key is named instead of failing as "corrupt". The associated data is the place a
value belongs to (``table.column``): a ciphertext copied into another column does not open.

Blind indexes are HMACs under a key of their own. ID numbers and phones can be guessed one by one, so this key is
the whole protection: never a bare hash, never the sealing key.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from cunli.lib import identity
from cunli.lib.keyring import key_from

VERSION = 1
KEY_BYTES = 32
_ID_BYTES = 4
_NONCE_BYTES = 12
_HEADER_BYTES = 1 + _ID_BYTES + _NONCE_BYTES
_SEALING = "sealing-{:04d}.key"
_INDEX = "index.key"


class CannotOpen(RuntimeError):
    """A sealed value does not open: its key is missing, it was moved to another column, or it was changed."""


@dataclass(frozen=True, slots=True)
class KeyRing:
    """Sealing keys by fingerprint, the fingerprint of the newest, and the key of the blind indexes."""

    sealing: Mapping[bytes, bytes]
    newest: bytes
    index: bytes

    @classmethod
    def of(cls, *sealing: bytes, index: bytes) -> KeyRing:
        """A ring of keys, oldest first. Tests give fixed keys through ``settings.FIXED_KEY_RING``."""
        for key in (*sealing, index):
            if len(key) != KEY_BYTES:
                raise ValueError(f"a key has {KEY_BYTES} bytes, not {len(key)}")
        return cls({fingerprint(key): key for key in sealing}, fingerprint(sealing[-1]), index)


def fingerprint(key: bytes) -> bytes:
    return hashlib.sha256(b"cunli key id" + key).digest()[:_ID_BYTES]


def seal(value: str, *, place: str) -> str:
    """Encrypt ``value`` for ``place`` (``table.column``) with the newest key. Same value, different text each time."""
    ring = key_ring()
    nonce = secrets.token_bytes(_NONCE_BYTES)
    sealed = AESGCM(ring.sealing[ring.newest]).encrypt(nonce, value.encode(), place.encode())
    return base64.b64encode(bytes([VERSION]) + ring.newest + nonce + sealed).decode()


def open_sealed(text: str, *, place: str) -> str:
    """The value sealed for ``place``. Raises ``CannotOpen`` with the reason."""
    raw = _raw(text)
    key_id, nonce = raw[1 : 1 + _ID_BYTES], raw[1 + _ID_BYTES : _HEADER_BYTES]
    try:
        return AESGCM(_key_for(key_id)).decrypt(nonce, raw[_HEADER_BYTES:], place.encode()).decode()
    except InvalidTag:
        raise CannotOpen(f"a value in {place} was changed, or belongs to another column") from None


def needs_resealing(text: str) -> bool:
    """Whether a stored value was sealed with an older key than the newest (for the rotating command)."""
    return _raw(text)[1 : 1 + _ID_BYTES] != key_ring().newest


def blind_index(kind: str, value: str) -> str:
    """What an exact search compares: 32 hex digits, or empty for an empty value.

    ``kind`` ("phone", "id_number", "bank") normalises the value and keeps equal digits of two kinds apart.
    """
    plain = identity.normalise(kind, value)
    if not plain:
        return ""
    return hmac.new(key_ring().index, f"{kind}\0{plain}".encode(), hashlib.sha256).hexdigest()[:32]


def key_ring() -> KeyRing:
    """The ring of this process, read once; made at first use."""
    fixed: KeyRing | None = getattr(settings, "FIXED_KEY_RING", None)
    return fixed or _ring_in(str(settings.KEYS_DIR))


def add_sealing_key() -> None:
    """A new newest key. Values sealed before stay readable; other processes learn of it when they meet it."""
    folder = Path(settings.KEYS_DIR)
    numbers = [int(path.stem.partition("-")[2]) for path in _sealing_files(folder)]
    key_from(folder, _SEALING.format(max(numbers, default=0) + 1))
    forget_keys()


def forget_keys() -> None:
    """Read the key files again at the next use."""
    _ring_in.cache_clear()


def _raw(text: str) -> bytes:
    try:
        raw = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise CannotOpen("not a sealed value") from None
    if len(raw) <= _HEADER_BYTES or raw[0] != VERSION:
        raise CannotOpen("not a sealed value of a known version")
    return raw


def _key_for(key_id: bytes) -> bytes:
    if key_id not in key_ring().sealing:
        forget_keys()  # another process may have added a key since
    try:
        return key_ring().sealing[key_id]
    except KeyError:
        raise CannotOpen(f"the key {key_id.hex()} is not in the keys folder; put its file back") from None


@lru_cache(maxsize=4)
def _ring_in(keys_dir: str) -> KeyRing:
    folder = Path(keys_dir)
    names = [path.name for path in _sealing_files(folder)] or [_SEALING.format(1)]
    return KeyRing.of(*(key_from(folder, name) for name in names), index=key_from(folder, _INDEX))


def _sealing_files(folder: Path) -> list[Path]:
    return sorted(folder.glob("sealing-[0-9][0-9][0-9][0-9].key"))
