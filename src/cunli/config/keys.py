"""Are the keys there that the database was written with?

A key that is missing from an empty installation is made. One that is missing from a database with people in it was
lost, or its folder was not brought along: making a new one in its place would hide that until nothing opens.
"""

from __future__ import annotations

from pathlib import Path

from django.conf import settings

from cunli.accounts.models import User
from cunli.journal.models import Entry
from cunli.journal.signing import KEY_ID
from cunli.lib import crypto
from cunli.lib.keyring import key_from


def lost() -> list[str]:
    """Names of key files that this database needs and that are not in the keys folder."""
    folder = Path(settings.KEYS_DIR)
    missing = []
    if User.objects.exists():
        missing += [] if any(folder.glob("sealing-*.key")) else ["sealing-0001.key"]
        missing += [] if (folder / "index.key").is_file() else ["index.key"]
    if not (folder / KEY_ID).is_file() and Entry.objects.exists():
        missing.append(KEY_ID)
    return missing


def make() -> None:
    """What a new installation needs, so that it can be copied to a safe place on the first day."""
    crypto.key_ring()
    key_from(Path(settings.KEYS_DIR), KEY_ID)
