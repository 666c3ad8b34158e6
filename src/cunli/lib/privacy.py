"""What personal data a table holds, on which basis, and when it goes (PIPL art. 13, 17, 19)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Privacy:
    """Declared as ``PRIVACY`` on every model; a test fails where one is missing.

    ``kinds``: what is held ("name", "phone", "health" …), empty when none. ``basis``: the legal ground.
    ``retention``: when it goes, in words that a command can later be held to.
    """

    kinds: tuple[str, ...]
    basis: str
    retention: str


NO_PERSONAL_DATA = Privacy(kinds=(), basis="none needed", retention="as long as it is true")
