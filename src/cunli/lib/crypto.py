"""Encryption at rest and blind indexes, with keys that live in files and never in the database.

A sealed value is ``base64(version 1B | key id 4B | nonce 12B | ciphertext + tag)``, AES-256-GCM. The key id is a
fingerprint of the key, so that a value always says which key it needs: a ring may hold several keys (the newest
seals, all open), and a lost key is named instead of failing as "corrupt". The associated data is the place a
value belongs to (``table.column``): a ciphertext copied into another column does not open.

Blind indexes are HMACs under a key of their own. ID numbers and phones can be guessed one by one, so this key is
the whole protection: never a bare hash, never the sealing key. They do not say which key they were made with; where
one searches or compares, every key counts (``blind_indexes``), so that a new one can take over while people work.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from cunli.lib import identity
from cunli.lib.keyring import Watched, key_from

VERSION = 1
KEY_BYTES = 32
_ID_BYTES = 4
_NONCE_BYTES = 12
_HEADER_BYTES = 1 + _ID_BYTES + _NONCE_BYTES
_SEALING = "sealing-{:04d}.key"
_FIRST_INDEX, _INDEX = "index.key", "index-{:04d}.key"


class CannotOpen(RuntimeError):
    """A sealed value does not open: its key is missing, it was moved to another column, or it was changed."""


@dataclass(frozen=True, slots=True)
class KeyRing:
    """Sealing keys by fingerprint, the fingerprint of the newest, and the keys of the blind indexes, newest first."""

    sealing: Mapping[bytes, bytes]
    newest: bytes
    indexes: tuple[bytes, ...]

    @classmethod
    def of(cls, *sealing: bytes, index: bytes, older: Sequence[bytes] = ()) -> KeyRing:
        """A ring of keys, oldest first. Tests give fixed keys through ``settings.FIXED_KEY_RING``."""
        for key in (*sealing, index, *older):
            if len(key) != KEY_BYTES:
                raise ValueError(f"a key has {KEY_BYTES} bytes, not {len(key)}")
        return cls({fingerprint(key): key for key in sealing}, fingerprint(sealing[-1]), (index, *older))


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


def opening_of(key: bytes) -> str:
    """How every value sealed with this key begins: six characters, those of another key but once in 2^28."""
    return base64.b64encode(bytes([VERSION]) + fingerprint(key)).decode()[:6]


def blind_index(kind: str, value: str) -> str:
    """What is stored for an exact search: 32 hex digits under the newest key, or empty for an empty value.

    ``kind`` ("phone", "id_number", "bank") normalises the value and keeps equal digits of two kinds apart.
    """
    return next(iter(blind_indexes(kind, value)), "")


def blind_indexes(kind: str, value: str) -> list[str]:
    """What an exact search compares with (``column__in``): one for each key that is in use, the newest first."""
    plain = identity.normalise(kind, value)
    said = f"{kind}\0{plain}".encode()
    return [hmac.digest(key, said, "sha256").hex()[:32] for key in key_ring().indexes] if plain else []


def key_ring() -> KeyRing:
    """The ring of this process; made at first use, read again when a key file comes or goes."""
    fixed: KeyRing | None = getattr(settings, "FIXED_KEY_RING", None)
    return fixed or _ring_in.of(str(settings.KEYS_DIR))


def add_sealing_key() -> str:
    """A new newest key; its name. What was sealed before stays readable; every process uses it from now on."""
    folder = Path(settings.KEYS_DIR)
    return _added(folder, _SEALING, sealing_files(folder))


def add_index_key() -> str:
    """A new newest key of the blind indexes; its name."""
    folder = Path(settings.KEYS_DIR)
    return _added(folder, _INDEX, index_files(folder))


def sealing_files(folder: Path) -> list[Path]:
    """The sealing keys' files, oldest first."""
    return sorted(folder.glob("sealing-[0-9][0-9][0-9][0-9].key"))


def index_files(folder: Path) -> list[Path]:
    """The files of the blind indexes' keys, oldest first."""
    first = folder / _FIRST_INDEX
    return [*([first] if first.is_file() else []), *sorted(folder.glob("index-[0-9][0-9][0-9][0-9].key"))]


def _added(folder: Path, name: str, known: Sequence[Path]) -> str:
    key_ring()  # the first ones, where there are none
    last = known[-1].stem.partition("-")[2] if known else ""
    new = name.format(int(last or 1) + 1)
    key_from(folder, new)
    return new


def _raw(text: str) -> bytes:
    try:
        raw = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise CannotOpen("not a sealed value") from None
    if len(raw) <= _HEADER_BYTES or raw[0] != VERSION:
        raise CannotOpen("not a sealed value of a known version")
    return raw


def _key_for(key_id: bytes) -> bytes:
    try:
        return key_ring().sealing[key_id]
    except KeyError:
        raise CannotOpen(f"the key {key_id.hex()} is not in the keys folder; put its file back") from None


def _read(folder: Path) -> KeyRing:
    sealing = [path.name for path in sealing_files(folder)] or [_SEALING.format(1)]
    newest, *older = [path.name for path in reversed(index_files(folder))] or [_FIRST_INDEX]
    return KeyRing.of(
        *(key_from(folder, name) for name in sealing),
        index=key_from(folder, newest),
        older=[key_from(folder, name) for name in older],
    )


_ring_in = Watched(_read)
