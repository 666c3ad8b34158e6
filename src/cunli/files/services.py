"""Keeping a file."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Protocol

from django.db import transaction

from cunli.files import images, office, rules, storage
from cunli.files.models import Kind, StoredFile
from cunli.files.refusals import Empty, OldOffice, PhoneFormat, TooLarge, UnknownType
from cunli.files.rules import MediaType
from cunli.journal import services as journal
from cunli.lib.actors import Actor


class Upload(Protocol):
    """What is needed of an uploaded file; Django's ``UploadedFile`` has it."""

    name: str | None

    @property
    def size(self) -> int | None: ...

    def read(self, num_bytes: int | None = ..., /) -> bytes: ...


def keep(*, actor: Actor, upload: Upload, at: datetime, kind: Kind) -> StoredFile:
    """Type an upload by its content, clean it, write it to disk, then add its row.

    Raises a FileRefused (what, why, what to do) and keeps nothing then.
    """
    if (upload.size or 0) > rules.MAX_BYTES:
        raise TooLarge(rules.MAX_BYTES // 1024 // 1024)
    content = upload.read(rules.MAX_BYTES + 1)
    media_type, content = _cleaned(content, kind=kind)
    return _store(actor=actor, content=content, name=upload.name or "", media_type=media_type, at=at, kind=kind)


def keep_generated(
    *, actor: Actor, content: bytes, name: str, media_type: MediaType, at: datetime, kind: Kind = Kind.PAPER
) -> StoredFile:
    """Keep a file this system made itself: not inspected, otherwise like ``keep``."""
    return _store(actor=actor, content=content, name=name, media_type=media_type, at=at, kind=kind)


def _cleaned(content: bytes, *, kind: Kind) -> tuple[MediaType, bytes]:
    """The type and the bytes worth keeping. Raises a FileRefused. Writes nothing."""
    if not content:
        raise Empty
    if len(content) > rules.MAX_BYTES:
        raise TooLarge(rules.MAX_BYTES // 1024 // 1024)
    media_type = _type_of(content)
    if media_type not in rules.ACCEPTED[kind]:
        raise UnknownType
    return media_type, images.clean(content, media_type) if media_type in rules.IMAGES else content


def _type_of(content: bytes) -> MediaType:
    head = content[:32]
    if picture := rules.image_type(head):
        return picture
    if head.startswith(b"%PDF-"):
        return MediaType.PDF
    if head.startswith(rules.ZIP):
        return office.inspect(content)
    if head.startswith(rules.OLE):
        raise OldOffice
    raise PhoneFormat if rules.is_heic(head) else UnknownType


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
