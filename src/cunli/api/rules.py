"""What a token looks like. Pure."""

from __future__ import annotations

import hashlib
import secrets

PREFIX = "cunli_"
"""So that a token which got into a file or a chat is found by searching for it."""


def new_token() -> str:
    """256 random bits: nobody guesses it, so one plain hash is enough to keep."""
    return PREFIX + secrets.token_urlsafe(32)


def new_secret() -> str:
    """The same, for an address."""
    return secrets.token_urlsafe(32)


def digest_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
