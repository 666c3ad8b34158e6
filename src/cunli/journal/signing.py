"""What of an entry is proven, and with which key."""

from __future__ import annotations

import functools

from django.conf import settings

from cunli.journal import rules
from cunli.journal.models import Entry
from cunli.lib.keyring import key_from

KEY_ID = "journal-1"
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
    entry.leaf = rules.leaf_of({name: getattr(entry, name) for name in CONTENT})
    entry.mac = rules.mac_of(entry.leaf, mac_key())
    entry.key_id = KEY_ID


@functools.cache
def mac_key() -> bytes:
    """The key outside the database; made at first use."""
    return key_from(settings.KEYS_DIR, KEY_ID)
