"""Sharing households out among helpers. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Wanting:
    """A household without a contact. ``near`` names the people whose grid or group it lies in."""

    household_id: int
    near: frozenset[int] = frozenset()


def share_out(wanting: Sequence[Wanting], load: Mapping[int, int]) -> dict[int, int]:
    """{household: helper}: each to whoever has fewest by then, of those near it where there are any.

    ``load`` is what each helper has already; nobody outside it is given anything. Deterministic: the households in
    their order, of two helpers with equally many the one with the lower number.
    """
    counted, found = dict(load), {}
    for one in wanting:
        near = [helper for helper in counted if helper in one.near]
        choice = min(near or counted, key=lambda helper: (counted[helper], helper), default=None)
        if choice is None:
            break
        counted[choice] += 1
        found[one.household_id] = choice
    return found
