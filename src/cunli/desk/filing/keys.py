"""The hidden key of a form, and the seal over what was posted with it."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from django.http import QueryDict

from cunli.files.cleaning import Upload, fingerprints
from cunli.lib.idempotency import MAX_KEY, Key, key_for

NOT_MEANT = frozenset({"csrfmiddlewaretoken", "accuracy"})


def of(posted: QueryDict | None) -> str:
    """The key that came with the form, else a new one."""
    sent = posted.get("key", "") if posted else ""
    return sent if 0 < len(sent) <= MAX_KEY else uuid.uuid4().hex


def sealed(posted: QueryDict | None, what: str, photos: Sequence[Upload] = ()) -> Key | None:
    """The same key with other words or photos is refused; a lost answer sent again is the same request."""
    if posted is None:
        return None
    parts = sorted((name, values) for name, values in posted.lists() if name not in NOT_MEANT)
    return key_for(posted.get("key", ""), [what, *parts, *fingerprints(photos)])
