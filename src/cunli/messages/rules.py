"""What leaves the house in words; when a message is tried again, and when it is not."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.utils import translation
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from cunli.lib.refusals import Words

BACK_OFF = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=12),
)
"""How long to wait after the first, second … failed try. After the last one the message has failed."""
LONGEST = timedelta(days=1)
"""However it waited, after so long it is phoned instead: a provider that is away for days rests before most tries."""
ANSWER_WITHIN = timedelta(minutes=10)
"""A try takes seconds. One that is still under way after this was cut off, and may have arrived."""


def next_try(*, tries: int, at: datetime) -> datetime | None:
    """When to try again after ``tries`` failed tries, or None when it is time to phone instead."""
    return at + BACK_OFF[tries - 1] if tries <= len(BACK_OFF) else None


def dedupe_mark(*parts: object) -> str:
    """The same parts give the same 64 characters; a number or a name cannot be read back from them in a log."""
    return hashlib.sha256("\x1f".join(map(str, parts)).encode()).hexdigest()


def pointer(*, kind: Words, ref: str) -> str:
    """The sentence for ways that others read along: what kind of news, about which reference; no names, no matter.

    In Chinese, whatever language whoever acts reads.
    """
    with translation.override("zh-hans"):
        return _("村里：%(kind)s（%(ref)s）。打开“村里”看，或者打村里电话问。") % {"kind": kind, "ref": ref}
