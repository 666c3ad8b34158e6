"""An address as a picture that a telephone reads."""

from __future__ import annotations

import io

import segno
from django.utils.safestring import SafeString, mark_safe


def qr_png(url: str) -> bytes:
    """A black square on white, four pixels for each module."""
    drawn = io.BytesIO()
    segno.make_qr(url, error="m").save(drawn, kind="png", scale=4, border=2)
    return drawn.getvalue()


def qr_of(url: str) -> SafeString:
    """Inline SVG, scaled by the style sheet; readable when a quarter of it is smudged."""
    drawn = io.BytesIO()
    segno.make_qr(url, error="q").save(drawn, kind="svg", xmldecl=False, svgns=False, omitsize=True, border=2)
    return mark_safe(drawn.getvalue().decode())  # noqa: S308 - drawn by us, black modules only
