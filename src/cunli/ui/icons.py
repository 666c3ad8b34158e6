"""Icons: Lucide (ISC), only the ones in use, drawn into the page so that no request is made for them."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

FOLDER = Path(__file__).parent / "icons"


class NoSuchIcon(LookupError):
    """A template asks for an icon that is not in ``ui/icons``. A programming error."""


def names() -> list[str]:
    """All icons that can be asked for."""
    return sorted(path.stem for path in FOLDER.glob("*.svg"))


@cache
def draw(name: str) -> SafeString:
    """The icon as inline SVG, hidden from readers: a word always stands beside it."""
    path = FOLDER / f"{name}.svg"
    if not path.is_file():
        raise NoSuchIcon(f"{name}: not in ui/icons")
    lines = mark_safe(path.read_text(encoding="utf-8"))  # noqa: S308 - our own files
    return format_html(
        '<svg class="cl-icon" viewBox="0 0 24 24" width="24" height="24" fill="none" stroke="currentColor" '
        'stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false">'
        "{}</svg>",
        lines,
    )
