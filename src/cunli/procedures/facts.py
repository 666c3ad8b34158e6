"""What a step writes: facts, and the fields that ask for them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cunli.procedures.grammar import Party, Words


class FactType(StrEnum):
    LINE = "line"
    TEXT = "text"
    CHOICE = "choice"
    YES_NO = "yes_no"
    NAMES = "names"
    DAY = "day"
    MONEY = "money"
    """Whole fen."""
    NUMBER = "number"
    """A whole number, none below 0."""
    HOUSEHOLD = "household"
    """One of the village's households, from the register."""
    PERSON = "person"
    PERSONS = "persons"
    """Of the register: whoever lives in the household that the matter is about."""
    PHOTO = "photo"
    PHOTOS = "photos"
    """Some of the photos that the matter has already, ticked."""
    UNIT = "unit"
    UNITS = "units"
    OFFICER = "officer"
    PEOPLE = "people"
    """People by name, a line each, with a phone where there is one: they become participants."""
    PARTICIPANT = "participant"
    """One of those who take part already."""
    RECORD = "record"  # a matter or a sealed paper of the time, by its number
    PAPERS = "papers"
    """A list of what is missing, from the county's list for the kind, or in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """Something a step writes: dated, sourced, never overwritten.

    ``options``: the county setting that a choice is made from; ``lines_of``: the fact of the same matter whose lines it
    is made from, those that it has not named yet; ``asked_under``: the question of the same matter whose lines it is
    made from, those that are not settled. ``functions``: the unit functions offered.
    ``indexed``: also kept as a column of the matter, so that lists may filter on it.
    ``seen_by``: only these parties read it, nowhere else than in the course; empty for everybody who reads the matter.
    ``from_roster``: of people, who belongs to the matter's place by the standing roster is offered to tick.
    """

    key: str
    label: Words
    type: FactType
    hint: Words = ""
    options: str = ""
    lines_of: str = ""
    asked_under: str = ""
    functions: tuple[str, ...] = ()
    personal: bool = True
    indexed: bool = False
    seen_by: tuple[Party, ...] = ()
    from_roster: bool = False


class Among(StrEnum):
    """Of the units around, those that stand so to the one it lies with."""

    ANY = ""
    BESIDE = "beside"
    """Of the same area."""
    ABOVE = "above"
    NEIGHBOURS = "neighbours"


@dataclass(frozen=True, slots=True)
class Field:
    """A fact asked for in a step's form; ``among``: which units and officers are offered."""

    fact: str
    required: bool = True
    among: Among = Among.ANY


def optional(fact: str, *, among: Among = Among.ANY) -> Field:
    return Field(fact, required=False, among=among)
