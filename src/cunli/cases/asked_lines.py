"""Lines with owners: what units were asked for one by one, and what of it is not settled yet. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from cunli.cases.models import Ask


def unsettled(asks: Iterable[Ask]) -> list[str]:
    """The lines whose latest ask nobody has settled, in the order they were first asked; ``asks`` the oldest first.

    Who says "not ours" settles nothing: the line needs another owner.
    """
    latest = {ask.about: ask for ask in asks if ask.about}
    return [about for about, ask in latest.items() if not ask.is_settled]
