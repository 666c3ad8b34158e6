"""Rows copied in bulk: made ready once, moved to another week, written by the thousand while the next are prepared."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db import connection, models
from django.db.models import JSONField

from cunli.lib.rows import Columns, Packed, Prepare, Ready

DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(slots=True)
class Table:
    """Rows of one model waiting to be written, with ids given here."""

    model: type[models.Model]
    next_id: int = 0
    columns: Columns = field(init=False)
    place: dict[str, int] = field(init=False)
    waiting: list[Ready] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.columns = Columns(self.model)
        self.place = {item.attname: number for number, item in enumerate(self.columns.fields)}
        self.next_id = (self.model._base_manager.aggregate(last=models.Max("pk"))["last"] or 0) + 1

    def stored(self, instance: models.Model) -> Stored:
        """An instance as the database takes it, and which of its values are moments or hold days."""
        columns = self.columns
        values = [getattr(instance, item.attname) for item in columns.fields]
        moments = [
            (place, columns.prepare[place], value) for place, value in enumerate(values) if isinstance(value, datetime)
        ]
        days = [
            place for place, item in enumerate(columns.fields)
            if isinstance(item, JSONField) and DAY.search(json.dumps(values[place]))
        ]  # fmt: skip
        return Stored(columns.ready(values), moments, days)

    def add(self, row: Ready, **changes: object) -> int:
        """A copy of a row under a new id, with some values that are ready; returns the id."""
        made, place = row.copy(), self.place
        for name, value in changes.items():
            made[place[name]] = value
        number, self.next_id = self.next_id, self.next_id + 1
        made[0] = self.columns.plain(number)
        self.waiting.append(made)
        return number


class Writer:
    """Writes what waits in tables while whoever fills them goes on; meanwhile nobody else may use the connection."""

    def __init__(self, thread: ThreadPoolExecutor) -> None:
        self._thread = thread
        self._writing: Future[None] | None = None

    def write(self, tables: Iterable[Table]) -> None:
        """All waiting rows, in the order of the tables, when what was given before has been written."""
        full = [(table.columns, table.columns.packed(table.waiting)) for table in tables]
        for table in tables:
            table.waiting = []
        self.wait()
        self._writing = self._thread.submit(_write, full)

    def wait(self) -> None:
        """Until everything is written. Raises what went wrong there."""
        if self._writing is not None:
            self._writing.result()
            self._writing = None


@contextmanager
def writing() -> Iterator[Writer]:
    """At its end everything is written."""
    connection.inc_thread_sharing()
    try:
        with ThreadPoolExecutor(max_workers=1) as thread:
            writer = Writer(thread)
            yield writer
            writer.wait()
    finally:
        connection.dec_thread_sharing()


def progress(count: int, of: str, say: Callable[[str], None]) -> Callable[[int], None]:
    """Tell it how many are written: it says so each time a twentieth more of ``count`` is."""
    said = 0

    def tell(done: int) -> None:
        nonlocal said
        if (part := done * 20 // count) > said:
            said = part
            say(f"{done * 100 // count:3d}%  {done} {of}")

    return tell


def _write(full: list[tuple[Columns, Packed]]) -> None:
    for columns, rows in full:
        columns.write(rows)


@dataclass(frozen=True, slots=True)
class Stored:
    """A row with the places of what moves when it is copied to another week."""

    row: Ready
    moments: list[tuple[int, Prepare, datetime]]
    days: list[int]

    def moved(self, shift: timedelta) -> Ready:
        made = self.row.copy()
        for place, prepare, moment in self.moments:
            made[place] = prepare(moment + shift)
        for place in self.days:
            made[place] = DAY.sub(lambda found: _day(found.group(), shift), made[place])
        return made


def _day(text: str, shift: timedelta) -> str:
    try:
        return (date.fromisoformat(text) + shift).isoformat()
    except ValueError:
        return text
