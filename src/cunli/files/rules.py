"""Which files are what: decided by their first bytes, never by name or by what the sender claims."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from django.db.models import TextChoices

MAX_BYTES = 10 * 1024 * 1024
MAX_PHOTOS = 6
"""How many photos one report or step may bring: each is unpacked and drawn anew while somebody waits."""
MAX_SIDE = 2400
"""Longest side of a kept picture in pixels: enough to read a water meter, small enough for a village line."""
MAX_PIXELS = 25_000_000
"""What is unpacked at once. A 25-megapixel picture needs about 100 MB of memory."""
MAX_PIXELS_SHRINKABLE = 89_000_000
"""Baseline JPEG can be shrunk while it is read, so the photos of large phone cameras pass too."""
MAX_UNPACKED = 60 * 1024 * 1024
MAX_ENTRIES = 2_000
MAX_RATIO = 200


class MediaType(TextChoices):
    """The whole allow-list."""

    JPEG = "image/jpeg", "JPEG"
    PNG = "image/png", "PNG"
    WEBP = "image/webp", "WebP"
    PDF = "application/pdf", "PDF"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "Word"
    XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "Excel"


IMAGES = frozenset({MediaType.JPEG, MediaType.PNG, MediaType.WEBP})
OFFICE = frozenset({MediaType.DOCX, MediaType.XLSX})
SUFFIX: dict[str, str] = {
    MediaType.JPEG: ".jpg",
    MediaType.PNG: ".png",
    MediaType.WEBP: ".webp",
    MediaType.PDF: ".pdf",
    MediaType.DOCX: ".docx",
    MediaType.XLSX: ".xlsx",
}
ACCEPTED: dict[str, frozenset[MediaType]] = {
    "photo": IMAGES,
    "document": IMAGES | OFFICE | {MediaType.PDF},
    "paper": frozenset({MediaType.DOCX, MediaType.PDF}),
    "template": frozenset({MediaType.DOCX}),
}
ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""Old .doc and .xls, and Office files with a password."""


def image_type(head: bytes) -> MediaType | None:
    """The picture type of a file's first 32 bytes."""
    if head.startswith(b"\xff\xd8\xff"):
        return MediaType.JPEG
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return MediaType.PNG
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return MediaType.WEBP
    return None


def is_heic(head: bytes) -> bool:
    """The photos of iPhones set to "high efficiency"; known so that the refusal can say what to do."""
    return head[4:8] == b"ftyp" and head[8:12] in {b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"avif"}


def safe_name(name: str, media_type: str) -> str:
    """A file name without folders, control or direction-changing characters, ending as its content demands."""
    stem = PurePosixPath(name.replace("\\", "/")).name
    suffix = SUFFIX[media_type]
    endings = (suffix, ".jpeg") if media_type == MediaType.JPEG else (suffix,)
    if not stem.lower().endswith(endings):
        stem = re.sub(r"\.[A-Za-z0-9]{1,5}$", "", stem) + suffix
    stem = re.sub(r'[\x00-\x1f\x7f<>:"|?*/\u200e\u200f\u202a-\u202e\u2066-\u2069]', "", stem).strip(". ")
    body = stem[: -len(suffix)] if stem.lower().endswith(suffix) else stem
    return (body[: 120 - len(suffix)] or "文件") + suffix
