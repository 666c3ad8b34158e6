"""A step that decides what the register says of a household. Pure."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """The household that ``fact`` names bears the label ``kind`` from the day of the step on, by whoever decided it;
    with ``ends`` it bears it no more."""

    kind: str
    fact: str
    ends: bool = False
