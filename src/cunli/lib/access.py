"""How a view says who may open it. Each URL's view carries exactly one such word; a test reads it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

V = TypeVar("V", bound=Callable[..., object])


def declares(access: str) -> Callable[[V], V]:
    """Set ``view.access``: "public", "own_machine", "signed_in", "slip_or_signed_in", "requires:<capability>", or
    "token" for what only another system opens."""

    def decorate(view: V) -> V:
        view.access = access  # type: ignore[attr-defined]  # functions carry attributes, their type does not say so
        return view

    return decorate
