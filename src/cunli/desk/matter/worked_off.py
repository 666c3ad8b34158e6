"""A list that the matter works off, with what was said of each line: the places of a round."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cunli.cases.models import Matter
from cunli.cases.selectors import Course
from cunli.procedures.grammar import Fact
from cunli.procedures.lines import lines


@dataclass(frozen=True, slots=True)
class Row:
    """``said`` is empty while nothing was."""

    line: str
    said: str


@dataclass(frozen=True, slots=True)
class WorkedOff:
    title: str
    rows: Sequence[Row]

    @property
    def left(self) -> int:
        return sum(not row.said for row in self.rows)


def lists_of(matter: Matter, course: Course) -> list[WorkedOff]:
    """Of every fact that is chosen from the lines of another. No query."""
    return [_list(matter, course, fact) for fact in matter.law.facts if fact.lines_of]


def _list(matter: Matter, course: Course, fact: Fact) -> WorkedOff:
    said = _said(matter, course, fact.key)
    listed = [line for text in course.written(fact.lines_of) for line in lines(text)]
    rows = [Row(line, said[line].pop(0) if said.get(line) else "") for line in listed]
    return WorkedOff(str(matter.law.fact(fact.lines_of).label), rows)


def _said(matter: Matter, course: Course, key: str) -> dict[str, list[str]]:
    """What each line was named for, the oldest first."""
    said: dict[str, list[str]] = {}
    for line in reversed(course.lines):
        step = matter.law.step(line.taken.key)
        named = next((str(fact.value) for fact in line.facts if fact.key == key), "")
        if step is not None and named:
            said.setdefault(named, []).append(str(step.done))
    return said
