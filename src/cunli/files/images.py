"""Pictures are read, turned upright, made smaller and written anew; nothing else of the upload survives."""

from __future__ import annotations

import io

from PIL import Image, ImageOps

from cunli.files.refusals import Bomb, Unreadable
from cunli.files.rules import MAX_PIXELS, MAX_PIXELS_SHRINKABLE, MAX_SIDE, MediaType

FORMATS = {MediaType.JPEG: "JPEG", MediaType.PNG: "PNG", MediaType.WEBP: "WEBP"}


def clean(content: bytes, media_type: MediaType) -> bytes:
    """The same picture without camera data, place, comments or hidden extras. Raises Bomb, Unreadable."""
    try:
        with Image.open(io.BytesIO(content), formats=[FORMATS[media_type]]) as picture:
            _check_size(picture)
            return _written(_upright(picture), media_type)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as bomb:
        raise Bomb from bomb
    except (OSError, ValueError, SyntaxError, EOFError, MemoryError) as broken:
        raise Unreadable from broken


def _check_size(picture: Image.Image) -> None:
    """Judged from the header, before anything is unpacked."""
    shrinkable = picture.format == "JPEG" and not picture.info.get("progressive")
    if picture.width * picture.height > (MAX_PIXELS_SHRINKABLE if shrinkable else MAX_PIXELS):
        raise Bomb


def _upright(picture: Image.Image) -> Image.Image:
    if picture.format == "JPEG":
        picture.draft("RGB", (MAX_SIDE, MAX_SIDE))
    turned = ImageOps.exif_transpose(picture)
    turned.thumbnail((MAX_SIDE, MAX_SIDE))
    return turned


def _written(picture: Image.Image, media_type: MediaType) -> bytes:
    profile = picture.info.get("icc_profile")
    keeps_alpha = media_type is not MediaType.JPEG and "A" in picture.getbands()
    plain = picture.convert("RGBA" if keeps_alpha else "RGB")
    plain.info = {}  # writers copy EXIF, comments and text chunks from here
    written = io.BytesIO()
    options = {"optimize": True} if media_type is MediaType.PNG else {"quality": 85}
    plain.save(written, FORMATS[media_type], icc_profile=profile if picture.mode == "RGB" else None, **options)
    return written.getvalue()
