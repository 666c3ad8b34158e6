"""Keeping a file."""

from __future__ import annotations

import hashlib
from datetime import datetime

from django.db import transaction

from cunli.files import rules, storage
from cunli.files.cleaning import Cleaned, Upload, clean
from cunli.files.models import Kind, StoredFile
from cunli.files.rules import MediaType
from cunli.journal import services as journal
from cunli.lib.actors import Actor


def keep(*, actor: Actor, upload: Upload, at: datetime, kind: Kind) -> StoredFile:
    """Type an upload by its content, clean it, write it to disk, then add its row.

    Raises a FileRefused (what, why, what to do) and keeps nothing then.
    """
    return keep_cleaned(actor=actor, cleaned=clean(upload, kind=kind), at=at)


def keep_cleaned(*, actor: Actor, cleaned: Cleaned, at: datetime) -> StoredFile:
    """Write it to disk, then add its row."""
    return _store(
        actor=actor,
        content=cleaned.content,
        name=cleaned.name,
        media_type=cleaned.media_type,
        at=at,
        kind=cleaned.kind,
    )


def keep_generated(
    *, actor: Actor, content: bytes, name: str, media_type: MediaType, at: datetime, kind: Kind = Kind.PAPER
) -> StoredFile:
    """Keep a file this system made itself: not inspected, otherwise like ``keep``."""
    return _store(actor=actor, content=content, name=name, media_type=media_type, at=at, kind=kind)


@transaction.atomic
def _store(*, actor: Actor, content: bytes, name: str, media_type: MediaType, at: datetime, kind: Kind) -> StoredFile:
    stored = StoredFile(
        sha256=hashlib.sha256(content).hexdigest(),
        size=len(content),
        media_type=media_type,
        name=rules.safe_name(name, media_type),
        kind=kind,
        kept_at=at,
        kept_by_id=actor.user_id,
    )
    storage.write_once(stored.path, content)
    stored.save(force_insert=True)
    journal.record(
        actor=actor,
        verb="file_kept",
        subject=f"file:{stored.pk}",
        at=at,
        after={"sha256": stored.sha256, "media_type": str(media_type), "size": stored.size},
    )
    return stored
