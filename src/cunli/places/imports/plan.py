"""What an import of places would do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import date

from cunli.places.kinds import Level

LENGTHS: dict[int, str] = {6: Level.COUNTY, 9: Level.TOWN, 12: Level.VILLAGE}
ABOVE: dict[str, int] = {Level.TOWN: 6, Level.VILLAGE: 9}
"""How many digits of a code are the code of what lies above."""


@dataclass(frozen=True, slots=True)
class Row:
    """One place as the file says it; a town's code without the three noughts that some lists add."""

    file: str
    line: int
    code: str
    name: str

    @property
    def level(self) -> str:
        return LENGTHS[len(self.code)]

    @property
    def above(self) -> str:
        """The code of the area it lies in; empty for a county."""
        return self.code[: ABOVE.get(self.level, 0)]


@dataclass(frozen=True, slots=True)
class Refused:
    """A row that cannot be right, with the line as an editor counts it."""

    file: str
    line: int
    code: str
    reason: str


@dataclass(frozen=True, slots=True)
class Changed:
    """An area that goes on: with another name, another code or its first code. ``old`` is what it had."""

    area_id: int
    code: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Ended:
    """An area that is no more, with the codes of what took its place."""

    area_id: int
    code: str
    name: str
    into: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """What only somebody who knows the place can say."""

    code: str
    name: str
    question: str


@dataclass(slots=True)
class Plan:
    """Lists in the order of codes. Applied only when nothing is refused."""

    county: str
    as_of: date
    source: str
    sha256: str
    new: list[Row] = field(default_factory=list)
    renamed: list[Changed] = field(default_factory=list)
    recoded: list[Changed] = field(default_factory=list)
    ended: list[Ended] = field(default_factory=list)
    parted: list[tuple[int, str]] = field(default_factory=list)
    """(area that goes on, code of what was parted from it)"""
    unchanged: int = 0
    refused: list[Refused] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)

    @property
    def changes_nothing(self) -> bool:
        return not (self.new or self.renamed or self.recoded or self.ended or self.parted)

    @property
    def counts(self) -> dict[str, int]:
        names = ("new", "renamed", "recoded", "ended", "refused", "asked")
        return {**{name: len(getattr(self, name)) for name in names}, "unchanged": self.unchanged}

    def as_json(self) -> dict[str, object]:
        def plain(rows: Sequence[Row | Changed | Ended | Refused | Asked]) -> list[dict[str, object]]:
            return [{name: value for name, value in asdict(row).items() if name != "area_id"} for row in rows]

        return {
            **self.counts,
            "new_rows": plain(self.new),
            "renamed_rows": plain(self.renamed),
            "recoded_rows": plain(self.recoded),
            "ended_rows": plain(self.ended),
            "refused_rows": plain(self.refused),
            "asked_rows": plain(self.asked),
        }
