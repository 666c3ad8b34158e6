"""The newest root, remembered in a file beside the database.

Whoever can write to the database could take away the newest blocks together with the entries in them; nothing left in
the database would show it. This file does: it names a block that must be there.
"""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings

from cunli.journal.models import Block


@dataclass(frozen=True, slots=True)
class Witness:
    """The newest block known on this machine, and when sealing last looked for entries (even if there were none)."""

    number: int
    root: str
    looked_at: datetime

    def is_borne_out(self) -> bool:
        """Whether the database still has that block, with that root."""
        return self.number == 0 or Block.objects.filter(number=self.number, root=bytes.fromhex(self.root)).exists()


def path() -> Path:
    return Path(settings.DATA_DIR) / "newest-root.json"


def read() -> Witness | None:
    """None before anything was sealed on this machine."""
    try:
        told = json.loads(path().read_text())
    except FileNotFoundError:
        return None
    return Witness(told["number"], told["root"], datetime.fromisoformat(told["looked_at"]))


def note(newest: Block | None, *, at: datetime) -> None:
    """Remember ``newest``, unless what is remembered is not in the database: that must not be painted over."""
    known = read()
    if known and not known.is_borne_out():
        return
    number, root = (newest.number, bytes(newest.root).hex()) if newest else (0, "")
    draft = path().with_name(f".{path().name}.{secrets.token_hex(4)}")
    draft.write_text(json.dumps({"number": number, "root": root, "looked_at": at.isoformat()}))
    draft.replace(path())


def forget() -> None:
    """For a restore: the database goes back to an earlier day, and rightly so."""
    path().unlink(missing_ok=True)
