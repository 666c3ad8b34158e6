"""The rows that an import left in the register, copied as they are into an empty register with the same indexes.

What a database needs to take in that many rows, without a thought about any of them: no reading of the file, no rule,
no key of a name, nothing sealed. Foreign keys are not checked, so it is less than any import can do with.
"""

from __future__ import annotations

import time

import psycopg
from psycopg import sql

from benchmarks.sites import Site

OURS = "registry_%"
TABLES = "SELECT relname FROM pg_stat_user_tables WHERE relname LIKE %s ORDER BY relname"


def seconds(source: Site, target: Site) -> float:
    """In one transaction; only the copying into ``target`` is counted."""
    with psycopg.connect(source.url) as one, psycopg.connect(target.url) as other:
        other.execute("SET session_replication_role = replica")
        return sum(_copied(one, other, name) for (name,) in one.execute(TABLES, [OURS]).fetchall())


def _copied(one: psycopg.Connection, other: psycopg.Connection, table: str) -> float:
    name = sql.Identifier(table)
    with one.cursor() as reads, reads.copy(sql.SQL("COPY {} TO STDOUT (FORMAT binary)").format(name)) as out:
        blocks = [bytes(block) for block in out]
    begun = time.monotonic()
    with other.cursor() as writes, writes.copy(sql.SQL("COPY {} FROM STDIN (FORMAT binary)").format(name)) as into:
        for block in blocks:
            into.write(block)
    return time.monotonic() - begun
