"""An upload, typed by its content and stripped, before anything of it is kept. No database: slow, so done first."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from cunli.files import images, office, rules
from cunli.files.models import Kind
from cunli.files.refusals import Empty, OldOffice, PhoneFormat, TooLarge, TooMany, UnknownType
from cunli.files.rules import MediaType


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


def clean_photos(uploads: Sequence[Upload]) -> list[Cleaned]:
    """The photos of one report or step. Slow, and so called before the transaction that keeps them begins.

    Raises TooMany, or the FileRefused of the first one that cannot be kept.
    """
    if len(uploads) > rules.MAX_PHOTOS:
        raise TooMany(most=rules.MAX_PHOTOS, sent=len(uploads))
    return [clean(upload, kind=Kind.PHOTO) for upload in uploads]


def clean_document(upload: Upload | None) -> list[Cleaned]:
    """The one document that may come with a note or an answer: PDF, Word or Excel without macros, a photo of it.

    Slow, and so called before the transaction that keeps it begins. Raises a FileRefused.
    """
    return [] if upload is None else [clean(upload, kind=Kind.DOCUMENT)]


def clean(upload: Upload, *, kind: Kind) -> Cleaned:
    """Typed by its content and stripped. Raises a FileRefused. Writes nothing."""
    if (upload.size or 0) > rules.MAX_BYTES:
        raise TooLarge(rules.MAX_BYTES // 1024 // 1024)
    media_type, content = _cleaned(upload.read(rules.MAX_BYTES + 1), kind=kind)
    return Cleaned(upload.name or "", media_type, kind, content)


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
