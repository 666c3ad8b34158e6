"""Many rows into a table, without a model instance for each: for imports and demo data, where nothing is read back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db import connection, models


def insert_rows(model: type[models.Model], names: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """``rows`` hold the values of the fields ``names`` (of a foreign key its id); every other column must be able to
    fill itself. Constraints hold as always. COPY on PostgreSQL, one prepared statement on SQLite."""
    by_name = {field.name: field for field in model._meta.concrete_fields}
    fields = [by_name[name] for name in names]
    quote = connection.ops.quote_name
    columns = ", ".join(quote(str(field.column)) for field in fields)
    table = quote(model._meta.db_table)
    ready = _ready(fields, rows)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
                for row in ready:
                    copy.write_row(row)
        else:
            marks = ", ".join(["%s"] * len(fields))
            cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", list(ready))  # noqa: S608 - our names


def _ready(fields: Sequence[models.Field[Any, Any]], rows: Iterable[Sequence[object]]) -> Iterator[list[Any]]:
    prepare = [field.get_db_prep_save for field in fields]
    for row in rows:
        yield [ready(value, connection) for ready, value in zip(prepare, row, strict=True)]
