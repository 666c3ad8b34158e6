"""Keys, signatures, what is said and when it is tried again. Pure.

The form is that of Standard Webhooks (standardwebhooks.com), so that the other side needs no code of ours: headers
``webhook-id``, ``webhook-timestamp`` (seconds since 1970) and ``webhook-signature``.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cunli.webhooks.models import Event

PREFIX = "whsec_"
BACK_OFF = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=6),
    timedelta(hours=12),
)
"""After the first, second … failed try in a row; after the last one it sleeps, a day after the first."""
KEPT = timedelta(days=7)
"""What could not be told for so long is not told any more: the other side reads the list instead."""
BOTH_KEYS = timedelta(days=1)


def new_key() -> str:
    """256 random bits."""
    return PREFIX + base64.b64encode(secrets.token_bytes(32)).decode()


def next_try(*, tries: int, at: datetime) -> datetime | None:
    """After ``tries`` failed tries in a row; None when it is time to sleep."""
    return at + BACK_OFF[tries - 1] if tries <= len(BACK_OFF) else None


def said(event: Event, *, url: str) -> bytes:
    """JSON; no name, no place and no word that anybody typed."""
    data = {
        "ref": event.ref,
        "number": event.number,
        "procedure": event.procedure,
        "state": event.state,
        "step": event.step,
        "happened_at": event.happened_at.isoformat(),
        "received_at": event.received_at.isoformat(),
        "url": url,
    }
    whole = {"type": event.kind, "timestamp": event.received_at.isoformat(), "data": data}
    return json.dumps(whole, ensure_ascii=False).encode()


def signed(*, number: str, body: bytes, keys: Sequence[str], at: datetime) -> dict[str, str]:
    """The headers; one signature for each key, because the other side may still have the old one."""
    stamp = str(int(at.timestamp()))
    content = f"{number}.{stamp}.".encode() + body
    marks = [hmac.new(base64.b64decode(key.removeprefix(PREFIX)), content, hashlib.sha256).digest() for key in keys]
    return {
        "Content-Type": "application/json",
        "webhook-id": number,
        "webhook-timestamp": stamp,
        "webhook-signature": " ".join(f"v1,{base64.b64encode(mark).decode()}" for mark in marks),
    }
