"""Every procedure and edition that the county runs. A new one is a file here and a line below."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from cunli.procedures.catalogue.hazard import HAZARD
from cunli.procedures.catalogue.service_request import SERVICE_REQUEST
from cunli.procedures.grammar import Procedure

EDITIONS: tuple[Procedure, ...] = (HAZARD, SERVICE_REQUEST)

BY_EDITION: Mapping[tuple[str, date], Procedure] = {(item.key, item.edition): item for item in EDITIONS}


def current(key: str, on: date) -> Procedure | None:
    """The edition in force on a day, or None when no procedure has this key."""
    known = [item for item in EDITIONS if item.key == key and item.edition <= on]
    return max(known, key=lambda item: item.edition, default=None)


def pinned(key: str, edition: date) -> Procedure:
    """The edition a running matter began under. Raises KeyError if its file was taken away."""
    return BY_EDITION[key, edition]
