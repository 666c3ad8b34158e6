"""What another system of record asks for, in its own order, from what is known here."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from cunli.cases.models import Matter
from cunli.cases.said import Choices, value_words
from cunli.cases.selectors import course_of, participants_of
from cunli.county import selectors as county
from cunli.county.values import Item
from cunli.lib.actors import Actor
from cunli.lib.identity import local_phone
from cunli.lib.masking import mask_phone
from cunli.lib.refusals import NotYours
from cunli.lib.terms import day_of
from cunli.procedures.grammar import FactType, Seat
from cunli.procedures.outside import NUMBERS, SYSTEMS, Drawn, Outside, SheetField
from cunli.registry import rules
from cunli.registry.kinds import Sex
from cunli.registry.models import Household, Person
from cunli.registry.selectors import household_of_person, members_on, person_for
from cunli.registry.selectors.households import member_row

NOBODY: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class SheetLink:
    word: str
    href: str


@dataclass(frozen=True, slots=True)
class SheetRow:
    """``why``: what is said where ``value`` is empty. ``masked``: the whole number is an act away."""

    label: str
    value: str
    why: str
    masked: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    name: str
    rows: Sequence[SheetRow]
    number: str
    """That the other system gave; empty while nobody has written it down."""

    @property
    def is_masked(self) -> bool:
        return any(row.masked for row in self.rows)

    @property
    def missing(self) -> int:
        return sum(not row.value for row in self.rows)


def links_of(matter: Matter, *, now: datetime) -> list[SheetLink]:
    """The sheets of a matter, for its own page; the county's list is remembered."""
    named = [(outside, item) for outside in matter.law.outside if (item := _used(matter, outside, day_of(now)))]
    return [
        SheetLink(_("%(system)s要填的表") % {"system": _name(item)}, address(matter, outside))
        for outside, item in named
    ]  # fmt: skip


def address(matter: Matter, outside: Outside) -> str:
    return reverse("desk:matter_outside", args=[matter.ref, outside.system])


def outside_of(matter: Matter, system: str, *, on: date) -> Outside | None:
    """The sheet of this system, where the county keeps such matters there."""
    return next((one for one in matter.law.outside if one.system == system and _used(matter, one, on)), None)


def sheet_of(
    actor: Actor, matter: Matter, outside: Outside, choices: Choices, *, on: date, whole: Mapping[str, str] = NOBODY
) -> Sheet:
    """``whole``: the numbers that somebody has just opened. At most seven queries."""
    item = _used(matter, outside, on)
    known = _Known(actor, matter, choices, on=on, whole=whole)
    rows = [known.row(field) for field in outside.fields]
    return Sheet(_name(item) if item else outside.system, rows, str(known.facts.get(outside.number) or ""))


def _used(matter: Matter, outside: Outside, on: date) -> Item | None:
    if not outside.keeps(matter.kind):
        return None
    offered = county.items(SYSTEMS, on=on, county_id=matter.county_id)
    return next((item for item in offered if item["key"] == outside.system), None)


def _name(item: Item) -> str:
    return item.get("title") or item["word"]


