"""Where a matter is kept elsewhere too: the other system's form, field by field, each drawn from what is known here.

Nothing is typed twice (国办函〔2026〕12号: no material is asked for again), and the number that the other system gives
is kept. Which systems a county uses, and what it calls them, is its list ``outside.systems``.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from cunli.lib.citations import Citation

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    Words = str | _StrPromise

SYSTEMS = "outside.systems"
"""The county setting that lists the systems by their keys."""
OUTSIDE_NUMBER = "outside_number"
NUMBER_THERE = _("那边的号码")


class Drawn(StrEnum):
    """What every matter, or the register about the person who asked, knows: no fact has to be declared for it."""

    REF = "ref"
    TITLE = "title"
    KIND = "kind"
    CAME_BY = "came_by"
    CAME_ON = "came_on"
    ENDED_ON = "ended_on"
    STANDS = "stands"
    TOWN = "town"
    VILLAGE = "village"
    PLACE = "place"
    UNIT = "unit"
    OFFICER = "officer"
    NAME = "name"
    SEX = "sex"
    BORN_ON = "born_on"
    ETHNICITY = "ethnicity"
    ID_NUMBER = "id_number"
    PHONE = "phone"
    BANK = "bank"
    ADDRESS = "address"
    HOUSEHOLD_NO = "household_no"
    HEAD = "head"
    PEOPLE_AT_HOME = "people_at_home"
    MEMBERS = "members"
    """Who lives there, each with how they stand to the head; children without their names."""
    APPLICANTS = "applicants"
    RESPONDENTS = "respondents"
    MEDIATORS = "mediators"


NUMBERS = frozenset({Drawn.ID_NUMBER, Drawn.PHONE, Drawn.BANK})
"""Masked until somebody says why they need them whole."""


@dataclass(frozen=True, slots=True)
class SheetField:
    """One field of the other system's form, under its own name. ``source``: the fact or the value it is drawn from;
    empty where nothing here knows it, and then ``why`` says so."""

    label: Words
    source: str = ""
    why: Words = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outside:
    """One system of record elsewhere. ``system``: its key in the county's list; ``kinds``: of which kinds of matter it
    keeps a record, of all where empty; ``number``: the fact that keeps its number."""

    system: str
    fields: tuple[SheetField, ...]
    citation: Citation
    kinds: tuple[str, ...] = ()
    number: str = OUTSIDE_NUMBER

    def keeps(self, kind: str) -> bool:
        return not self.kinds or kind in self.kinds
