"""Tables without their secondary indexes and foreign keys while very many rows are written.

Built once over all rows they cost a fraction of what they cost row by row. On PostgreSQL every foreign key would also
queue a check for each row until the transaction ends: for a county of ten years that is more than its memory.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, models, transaction

Parts = list[tuple[str, str]]
"""Statements that take a part of a table away and that make it again."""

CONSTRAINTS = """
    SELECT format('ALTER TABLE %%s DROP CONSTRAINT %%I', conrelid::regclass, conname),
           format('ALTER TABLE %%s ADD CONSTRAINT %%I %%s', conrelid::regclass, conname, pg_get_constraintdef(oid))
    FROM pg_constraint WHERE conrelid = ANY(%s::regclass[]) AND contype IN ('f', 'u') ORDER BY contype, conname
"""
INDEXES = """
    SELECT format('DROP INDEX %%s', indexrelid::regclass), pg_get_indexdef(indexrelid)
    FROM pg_index WHERE indrelid = ANY(%s::regclass[])
        AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid AND contype IN ('p', 'u', 'x'))
    ORDER BY indexrelid
"""
SORTING = "SET LOCAL maintenance_work_mem = '512MB'"


@contextmanager
def unindexed(kinds: Sequence[type[models.Model]]) -> Iterator[None]:
    """Only primary keys inside; afterwards everything is there again and holds for every row.

    Within a transaction, which alone writes these tables; what goes wrong inside leaves them as they were, rolled back.
    Raises ``IntegrityError`` at the end where a constraint does not hold.
    """
    connection = connections[DEFAULT_DB_ALIAS]
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("indexes are laid aside within a transaction only")
    tables = [kind._meta.db_table for kind in kinds]
    find = _on_postgresql if connection.vendor == "postgresql" else _on_sqlite
    with connection.cursor() as cursor:
        parts = find(cursor, tables)
        for drop, _create in parts:
            cursor.execute(drop)
    yield
    with connection.cursor() as cursor:
        for _drop, create in reversed(parts):
            cursor.execute(create)


def _on_postgresql(cursor: Any, tables: list[str]) -> Parts:
    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # a table with checks still to come may not be altered
    cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    cursor.execute(SORTING)
    parts: Parts = []
    for query in (CONSTRAINTS, INDEXES):
        cursor.execute(query, [tables])
        parts += cursor.fetchall()
    return parts


def _on_sqlite(cursor: Any, tables: list[str]) -> Parts:
    """Its foreign keys stay: they are only counted, and checked when the transaction ends."""
    cursor.execute("SELECT name, sql, tbl_name FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL")
    return [(f'DROP INDEX "{name}"', sql) for name, sql, table in cursor.fetchall() if table in tables]
