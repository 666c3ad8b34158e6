"""What personal data a table holds, on which basis, and when it goes (PIPL art. 13, 17, 19)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Privacy:
    """Declared as ``PRIVACY`` on every model; a test fails where one is missing.

    ``kinds``: what is held ("name", "phone", "health" …), empty when none. ``basis``: the legal ground.
    ``retention``: when it goes. Where that is a period, either ``cleared_by`` is the dotted name of the function that
    removes it once the period is over, or ``left_because`` says why no code does.
    """

    kinds: tuple[str, ...]
    basis: str
    retention: str
    cleared_by: str = ""
    left_because: str = ""


NO_PERSONAL_DATA = Privacy(kinds=(), basis="none needed", retention="as long as it is true")
APPRAISED = "an archive is appraised by people before any of it is destroyed (档案法 art. 21): the yearly clearing"
"""Why the program never removes a record of the village or of an office by itself."""
ACCOUNTS_APPRAISED = (
    "accounting records are appraised by people before they are destroyed (会计档案管理办法 art. 16-18)"
)
