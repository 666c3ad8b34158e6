"""Keys live in files beside the data, never in the database."""

from __future__ import annotations

import os
import secrets
import time
from collections.abc import Callable
from pathlib import Path
from typing import Generic, TypeVar

T = TypeVar("T")
SETTLED_NS = 1_000_000_000
"""Clocks of file systems are coarse: what came within this time may bear the same time as what came before it."""


class Watched(Generic[T]):
    """What ``read`` makes of a folder's files, kept until a file comes or goes: a key that another process added is
    used at once, without a restart. One ``stat`` a call."""

    def __init__(self, read: Callable[[Path], T]) -> None:
        self._read = read
        self._kept: dict[str, tuple[int, T]] = {}

    def of(self, folder: Path | str) -> T:
        known = self._kept.get(str(folder))
        if known and known[0] == _changed_at(folder):
            return known[1]
        before = _changed_at(folder)
        read = self._read(Path(folder))
        if before == _changed_at(folder) and abs(time.time_ns() - before) > SETTLED_NS:
            self._kept[str(folder)] = before, read
        return read


def _changed_at(folder: Path | str) -> int:
    """Nanoseconds since 1970; 0 where there is no such folder."""
    try:
        return os.stat(folder).st_mtime_ns
    except FileNotFoundError:
        return 0


def key_from(folder: Path, name: str) -> bytes:
    """The 32-byte key ``name``, made at first use, readable by its owner only.

    Two processes that start at once agree on one key: the file is created exclusively and complete.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = folder / name
    if not path.exists():
        draft = folder / f".{name}.{secrets.token_hex(8)}"
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_hex(32))
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return bytes.fromhex(path.read_text().strip())
