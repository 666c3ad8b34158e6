"""Are the keys there that the database was written with?

A key that is missing from an empty installation is made. One that is missing from a database with people in it was
lost, or its folder was not brought along: making a new one in its place would hide that until nothing opens.
"""

from __future__ import annotations

from pathlib import Path

from django.conf import settings

from cunli.accounts.models import User
from cunli.journal import signing
from cunli.journal.models import Block, Entry
from cunli.lib import crypto


def files() -> list[Path]:
    """The key files that a database is read and proven with, in the order of their names."""
    folder = Path(settings.KEYS_DIR)
    return [
        *crypto.sealing_files(folder),
        *crypto.index_files(folder),
        *(folder / name for name in signing.known_keys()),
    ]


def lost() -> list[str]:
    """Names of key files that this database needs and that are not in the keys folder."""
    folder = Path(settings.KEYS_DIR)
    missing = []
    if User.objects.exists():
        missing += [] if crypto.sealing_files(folder) else ["sealing-0001.key"]
        missing += [] if crypto.index_files(folder) else ["index.key"]
    if Entry.objects.exists():
        newest = Block.objects.order_by("-number").values_list("key_id", flat=True).first()
        needed = newest or signing.FIRST_KEY
        missing += [] if needed in signing.known_keys() else [needed]
    return missing


def make() -> None:
    """What a new installation needs, so that it can be copied to a safe place on the first day."""
    crypto.key_ring()
    signing.newest_key()
