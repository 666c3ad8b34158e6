"""What an import is going to do: values only, kept on disk where there are many."""

from __future__ import annotations

import pickle
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from cunli.registry.imports.source import Source

SHOWN_CHANGES = 500
"""So many changes are listed in a preview; all are counted and all are kept when the plan is applied."""


class Step(StrEnum):
    """What an import is doing."""

    READ = "read"
    COMPARE = "compare"
    WRITE = "write"


class NotRead(StrEnum):
    """Why a sheet was passed over. A sheet of instructions has no header, and that is as it should be."""

    HIDDEN = "是隐藏的"
    NO_HEADER = "没有表头"


Progress = Callable[[Step, int], None]
"""Told every so often: so many rows read, so many persons compared or written."""


def silent(step: Step, done: int) -> None:
    """Nobody watches."""


@dataclass(frozen=True, slots=True, order=True)
class Refused:
    """A row that is not imported, the column at fault as the sheet calls it, and why. ``number``: of the sheet."""

    number: int
    row: int
    sheet: str
    column: str
    reason: str

    def as_json(self) -> dict[str, object]:
        return {"sheet": self.sheet, "row": self.row, "column": self.column, "reason": self.reason}


@dataclass(slots=True)
class Row:
    """One row, understood. Facts are what has no column in the register: of the person, and of the household."""

    sheet: int
    row: int
    county_id: int = 0
    town_id: int = 0
    village_id: int = 0
    area_id: int = 0
    household_no: str = ""
    name: str = ""
    id_number: str = ""
    sex: str = ""
    born_on: date | None = None
    relation: str = ""
    ethnicity: str = ""
    phone: str = ""
    household_phone: str = ""
    address: str = ""
    door_no: str = ""
    facts: dict[str, str] = field(default_factory=dict)
    home_facts: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Change:
    """A value that becomes another. Of a sealed number ``old`` and ``new`` are empty: it changed, no more is said."""

    field: str
    old: str = ""
    new: str = ""


@dataclass(frozen=True, slots=True)
class LabelPut:
    """A label that a row calls for; with ``until`` one that is over."""

    kind: str
    since: date
    until: date | None = None


@dataclass(slots=True)
class Member:
    """A row and the person it is about: None for one who is new, and then everything the row says is written."""

    row: Row
    person_id: int | None = None
    membership_id: int | None = None
    changes: list[Change] = field(default_factory=list)
    labels: list[LabelPut] = field(default_factory=list)
    withheld: list[str] = field(default_factory=list)
    """Fields that the row says and the person had removed: not written."""


@dataclass(slots=True)
class Home:
    """The rows of one household. ``household_id`` is None for a new one."""

    household_id: int | None
    members: list[Member]
    facts: dict[str, str] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)
    labels: list[LabelPut] = field(default_factory=list)

    @property
    def touched(self) -> int:
        """Persons who are new or change; what changes about the household counts for its first row."""
        return sum(
            one.person_id is None or bool(one.changes) or (place == 0 and bool(self.changes))
            for place, one in enumerate(self.members)
        )


@dataclass(frozen=True, slots=True)
class ShownChange:
    """One line of the preview: where in the file, whose, what was, what will be.

    Numbers are masked; of a child under 14 not what the register says now.
    """

    sheet: str
    row: int
    name: str
    change: Change


class Spool:
    """Values written one after the other to a file without a name, read back by their place. Gone with the process."""

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 - lives as long as the plan
        self._end = 0

    def write(self, value: object) -> int:
        place = self._end
        self._end += self._file.write(pickle.dumps(value, protocol=pickle.HIGHEST_PROTOCOL))
        return place

    def read(self, place: int) -> object:
        self._file.seek(place)
        return pickle.load(self._file)  # noqa: S301 - written by this very process, to a file nobody can open


@dataclass(slots=True)
class Plan:
    """Persons counted in ``new``, ``changed`` and ``unchanged``; rows in ``refused``. Tied to one file by its hash.

    ``unknown_values`` counts (column, value) the national system does not offer: they are kept as they are.
    ``unknown_columns`` are headings that nobody has explained, and what stands under no heading or under one a second
    time: kept too, as facts under their own name.
    """

    source: Source
    sha256: str
    county_id: int
    at: datetime
    rows: int = 0
    """Rows about people that were read, whatever became of them."""
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    refused: list[Refused] = field(default_factory=list)
    shown_changes: list[ShownChange] = field(default_factory=list)
    unknown_values: Counter[tuple[str, str]] = field(default_factory=Counter)
    unknown_columns: list[str] = field(default_factory=list)
    mapping: dict[str, str] = field(default_factory=dict)
    """What the importer said about headings now; remembered for the county when the plan is applied."""
    header_rows: dict[int, int] = field(default_factory=dict)
    """Of each sheet that names people, the row of its header."""
    not_read: list[tuple[str, NotRead]] = field(default_factory=list)
    """Sheets that say something, or are hidden, and were not read."""
    disagreeing: list[Refused] = field(default_factory=list)
    """Rows that say of their household what an earlier row says otherwise: imported, the first is kept."""
    withheld: list[Refused] = field(default_factory=list)
    """Rows that say what the person had removed: imported without it."""
    spool: Spool = field(default_factory=Spool)
    batches: list[int] = field(default_factory=list)
    """Where in ``spool`` each list of homes lies that has something to write."""

    @property
    def changes_nothing(self) -> bool:
        return not (self.new or self.changed)

    def homes(self) -> Iterator[list[Home]]:
        """What is to be written, some hundred households at a time."""
        for place in self.batches:
            batch = self.spool.read(place)
            assert isinstance(batch, list)  # noqa: S101 - for the type checker
            yield batch

    def as_json(self) -> dict[str, object]:
        """``sheets_not_read`` only where there are some."""
        found: dict[str, object] = {
            "new": self.new,
            "changed": self.changed,
            "unchanged": self.unchanged,
            "refused": len(self.refused),
            "refused_rows": [one.as_json() for one in sorted(self.refused)],
        }
        if self.not_read:
            found["sheets_not_read"] = [{"sheet": name, "reason": why.value} for name, why in self.not_read]
        return found
