"""What of an entry is proven, and with which key.

The folder may hold several keys, ``journal-1``, ``journal-2``, …: the newest proves what is written from now on, the
others what was written with them. None is ever taken away, because the entries stay.
"""

from __future__ import annotations

import re
from pathlib import Path

from django.conf import settings

from cunli.journal import rules
from cunli.journal.models import Entry
from cunli.lib.keyring import Watched, key_from

FIRST_KEY = "journal-1"
_NAME = re.compile(r"journal-([1-9]\d*)", re.ASCII)
CONTENT = (
    "at",
    "happened_at",
    "user_id",
    "post_id",
    "actor_name",
    "actor_title",
    "role",
    "for_whom",
    "verb",
    "subject",
    "county_id",
    "village_id",
    "before",
    "after",
    "reason",
    "origin",
    "key",
    "request_hash",
    "result_ref",
)
"""What a leaf covers: every column but ``id``, the leaf itself, its code and the name of the code's key."""


def sign(entry: Entry) -> None:
    """Give an entry that is not yet written the hash and the code of its content."""
    key_id, key = newest_key()
    entry.leaf = rules.leaf_of({name: getattr(entry, name) for name in CONTENT})
    entry.mac = rules.mac_of(entry.leaf, key)
    entry.key_id = key_id


def known_keys() -> dict[str, bytes]:
    """{name: key} of the journal's keys in the folder, oldest first. Makes none."""
    return _keys_in.of(str(settings.KEYS_DIR))


def newest_key() -> tuple[str, bytes]:
    """Name and key that what is written now is proven with; the first is made at first use."""
    known = known_keys() or {FIRST_KEY: key_from(Path(settings.KEYS_DIR), FIRST_KEY)}
    name = next(reversed(known))
    return name, known[name]


def add_key() -> str:
    """A new newest key; its name."""
    last, _key = newest_key()
    name = f"journal-{number_of(last) + 1}"
    key_from(Path(settings.KEYS_DIR), name)
    return name


def number_of(name: str) -> int:
    """Which key it is, counted from 1; 0 for what is not the name of one."""
    found = _NAME.fullmatch(name)
    return int(found[1]) if found else 0


def _read(folder: Path) -> dict[str, bytes]:
    names = sorted((path.name for path in folder.glob("journal-*") if number_of(path.name)), key=number_of)
    return {name: key_from(folder, name) for name in names}


_keys_in = Watched(_read)
