"""Keys live in files beside the data, never in the database."""

from __future__ import annotations

import os
import secrets
from pathlib import Path


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