class _Known:
    """Everything a field may be drawn from, read once."""

    def __init__(self, actor: Actor, matter: Matter, choices: Choices, *, on: date, whole: Mapping[str, str]) -> None:
        self.matter, self.choices, self.on, self.whole = matter, choices, on, whole
        self.facts = course_of(matter).facts
        self.person = self._person(actor)
        self.home = household_of_person(actor.scope, self.person.pk, on) if self.person else None
        self.at_home = list(members_on(self.home, on)) if self.home else []
        self.seats = {seat: self._seated(seat) for seat in Seat} if matter.law.seats_people else {}

    def row(self, field: SheetField) -> SheetRow:
        if not field.source:
            return SheetRow(str(field.label), "", str(field.why), masked=False)
        if field.source in NUMBERS:
            return self._number(field)
        value = self._drawn(field.source) if field.source in set(Drawn) else self._fact(field.source)
        return SheetRow(str(field.label), value, "" if value else self._why_empty(field), masked=False)

    def _number(self, field: SheetField) -> SheetRow:
        if field.source in self.whole:
            return SheetRow(str(field.label), self.whole[field.source], "", masked=False)
        masked = self._masked(field.source)
        return SheetRow(str(field.label), masked, "" if masked else self._why_empty(field), masked=bool(masked))

    def _masked(self, source: str) -> str:
        if source == Drawn.PHONE and self.matter.reporter_phone:
            return mask_phone(local_phone(self.matter.reporter_phone))
        return rules.masked(source, getattr(self.person, source)) if self.person else ""

    def _why_empty(self, field: SheetField) -> str:
        if field.why:
            return str(field.why)
        if field.source not in set(Drawn):
            return _("还没写到这一项")
        if field.source in OF_THE_REGISTER:
            return _("户册里没有登记") if self.person else _("没有对上户册里的人，问本人")
        return _("还没有")

    def _fact(self, key: str) -> str:
        value = self.facts.get(key)
        if value is not None and self.matter.law.fact(key).type is FactType.DAY:
            return str(value)  # as systems write days
        return "" if value is None else value_words(self.matter.law, key, value, self.choices, self.on)

    def _drawn(self, source: str) -> str:
        read = READ.get(Drawn(source))
        return read(self) if read else ""

    def _person(self, actor: Actor) -> Person | None:
        if self.matter.person_id is None:
            return None
        try:
            return person_for(actor.scope, self.matter.person_id)
        except NotYours:
            return None

    def _seated(self, seat: Seat) -> str:
        return "、".join(one.name for one in participants_of(self.matter) if one.seat == seat)

    def head(self) -> str:
        return next((one.person.name for one in self.at_home if one.relation == "head"), "")

    def members(self) -> str:
        rows = [member_row(one, self.on, named=False) for one in self.at_home]
        return "、".join(_("%(name)s（%(relation)s）") % {"name": row.name, "relation": row.relation} for row in rows)

    def kind(self) -> str:
        return self.choices.get(self.matter.law.kinds, {}).get(self.matter.kind, str(self.matter.law.title))


OF_THE_REGISTER = frozenset({
    Drawn.SEX, Drawn.BORN_ON, Drawn.ETHNICITY, Drawn.ID_NUMBER, Drawn.PHONE, Drawn.BANK, Drawn.ADDRESS,
    Drawn.HOUSEHOLD_NO, Drawn.HEAD, Drawn.PEOPLE_AT_HOME,
        Drawn.MEMBERS,
})  # fmt: skip
READ: Mapping[Drawn, Callable[[_Known], str]] = {
    Drawn.REF: lambda known: known.matter.ref,
    Drawn.TITLE: lambda known: known.matter.title,
    Drawn.KIND: lambda known: known.kind(),
    Drawn.CAME_BY: lambda known: known.matter.get_channel_display(),
    Drawn.CAME_ON: lambda known: _day(known.matter.opened_at),
    Drawn.ENDED_ON: lambda known: _day(known.matter.closed_at),
    Drawn.STANDS: lambda known: str(known.matter.stands.title),
    Drawn.TOWN: lambda known: str(known.matter.town),
    Drawn.VILLAGE: lambda known: str(known.matter.village or ""),
    Drawn.PLACE: lambda known: known.matter.place,
    Drawn.UNIT: lambda known: known.matter.holder.name,
    Drawn.OFFICER: lambda known: str(known.matter.officer or ""),
    Drawn.NAME: lambda known: known.person.name if known.person else known.matter.reporter_name,
    Drawn.SEX: lambda known: str(Sex(known.person.sex).label) if known.person else "",
    Drawn.BORN_ON: lambda known: known.person.born_on.isoformat() if known.person and known.person.born_on else "",
    Drawn.ETHNICITY: lambda known: known.person.ethnicity if known.person else "",
    Drawn.ADDRESS: lambda known: _address(known.home),
    Drawn.HOUSEHOLD_NO: lambda known: known.home.printed_no if known.home else "",
    Drawn.HEAD: lambda known: known.head(),
    Drawn.PEOPLE_AT_HOME: lambda known: str(len(known.at_home)) if known.at_home else "",
    Drawn.MEMBERS: lambda known: known.members(),
    Drawn.APPLICANTS: lambda known: known.seats.get(Seat.APPLICANT, "") or known.matter.reporter_name,
    Drawn.RESPONDENTS: lambda known: known.seats.get(Seat.RESPONDENT, ""),
    Drawn.MEDIATORS: lambda known: known.seats.get(Seat.MEDIATOR, ""),
}


def _day(moment: datetime | None) -> str:
    return day_of(moment).isoformat() if moment else ""


def _address(home: Household | None) -> str:
    return home.dwelling.address if home and home.dwelling else ""
