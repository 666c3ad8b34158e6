"""Cells to rows that are understood, or refused with a reason."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.utils.translation import gettext as _

from cunli.lib import identity
from cunli.registry.imports import values
from cunli.registry.imports.columns import Header, Heading, unheaded
from cunli.registry.imports.national import Column, Kind, Of
from cunli.registry.imports.plan import Row
from cunli.registry.imports.reading import Cells
from cunli.registry.imports.relations import relation_of, sex_of
from cunli.registry.imports.values import Cell, Unreadable
from cunli.registry.imports.villages import OtherCounty, Villages
from cunli.registry.kinds import Sex
from cunli.registry.models import Household, Person

_TOTALS = ("合计", "小计", "总计", "共计", "累计")
_LONGEST: dict[str, int] = {
    "name": Person._meta.get_field("name").max_length or 0,
    "ethnicity": Person._meta.get_field("ethnicity").max_length or 0,
    "household_no": Household._meta.get_field("household_no").max_length or 0,
    "address": 120,
    "door_no": 20,
}
LONGEST_FACT = 200


class RowRefused(Exception):
    """Why one row is not taken, and the field at fault."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(reason)
        self.field = field
        self.reason = reason


Unknown = Callable[[str, str], None]
Spare = Callable[[str], None]
SAYS_ENOUGH = 2
"""So many cells beside the household number are about somebody; fewer are a heading over a group of rows."""


class Intake:
    """Understands the rows below one header. ``unknown`` is told of each (column, value) outside the known ones,
    ``spare`` of each column that says something without a heading of its own."""

    def __init__(
        self, *, header: Header, sheet: int, villages: Villages, today: date, unknown: Unknown, spare: Spare
    ) -> None:
        self._header, self._headings = header, header.headings
        self._headed = {h.place for h in header.headings} | header.passed_over
        self._spare, self._loose = spare, dict[int, tuple[int, ...]]()
        self._title_row = {h.place: h.title for h in header.headings}
        self._places = {heading.column.field: heading.place for heading in header.headings}
        self._sheet, self._villages, self._today, self._unknown = sheet, villages, today, unknown

    def says_nothing(self, cells: Cells) -> bool:
        """An empty row, a total, a note below the table, a heading over a group of rows, the header once more."""
        name = self._text(cells, "name")
        if name and name in {self._title_row[self._places["name"]], self._text(cells, "household_no")}:
            return True
        if any(isinstance(cell, str) and cell.strip().replace(" ", "").startswith(_TOTALS) for cell in cells[:8]):
            return not self._text(cells, "id_number")
        return not (name or self._text(cells, "id_number") or self._is_about_somebody(cells))

    def _is_about_somebody(self, cells: Cells) -> bool:
        """A known relation, or a household with enough beside it: a row whose name is missing, not a heading."""
        if relation_of(self._text(cells, "relation")):
            return True
        number = self._text(cells, "household_no")
        others = {values.text(cells[heading.place]) for heading in self._headings if heading.place < len(cells)}
        return bool(number) and len(others - {number, ""}) >= SAYS_ENOUGH

    def row(self, number: int, cells: Cells) -> Row:
        """Raises RowRefused."""
        said: dict[str, str] = {}
        row = Row(self._sheet, number)
        for heading in self._headings:
            if heading.place < len(cells):
                self._take(row, heading, cells[heading.place], said)
        self._take_loose(row, cells)
        self._settle(row, said)
        return row

    def _text(self, cells: Cells, field: str) -> str:
        place = self._places.get(field)
        return values.text(cells[place]) if place is not None and place < len(cells) else ""

    def _take(self, row: Row, heading: Heading, cell: Cell, said: dict[str, str]) -> None:
        column = heading.column
        try:
            value = _read(column, cell)
        except Unreadable as reason:
            raise RowRefused(column.field, str(reason)) from None
        if not value:
            return
        if column.of is Of.KEY:
            if column.kind is Kind.ID_NUMBER and value.endswith("+"):
                row.facts["disability_card"] = "是"
            said[column.field] = value.rstrip("+")
            return
        if len(value) > LONGEST_FACT:
            raise RowRefused(column.field, _("写得太长，最多 %(n)d 个字") % {"n": LONGEST_FACT})
        if column.known and not _is_known(value, column.known):
            self._unknown(heading.title, value)
        (row.facts if column.of is Of.PERSON else row.home_facts)[column.field] = value

    def _take_loose(self, row: Row, cells: Cells) -> None:
        """What stands under no heading, or says otherwise under one that stood there before."""
        for place in self._loose_places(len(cells)):
            name, first = self._header.again.get(place) or (unheaded(place), place)
            value = values.text(cells[place])
            if not value or (first != place and value == values.text(cells[first])):
                continue
            if len(value) > LONGEST_FACT:
                raise RowRefused(name, _("写得太长，最多 %(n)d 个字") % {"n": LONGEST_FACT})
            row.facts[name] = value
            self._spare(name)

    def _loose_places(self, width: int) -> tuple[int, ...]:
        if width not in self._loose:
            self._loose[width] = tuple(place for place in range(width) if place not in self._headed)
        return self._loose[width]

    def _settle(self, row: Row, said: dict[str, str]) -> None:
        for field, longest in _LONGEST.items():
            if len(said.get(field, "")) > longest:
                raise RowRefused(field, _("写得太长，最多 %(n)d 个字") % {"n": longest})
        row.name = _name(said.get("name", ""))
        row.household_no = said.get("household_no", "")
        if not row.household_no:
            raise RowRefused("household_no", _("还缺户编号，不知道是哪一户"))
        self._place(row, said)
        row.id_number = said.get("id_number", "")
        row.ethnicity = said.get("ethnicity", "")
        row.address, row.door_no = said.get("address", ""), said.get("door_no", "")
        row.phone = _phone("phone", said.get("phone", ""))
        row.household_phone = _phone("household_phone", said.get("household_phone", ""))
        row.relation = _relation(said.get("relation", ""))
        self._born(row, said)

    def _place(self, row: Row, said: dict[str, str]) -> None:
        group = said.get("group", "")
        try:
            place = self._villages.find(said.get("county", ""), said.get("town", ""), said.get("village", ""), group)
        except OtherCounty as reason:
            raise RowRefused("county", str(reason)) from None
        except Unreadable as reason:
            raise RowRefused("village", str(reason)) from None
        row.area_id, row.county_id, row.town_id, row.village_id = (
            place.area_id, place.county_id, place.town_id, place.village_id,
        )  # fmt: skip
        if group and not self._villages.group_is_known(place):
            row.home_facts["group"] = group

    def _born(self, row: Row, said: dict[str, str]) -> None:
        sex = said.get("sex", "")
        row.sex = sex_of(sex) or Sex.UNKNOWN
        if sex and row.sex == Sex.UNKNOWN:
            raise RowRefused("sex", _("性别只认“男”或“女”，这里写的是“%(text)s”") % {"text": sex})
        born = said.get("born_on", "")
        row.born_on = date.fromisoformat(born) if born else None
        if row.id_number:
            stated = identity.birth_date(row.id_number)
            if (
                row.born_on
                and row.born_on != stated
                and not (row.born_on.day == 1 and _same_month(row.born_on, stated))
            ):
                raise RowRefused("born_on", _("出生日期和身份证号对不上"))
            row.born_on = stated
            row.sex = Sex.MALE if identity.is_male(row.id_number) else Sex.FEMALE
        if row.born_on and row.born_on > self._today:
            raise RowRefused("born_on" if born else "id_number", _("出生的日子还没到"))


