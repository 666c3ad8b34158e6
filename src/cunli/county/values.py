"""The kinds of values a setting can have, and what a default is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TypedDict

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

Json = None | bool | int | str | list["Json"] | dict[str, "Json"]


class Shape(StrEnum):
    """What the value of a setting looks like; ``rules.complaints`` checks it."""

    LENGTH = "length"
    """A written length: "3wd"."""
    LENGTH_PER_LEVEL = "length_per_level"
    """A written length for each hazard level: {"L1": "30min", …}."""
    LEVELS = "levels"
    KINDS = "kinds"
    GROUPS = "groups"
    CATEGORIES = "categories"
    PAPERS = "papers"
    PRODUCTION = "production"
    """What households work with: entries with a measure."""
    NOTICES = "notices"
    """Kinds of notices: entries with the least days they hang, and what that number rests on."""
    PROGRAMMES = "programmes"
    """Kinds of benefits: kinds that also say which steps an application takes."""
    CARE = "care"
    """How often whoever has a label wants to be seen; the labels are fixed, a county stops what it does not keep."""
    APPROVALS = "approvals"
    """Who approves a payment, each from a sum on."""
    DAYS = "days"
    METRES = "metres"
    YUAN = "yuan"
    HOUR = "hour"
    ONE_IN = "one_in"
    """Whole numbers; an hour of the clock; one of so many."""
    LADDER = "ladder"
    """Whom lateness is told to, for clocks that run by the hour and by the day."""


WHOLE = {
    Shape.DAYS: (1, 366),
    Shape.METRES: (10, 5000),
    Shape.YUAN: (1, 1_000_000),
    Shape.HOUR: (0, 23),
    Shape.ONE_IN: (1, 1000),
}
"""Shapes whose value is a whole number, from the least to the most."""
LISTS = frozenset(
    {
        Shape.LEVELS,
        Shape.KINDS,
        Shape.GROUPS,
        Shape.CATEGORIES,
        Shape.PAPERS,
        Shape.PRODUCTION,
        Shape.NOTICES,
        Shape.PROGRAMMES,
        Shape.APPROVALS,
        Shape.CARE,
    }
)
"""Shapes whose value is a list of items, each with a key that matters refer to."""


class Topic(StrEnum):
    """What settings are listed under, in this order. A setting that names none stands where its shape does."""

    CLOCKS = "clocks"
    LEVELS = "levels"
    KINDS = "kinds"
    SERVICES = "services"
    PAPERS = "papers"
    PRODUCTION = "production"
    UPWARD = "upward"
    INSPECTIONS = "inspections"
    MEDIATION = "mediation"
    PETITIONS = "petitions"
    MONITORED = "monitored"
    BENEFITS = "benefits"
    CARE = "care"
    NOTICES = "notices"
    LIFE = "life"
    VERIFICATION = "verification"
    OUTSIDE = "outside"
    LIKENESS = "likeness"
    LADDER = "ladder"
    MESSAGES = "messages"


TOPICS = {
    Shape.LENGTH: Topic.CLOCKS,
    Shape.LENGTH_PER_LEVEL: Topic.CLOCKS,
    Shape.LEVELS: Topic.LEVELS,
    Shape.KINDS: Topic.KINDS,
    Shape.GROUPS: Topic.SERVICES,
    Shape.CATEGORIES: Topic.SERVICES,
    Shape.PAPERS: Topic.PAPERS,
    Shape.PRODUCTION: Topic.PRODUCTION,
    Shape.NOTICES: Topic.NOTICES,
    Shape.PROGRAMMES: Topic.BENEFITS,
    Shape.APPROVALS: Topic.BENEFITS,
    Shape.CARE: Topic.CARE,
    Shape.ONE_IN: Topic.BENEFITS,
    Shape.DAYS: Topic.LIKENESS,
    Shape.METRES: Topic.LIKENESS,
    Shape.YUAN: Topic.MONITORED,
    Shape.LADDER: Topic.LADDER,
    Shape.HOUR: Topic.MESSAGES,
}


class Measure(TextChoices):
    """What an amount is counted in. Land and water have fractions, animals do not."""

    MU = "mu", _("亩")
    HEAD = "head", _("头")
    ONE = "one", _("只")


class Approver(TextChoices):
    """Who approves a payment list; never whoever drafted it."""

    COLLEAGUE = "colleague", _("本单位另一位同事")
    COUNTY = "county", _("县级部门的人")
    SUPERVISOR = "supervisor", _("县级督办")


class Item(TypedDict, total=False):
    """One entry of a list setting. ``key`` and ``word`` are always there; ``word`` fits on a chip.

    ``stopped``: not offered any more; what was filed under it keeps its word.

    ``handles``: function of the unit that usually does it. ``asks``: functions of units that may be asked to come or
    to answer. ``papers``: keys of ``service.papers``. ``often``: stands on the first screen, not behind "别的".
    ``village_only_assists``: the village is never the responsible body (厅字〔2022〕28号). ``measure``: a ``Measure``.
    ``about_place``: what is wrong is wrong for everybody around, so that a second home may join the first.
    ``sealed``: the village and the town that it is about never hear of it, the county's unit has it.
    ``from_age``: only of who is at least so many years old. ``label``: only of whom the register has this label.
    ``appraised``, ``noticed``, ``town_decides``, ``use_checked``, ``urgent``: what an application takes.
    ``from_yuan``, ``by``: from which sum on who (an ``Approver``) approves.
    ``days``: the least that a notice hangs, on the authority ``rests_on``.
    """

    key: str
    word: str
    title: str
    icon: str
    group: str
    handles: str
    asks: list[str]
    papers: list[str]
    often: bool
    village_only_assists: bool
    about_place: bool
    tone: str
    stopped: bool
    measure: str
    sealed: bool
    days: int
    rests_on: str
    from_age: int
    label: str
    appraised: bool
    noticed: bool
    town_decides: bool
    use_checked: bool
    urgent: bool
    from_yuan: int
    by: str


class Rung(TypedDict):
    """``after`` is how late, "" for at once; ``level`` of the area, ``role`` of the post that is told there.

    ``function`` narrows it to posts at units of that function, "" for any.
    """

    after: str
    level: str
    role: str
    function: str


@dataclass(frozen=True, slots=True)
class Default:
    """What holds where no row does. ``source`` says where it comes from and how sure that is."""

    key: str
    shape: Shape
    value: Json
    source: str
    title: str
    topic: Topic | None = None

    @property
    def under(self) -> Topic:
        return self.topic or TOPICS[self.shape]
