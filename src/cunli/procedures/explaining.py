"""为什么不是我: what a rule asks, beside what holds for the person it was applied to. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cunli.lib.citations import Citation
    from cunli.procedures.grammar import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One thing that the rule looks at. Whoever is told "no", or "not yet", reads all of them on the matter's page.

    ``rule`` may quote ``%(number)s``, the whole number of the county setting ``setting`` on the day on which the matter
    was opened. ``fact`` is the matter's own value, ``met`` whether that speaks for the person, ``change`` what would
    change it.
    """

    rule: Words
    fact: str
    met: Callable[[object, int], bool]
    change: Words
    citation: Citation
    setting: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Explains:
    """``reasons`` are said where a matter stands in one of ``states``; ``decided`` is the rule that weighs them."""

    states: tuple[str, ...]
    decided: Words
    reasons: tuple[Reason, ...]
