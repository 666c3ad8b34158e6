"""Photos that a letter carries, as pictures on the pages behind it."""

from __future__ import annotations

import io
from collections.abc import Sequence

from docx.shared import Mm
from docxtpl import DocxTemplate, InlineImage
from PIL import Image

from cunli.files.models import Kind, StoredFile
from cunli.papers.models import Paper

WIDEST, HIGHEST = 150, 92
"""Millimetres: two photos on a page of 225 mm, below its heading."""
MAX_SIDE = 1600
"""Pixels; enough to print on half a page, and twenty photos still travel."""


def pictures_of(paper: Paper, template: DocxTemplate) -> list[InlineImage]:
    """The photos in the order they were chosen, each as large as half a page allows; one that is gone is left out."""
    chosen = [int(pk) for pk in paper.data.get("photos", [])]
    kept = StoredFile.objects.filter(kind=Kind.PHOTO).in_bulk(chosen)
    return [_picture(template, kept[pk]) for pk in chosen if pk in kept]


def _picture(template: DocxTemplate, stored: StoredFile) -> InlineImage:
    """As JPEG: Word does not read every type that phones send."""
    with Image.open(stored.path) as opened:
        picture = opened.convert("RGB")
    picture.thumbnail((MAX_SIDE, MAX_SIDE))
    written = io.BytesIO()
    picture.save(written, "JPEG", quality=85)
    written.seek(0)
    width, height = _fitting(picture.size)
    return InlineImage(template, written, width=Mm(width), height=Mm(height))


def _fitting(size: Sequence[int]) -> tuple[float, float]:
    """Width and height in mm, in proportion."""
    width, height = size
    scale = min(WIDEST / width, HIGHEST / height)
    return width * scale, height * scale
