"""Many rows into a table in one statement: for imports and demo data.

Each value is made ready once as the database takes it in bulk: on PostgreSQL the text of COPY, on SQLite the parameter
of a statement that is run for all rows.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from itertools import islice
from typing import Any, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections, models

Ready = list[Any]
"""A row whose values are ready."""
Packed = bytes | Sequence[Ready]
Prepare = Callable[[Any], Any]
NULL = r"\N"
CHUNK = 900
"""Values of one ``IN``: SQLite of old allows 999."""
T = TypeVar("T")


def parts(values: Iterable[T]) -> Iterator[list[T]]:
    """As many values at a time as one ``IN`` takes."""
    waiting = iter(values)
    while part := list(islice(waiting, CHUNK)):
        yield part


class Columns:
    """Some columns of a table (default: all). Every other one must be able to fill itself; constraints hold as ever."""

    def __init__(self, model: type[models.Model], names: Sequence[str] = ()) -> None:
        """``names`` of fields; the value of a foreign key is an id."""
        self.model = model
        by_name = {field.name: field for field in model._meta.concrete_fields}
        self.fields = [by_name[name] for name in names or by_name]
        self.connection = connections[DEFAULT_DB_ALIAS]
        self.copies = self.connection.vendor == "postgresql"
        self.table = self.connection.ops.quote_name(model._meta.db_table)
        self.names = ", ".join(self.connection.ops.quote_name(str(field.column)) for field in self.fields)
        self.prepare = [self._preparing(field) for field in self.fields]
        """For each column what makes its values ready."""
        self.plain: Prepare = as_text if self.copies else _as_it_is
        """What makes a whole number, a text, bytes or None ready, whatever the column."""

    def ready(self, values: Iterable[object]) -> Ready:
        return [prepare(value) for prepare, value in zip(self.prepare, values, strict=True)]

    def packed(self, rows: Sequence[Ready]) -> Packed:
        """Rows in the form in which ``write`` sends them."""
        return "".join(["\t".join(row) + "\n" for row in rows]).encode() if self.copies else rows

    def write(self, rows: Packed) -> None:
        """All of them, in order. Raises ``IntegrityError`` where a constraint does not hold."""
        with self.connection.cursor() as cursor, self.connection.wrap_database_errors:
            if isinstance(rows, bytes):
                with cursor.copy(f"COPY {self.table} ({self.names}) FROM STDIN") as copy:
                    copy.write(rows)
            else:
                marks = ", ".join(["%s"] * len(self.fields))
                cursor.executemany(f"INSERT INTO {self.table} ({self.names}) VALUES ({marks})", rows)  # noqa: S608 - our names

    def _preparing(self, field: models.Field[Any, Any]) -> Prepare:
        if isinstance(field, models.JSONField):
            return lambda value: self.plain(None if value is None and field.null else _json(field, value))
        if not self.copies:
            return lambda value: field.get_db_prep_save(value, self.connection)
        prepare = field.get_prep_value
        return lambda value: as_text(prepare(value))


def insert_rows(model: type[models.Model], names: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """``rows`` hold the values of the fields ``names``."""
    columns = Columns(model, names)
    columns.write(columns.packed([columns.ready(row) for row in rows]))


def insert_instances(model: type[models.Model], made: Sequence[models.Model]) -> None:
    """Instances that are not in the database yet; they have their ids afterwards."""
    columns = Columns(model)
    for instance, number in zip(made, _new_ids(columns, len(made)), strict=True):
        instance.pk = number
    rows = [columns.ready(field.pre_save(one, True) for field in columns.fields) for one in made]
    columns.write(columns.packed(rows))
    for instance in made:
        instance._state.adding = False
        instance._state.db = columns.connection.alias


def _new_ids(columns: Columns, count: int) -> list[int]:
    """Ids that nobody else is given. SQLite's writer is alone until its transaction ends."""
    with columns.connection.cursor() as cursor:
        if columns.copies:
            series = "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)"
            cursor.execute(series, [columns.table, count])
            return [number for (number,) in cursor.fetchall()]
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [columns.model._meta.db_table])
        last = (cursor.fetchone() or (0,))[0]
        return list(range(last + 1, last + count + 1))


def as_text(value: object) -> str:
    """A value in the text format of COPY. Raises ``TypeError`` for a kind of value that no column of ours has."""
    write = _TEXT.get(type(value)) or next((_TEXT[kind] for kind in type(value).__mro__ if kind in _TEXT), None)
    if write is None:
        raise TypeError(f"{type(value).__name__} has no text for COPY")
    return write(value)


def _escaped(text: str) -> str:
    return text.replace("\\", r"\\").replace("\t", r"\t").replace("\n", r"\n").replace("\r", r"\r")


def _array(words: list[str]) -> str:
    quoted = ('"' + word.replace("\\", r"\\").replace('"', r"\"") + '"' for word in words)
    return _escaped("{" + ",".join(quoted) + "}")


def _json(field: models.JSONField[Any, Any], value: object) -> str:
    return json.dumps(value, ensure_ascii=False, cls=field.encoder)


def _as_it_is(value: object) -> object:
    return value


_TEXT: dict[type, Callable[[Any], str]] = {
    type(None): lambda _none: NULL,
    str: _escaped,
    bool: lambda value: "t" if value else "f",
    int: str,
    float: repr,
    Decimal: str,
    datetime: datetime.isoformat,
    date: date.isoformat,
    bytes: lambda value: r"\\x" + value.hex(),
    memoryview: lambda value: r"\\x" + value.hex(),
    list: _array,
}
