"""What people type, without what nobody can see.

Marks that turn the direction of writing make a name read as another; zero-width characters make two equal words
differ; what a wrong encoding left behind (U+FFFD) means nothing. They come with pasted text, seldom on purpose, so they
are dropped without a word. Kept are line breaks, the joiner inside an emoji, the variants of rare characters in names.
"""

from __future__ import annotations

import re

from django import forms

_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200c\u200e\u200f"
    "\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\uffff\ud800-\udfff\U000e0000-\U000e007f]"
    "|(?<![\u2190-\u2bff\ufe0f\U0001f000-\U0001faff])\u200d"
)
_BREAKS = re.compile("\r\n?|[\u2028\u2029\x85]")


def seen(typed: str) -> str:
    """The text as it can be read, lines ended by "\\n". Blanks at the ends are the caller's."""
    return _UNSEEN.sub("", _BREAKS.sub("\n", typed))


def as_title(typed: str) -> str:
    """A sentence as it is quoted: on one line, without the full stop at its end."""
    line = " ".join(typed.split())
    return line.rstrip("。．.，,；;、 ") or line


class TextField(forms.CharField):
    """A form's text, cleaned before it is stripped, measured and found empty."""

    def to_python(self, value: object) -> str | None:
        return super().to_python(seen(value) if isinstance(value, str) else value)
