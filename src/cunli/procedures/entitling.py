"""What a step decides about money or help that somebody is to receive. Pure."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Entitles:
    """``move``: grant, change (another sum from now on) or end (nothing after ``until``), of this matter's person and
    kind. All others are facts of its form: ``amount`` (whole fen, each time) or ``gives`` (in kind), from ``since`` up
    to and with ``until``, because of ``why``."""

    move: str
    why: str
    amount: str = ""
    gives: str = ""
    since: str = ""
    until: str = ""

    @property
    def facts(self) -> tuple[str, ...]:
        return tuple(one for one in (self.amount, self.gives, self.since, self.until, self.why) if one)
