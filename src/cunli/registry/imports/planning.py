"""A file becomes a plan. Nothing is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from itertools import islice

from django.utils.translation import gettext as _

from cunli.accounts.roles import SYSTEM, Capability
from cunli.lib.actors import Actor
from cunli.lib.crypto import blind_indexes
from cunli.lib.refusals import Invalid, NotYourPost
from cunli.registry import rules
from cunli.registry.imports.columns import HEADER_WITHIN, Header, header_in, plain
from cunli.registry.imports.comparing import compare, disagreeing, withheld
from cunli.registry.imports.intake import Intake, RowRefused
from cunli.registry.imports.known import known, masked_now
from cunli.registry.imports.national import BY_FIELD
from cunli.registry.imports.plan import (
    SHOWN_CHANGES,
    Change,
    Home,
    NotRead,
    Plan,
    Progress,
    Refused,
    Row,
    ShownChange,
    Spool,
    Step,
    silent,
)
from cunli.registry.imports.reading import Cells, Sheet, sheets_of
from cunli.registry.imports.source import Source
from cunli.registry.imports.villages import Villages
from cunli.registry.kinds import NumberField
from cunli.registry.models import ColumnMapping
from cunli.registry.services.reach import day_of

HOMES = 400
"""Households looked up and written at a time."""
HIDDEN = "…"
"""Stands in a preview for what the register says of a child."""
OFTEN = 500
"""Rows read between two words about it."""


def plan_of(
    *,
    actor: Actor,
    source: Source,
    at: datetime,
    mapping: Mapping[str, str] | None = None,
    progress: Progress = silent,
) -> Plan:
    """What importing ``source`` would do for this actor at this moment.

    ``mapping`` explains headings (heading → field of ``national.COLUMNS``, empty: keep as it is); with what the
    county has explained before. Raises NotYourPost, and Invalid where the file cannot be read or names no people.
    """
    may_import(actor)
    return _Planner(actor, source, at, mapping or {}, progress).plan()


def may_import(actor: Actor) -> None:
    """Raises NotYourPost."""
    if actor.role != SYSTEM and not (actor.may(Capability.SEE_REGISTER) and actor.may(Capability.UNMASK)):
        raise NotYourPost(_("您的岗位不能导入户册"), instead=_("请村干部或者镇里的干部来导。"))


class _Planner:
    """One reading of one file: first every row by itself, then household by household."""

    def __init__(
        self, actor: Actor, source: Source, at: datetime, mapping: Mapping[str, str], progress: Progress
    ) -> None:
        self._today: date = day_of(at)
        self._villages = Villages(actor, self._today)
        self._plan = Plan(source, source.fresh_hash(), min(self._villages.counties()), at, mapping=checked(mapping))
        self._headings = _remembered(self._villages.counties()) | {
            plain(heading): field for heading, field in self._plan.mapping.items()
        }
        self._rows = Spool()
        self._homes: dict[tuple[int, str], list[int]] = {}
        self._people: dict[bytes, tuple[str, int]] = {}
        self._sheets: dict[int, tuple[str, Header]] = {}
        self._spare: set[str] = set()
        self._progress, self._compared = progress, 0

    def plan(self) -> Plan:
        for sheet in sheets_of(self._plan.source):
            self._read(sheet)
        if not self._sheets:
            raise self._no_header()
        unknown = {one.title for _name, header in self._sheets.values() for one in header.headings if not one.known}
        self._plan.unknown_columns = sorted(unknown | self._spare)
        keys = iter(sorted(self._homes))
        while part := list(islice(keys, HOMES)):
            self._settle(part)
        return self._plan

    def _no_header(self) -> Invalid:
        hidden = "、".join(name for name, why in self._plan.not_read if why is NotRead.HIDDEN)
        return Invalid(
            _("表里没有找到表头"),
            why=_("要有一行写着姓名、户编号、与户主关系这些。"),
            instead=_("隐藏的表没有读：%(names)s。要导的话，先取消隐藏。") % {"names": hidden}
            if hidden
            else _("请看看是不是选错了文件。"),
        )

    def _read(self, sheet: Sheet) -> None:
        looked = self._read_rows(sheet)
        if sheet.is_hidden:
            self._plan.not_read.append((sheet.name, NotRead.HIDDEN))
        elif looked and sheet.number not in self._sheets:
            self._plan.not_read.append((sheet.name, NotRead.NO_HEADER))

    def _read_rows(self, sheet: Sheet) -> int:
        """Gives back how many rows before the header said something."""
        intake: Intake | None = None
        looked = 0
        for number, cells in sheet.rows:
            if intake is None:
                header = header_in(number, cells, self._headings)
                looked += any(cell != "" for cell in cells)
                if header is not None:
                    intake = self._begin(sheet, header)
                elif looked >= HEADER_WITHIN:
                    return looked
                continue
            if number == self._sheets[sheet.number][1].row + 1:
                intake = self._second_line(sheet, number, cells) or intake
            if intake.says_nothing(cells):
                continue
            self._plan.rows += 1
            if self._plan.rows % OFTEN == 0:
                self._progress(Step.READ, self._plan.rows)
            try:
                self._keep(sheet, intake.row(number, cells))
            except RowRefused as refused:
                self._plan.refused.append(self._back(sheet.number, number, refused))
        return looked

    def _begin(self, sheet: Sheet, header: Header) -> Intake:
        self._sheets[sheet.number] = (sheet.name, header)
        self._plan.header_rows[sheet.number] = header.row
        return Intake(
            header=header, sheet=sheet.number, villages=self._villages, today=self._today,
            unknown=self._note_unknown, spare=self._spare.add,
        )  # fmt: skip

    def _second_line(self, sheet: Sheet, number: int, cells: Cells) -> Intake | None:
        """A header of two lines: the upper one holds groups of columns, the lower one says more."""
        lower = header_in(number, cells, self._headings)
        upper = self._sheets[sheet.number][1]
        return self._begin(sheet, lower) if lower and lower.recognised > upper.recognised else None

    def _note_unknown(self, column: str, value: str) -> None:
        self._plan.unknown_values[column, value] += 1

    def _keep(self, sheet: Sheet, row: Row) -> None:
        """Raises RowRefused for who stands in the file already, and for a second county."""
        if not self._homes:
            self._plan.county_id = row.county_id
        if row.county_id != self._plan.county_id:
            raise RowRefused("village", _("一个文件只导一个县的"))
        key = _identity(row)
        if key in self._people:
            name, first = self._people[key]
            where = _("第 %(row)d 行") if name == sheet.name else _("“%(sheet)s”第 %(row)d 行")
            reason = _("和%(where)s是同一个人") % {"where": where % {"row": first, "sheet": name}}
            raise RowRefused("id_number" if row.id_number else "name", reason)
        self._people[key] = (sheet.name, row.row)
        self._homes.setdefault((row.village_id, row.household_no), []).append(self._rows.write(row))

    def _settle(self, keys: list[tuple[int, str]]) -> None:
        groups = [[self._row(place) for place in self._homes[key]] for key in keys]
        blinds = [way for rows in groups for row in rows for way in blind_indexes("id_number", row.id_number)]
        register = known(self._plan.county_id, keys, blinds)
        to_write = []
        for rows in groups:
            home, turned = compare(rows, register, self._today)
            self._plan.refused += [self._back(row.sheet, row.row, reason) for row, reason in turned]
            self._plan.disagreeing += [self._back(row.sheet, row.row, reason) for row, reason in disagreeing(home)]
            self._plan.withheld += [self._back(row.sheet, row.row, reason) for row, reason in withheld(home)]
            if self._count(home):
                to_write.append(home)
        if to_write:
            self._plan.batches.append(self._plan.spool.write(to_write))
        self._compared += sum(map(len, groups))
        self._progress(Step.COMPARE, self._compared)

    def _row(self, place: int) -> Row:
        row = self._rows.read(place)
        assert isinstance(row, Row)  # noqa: S101 - for the type checker
        return row

    def _count(self, home: Home) -> bool:
        """Whether there is something to write. What changes about a household counts for its first row."""
        if not home.members:
            return False
        begins = len(self._plan.shown_changes)
        for index, member in enumerate(home.members):
            changes = member.changes + (home.changes if index == 0 else [])
            if member.person_id is None:
                self._plan.new += 1
            elif changes:
                self._plan.changed += 1
            else:
                self._plan.unchanged += 1
            if member.person_id is not None and begins < SHOWN_CHANGES:
                name = self._sheets[member.row.sheet][0]
                self._plan.shown_changes += [
                    ShownChange(name, member.row.row, member.row.name, self._shown(member.row, member.person_id, one))
                    for one in changes
                ]
        return bool(home.changes) or any(one.person_id is None or one.changes for one in home.members)

    def _shown(self, row: Row, person_id: int, change: Change) -> Change:
        is_child = rules.is_child(row.born_on, self._today)
        if change.field in NumberField.values:
            old = HIDDEN if is_child else masked_now(person_id, change.field)
            return Change(change.field, old, rules.masked(change.field, getattr(row, change.field)))
        return Change(change.field, change.old and HIDDEN, change.new) if is_child else change

    def _back(self, sheet: int, row: int, refused: RowRefused) -> Refused:
        name, header = self._sheets[sheet]
        return Refused(sheet, row, name, header.title_of(refused.field), refused.reason)


def _identity(row: Row) -> bytes:
    """What makes two rows the same person: the ID number, else household, name and birth."""
    if row.id_number:
        return row.id_number.encode()
    return f"{row.village_id} {row.household_no} {row.name} {row.born_on}".encode()


def checked(mapping: Mapping[str, str]) -> dict[str, str]:
    """Raises Invalid where a field is none of ``national.COLUMNS``."""
    for field in mapping.values():
        if field and field not in BY_FIELD:
            raise Invalid(
                _("没有“%(field)s”这一栏") % {"field": field},
                instead=_("可以写：%(fields)s") % {"fields": "、".join(BY_FIELD)},
            )
    return dict(mapping)


def _remembered(counties: set[int]) -> dict[str, str]:
    rows: Iterator[tuple[str, str]] = iter(
        ColumnMapping.objects.filter(county_id__in=counties).values_list("heading", "field")
    )
    return {plain(heading): field for heading, field in rows}
