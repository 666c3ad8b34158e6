"""One entry of a list of kinds, as every list of them has it."""

from __future__ import annotations

from cunli.county.values import Json
from cunli.places.kinds import UnitFunction


def kind(
    key: str, word: str, title: str, icon: str, by: UnitFunction, *, asks: tuple[UnitFunction, ...] = (),
    often: bool = True, **more: Json,
) -> dict[str, Json]:  # fmt: skip
    """``by``: who handles it; ``asks``: who may be asked as well; ``often``: among the first on the filing page."""
    usual = {"key": key, "word": word, "title": title, "icon": icon, "handles": by.value}
    return {**usual, "asks": [one.value for one in asks], "often": often, **more}
