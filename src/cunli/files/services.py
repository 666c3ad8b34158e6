"""Keeping a file."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from django.db import transaction

from cunli.files import images, office, rules, storage
from cunli.files.models import Kind, StoredFile
from cunli.files.refusals import Empty, OldOffice, PhoneFormat, TooLarge, TooMany, UnknownType
from cunli.files.rules import MediaType
from cunli.journal import services as journal
from cunli.lib.actors import Actor


class Upload(Protocol):
    """What is needed of an uploaded file; Django's ``UploadedFile`` has it."""

    name: str | None

    @property
    def size(self) -> int | None: ...

    def read(self, num_bytes: int | None = ..., /) -> bytes: ...

    def seek(self, offset: int, whence: int = ..., /) -> int: ...


@dataclass(frozen=True, slots=True)
class Cleaned:
    """An upload as it will be kept: typed, stripped, not yet stored."""

    name: str
    media_type: MediaType
    kind: Kind
    content: bytes = field(repr=False)


def keep(*, actor: Actor, upload: Upload, at: datetime, kind: Kind) -> StoredFile:
    """Type an upload by its content, clean it, write it to disk, then add its row.

    Raises a FileRefused (what, why, what to do) and keeps nothing then.
    """
    return keep_cleaned(actor=actor, cleaned=clean(upload, kind=kind), at=at)


def clean_photos(uploads: Sequence[Upload]) -> list[Cleaned]:
    """The photos of one report or step. Slow, and so called before the transaction that keeps them begins.

    Raises TooMany, or the FileRefused of the first one that cannot be kept.
    """
    if len(uploads) > rules.MAX_PHOTOS:
        raise TooMany(most=rules.MAX_PHOTOS, sent=len(uploads))
    return [clean(upload, kind=Kind.PHOTO) for upload in uploads]


def clean(upload: Upload, *, kind: Kind) -> Cleaned:
    """Typed by its content and stripped. Raises a FileRefused. Writes nothing."""
    if (upload.size or 0) > rules.MAX_BYTES:
        raise TooLarge(rules.MAX_BYTES // 1024 // 1024)
    media_type, content = _cleaned(upload.read(rules.MAX_BYTES + 1), kind=kind)
    return Cleaned(upload.name or "", media_type, kind, content)


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


def fingerprints(uploads: Sequence[Upload]) -> list[str]:
    """Name and SHA-256 of each, as sent: what makes a repeated request the same request.

    One more than may come is enough: a request with so many is refused anyway.
    """
    return [f"{upload.name}:{_digest(upload)}" for upload in uploads[: rules.MAX_PHOTOS + 1]]


def _digest(upload: Upload) -> str:
    digest = hashlib.sha256()
    upload.seek(0)
    while block := upload.read(1 << 16):
        digest.update(block)
    upload.seek(0)
    return digest.hexdigest()


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
