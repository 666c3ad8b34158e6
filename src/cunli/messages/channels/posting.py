"""One request to a provider, and whether it can have been taken."""

from __future__ import annotations

import json
from collections.abc import Mapping
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import Any
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from cunli.messages.channels.base import Resting, Unsure

SECONDS = 10
MOST = 65_536
"""Bytes of an answer that are read; a provider's is a few hundred."""
NOT_TAKEN = (429, 503)
"""Statuses that say so without a body that can be read: too many requests, not serving."""


def post(address: str, body: bytes, headers: Mapping[str, str]) -> dict[str, Any]:
    """The JSON object that was answered, whatever its status.

    Raises Resting while the request cannot have been taken whole, Unsure once it may have been.
    """
    return _ask("POST", address, body, headers)


def get(address: str) -> dict[str, Any]:
    """The same of a question that changes nothing over there."""
    return _ask("GET", address, None, {})


def _ask(method: str, address: str, body: bytes | None, headers: Mapping[str, str]) -> dict[str, Any]:
    there = urlsplit(address)
    door = (HTTPSConnection if there.scheme == "https" else HTTPConnection)(
        there.hostname or "", there.port, timeout=SECONDS
    )
    path = (there.path or "/") + (f"?{there.query}" if there.query else "")
    try:
        _hand_over(door, method, path, body, headers)
        return _answer(door)
    finally:
        door.close()


def _hand_over(door: HTTPConnection, method: str, path: str, body: bytes | None, headers: Mapping[str, str]) -> None:
    try:
        door.request(method, path, body=body, headers=dict(headers))
    except (OSError, HTTPException, ValueError) as error:  # a host that cannot be one is a ValueError
        raise Resting(_("连不上 %(host)s") % {"host": door.host}) from error


def _answer(door: HTTPConnection) -> dict[str, Any]:
    try:
        answer = door.getresponse()
        said = answer.read(MOST)
    except (OSError, HTTPException) as error:
        raise _unsure(door) from error
    try:
        read = json.loads(said)
    except ValueError:
        read = None
    if isinstance(read, dict):
        return read
    if answer.status in NOT_TAKEN:
        raise Resting(_("%(host)s 太忙，没有收") % {"host": door.host})
    raise _unsure(door)


def _unsure(door: HTTPConnection) -> Unsure:
    return Unsure(_("交给 %(host)s 以后没有回话，不知道送到没有") % {"host": door.host})
