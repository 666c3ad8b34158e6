"""Where the length of a clock comes from: named, never a number."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Length:
    """Where a length comes from: the county's setting, per level where ``per`` names an indexed fact.

    ``otherwise`` is the level that holds while none has been set. With ``fact`` there is no length: the step that
    starts the clock names its day, which counts to its end, or with ``at_dawn`` not at all. With ``law`` the length is
    a value of the law floor, which no county changes.
    """

    county: str = ""
    per: str = ""
    otherwise: str = ""
    fact: str = ""
    at_dawn: bool = False
    law: str = ""


def statutory(key: str) -> Length:
    """A length that a law fixes (``law.values``)."""
    return Length(law=key)


def county(key: str, *, per: str = "", otherwise: str = "") -> Length:
    return Length(county=key, per=per, otherwise=otherwise)


def on_day(fact: str) -> Length:
    """Until the end of the day that this fact (a day asked for by the starting step) says."""
    return Length(fact=fact)


def until_day(fact: str) -> Length:
    """Until that day begins: what waits for a day is there again on its morning."""
    return Length(fact=fact, at_dawn=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Extension:
    """``step`` lengthens the running clock to the day that ``fact`` names, at most ``at_most`` beyond its own end."""

    step: str
    fact: str
    at_most: Length


@dataclass(frozen=True, slots=True, kw_only=True)
class Pause:
    """The clock stands still from the day after ``step`` until the day that ``fact`` names, at the longest.

    ``ends``: the step that lets it run again from the next day, where that comes earlier.
    """

    step: str
    fact: str
    ends: str