def _read(column: Column, cell: Cell) -> str:
    if cell == "":
        return ""
    if column.kind is Kind.TEXT:
        return values.text(cell)
    if column.kind is Kind.DATE:
        day = values.day(cell)
        return day.isoformat() if day else ""
    if column.kind is Kind.ID_NUMBER:
        number, is_card = values.id_number(cell)
        return number + "+" if is_card else number
    return values.code(cell) if column.kind is Kind.CODE else values.amount(cell)


def _is_known(value: str, known: frozenset[str]) -> bool:
    """Several at once are separated by commas and the like: "残疾,长期慢性病"."""
    return value in known or all(part in known for part in value.replace("、", ",").replace(";", ",").split(","))


def _same_month(one: date, other: date | None) -> bool:
    return other is not None and (one.year, one.month) == (other.year, other.month)


def _name(text: str) -> str:
    """Chinese names are written without blanks, however they were spaced to look even."""
    name = text if text.isascii() else text.replace(" ", "")
    if not name:
        raise RowRefused("name", _("还缺名字"))
    if any(char.isdigit() for char in name):
        raise RowRefused("name", _("名字里有数字，请看看是不是填错了格"))
    return name


def _phone(field: str, text: str) -> str:
    if text and not identity.is_phone(text):
        raise RowRefused(field, _("这个电话打不通，手机写 11 位，座机带上区号"))
    return text


def _relation(text: str) -> str:
    relation = relation_of(text)
    if relation is None:
        reason = _("不认识“%(text)s”这种关系，请写户主、配偶、之子、之女这样的") % {"text": text}
        raise RowRefused("relation", reason if text else _("还缺与户主关系"))
    return relation
