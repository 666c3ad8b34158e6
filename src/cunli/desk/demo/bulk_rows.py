"""Rows copied in bulk: read once as the database takes them, written by the thousand."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models
from django.db.models import JSONField

DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
Row = list[Any]


@dataclass(slots=True)
class Table:
    """Rows of one model waiting to be written, with ids given here."""

    model: type[models.Model]
    next_id: int = 0
    columns: list[str] = field(default_factory=list)
    place: dict[str, int] = field(default_factory=dict)
    waiting: list[Row] = field(default_factory=list)

    def __post_init__(self) -> None:
        fields = self.model._meta.concrete_fields
        self.columns = [str(item.column) for item in fields]
        self.place = {item.attname: number for number, item in enumerate(fields)}
        self.next_id = (self.model._base_manager.aggregate(last=models.Max("pk"))["last"] or 0) + 1

    def stored(self, instance: models.Model) -> Stored:
        """An instance as the database takes it, and which of its values are moments or hold days."""
        fields = self.model._meta.concrete_fields
        values = [getattr(instance, item.attname) for item in fields]
        row = [_stored(item, value) for item, value in zip(fields, values, strict=True)]
        return Stored(
            row,
            [(place, value) for place, value in enumerate(values) if isinstance(value, datetime)],
            [place for place, item in enumerate(fields) if isinstance(item, JSONField) and DAY.search(str(row[place]))],
        )

    def add(self, row: Row, **changes: object) -> int:
        """A copy of a row under a new id; returns the id."""
        made = row.copy()
        for name, value in changes.items():
            made[self.place[name]] = value
        made[0], self.next_id = self.next_id, self.next_id + 1
        self.waiting.append(made)
        return self.next_id - 1

    def write(self) -> None:
        """All waiting rows: by COPY where the database has it."""
        table = connection.ops.quote_name(self.model._meta.db_table)
        columns = ", ".join(connection.ops.quote_name(name) for name in self.columns)
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
                    for row in self.waiting:
                        copy.write_row(row)
            else:
                marks = ", ".join(["%s"] * len(self.columns))
                cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", self.waiting)  # noqa: S608
        self.waiting.clear()


@dataclass(frozen=True, slots=True)
class Stored:
    """A row with the places of what moves when it is copied to another week."""

    row: Row
    moments: list[tuple[int, datetime]]
    days: list[int]

    def moved(self, shift: timedelta) -> Row:
        made = self.row.copy()
        for place, moment in self.moments:
            made[place] = connection.ops.adapt_datetimefield_value(moment + shift)
        for place in self.days:
            made[place] = DAY.sub(lambda found: _day(found.group(), shift), made[place])
        return made


def _stored(item: Any, value: object) -> object:
    if isinstance(item, JSONField):
        return json.dumps(value, ensure_ascii=False, cls=DjangoJSONEncoder)
    if isinstance(value, bytes | memoryview):
        return bytes(value)
    return item.get_db_prep_save(value, connection)


def _day(text: str, shift: timedelta) -> str:
    try:
        return (date.fromisoformat(text) + shift).isoformat()
    except ValueError:
        return text
