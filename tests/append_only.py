"""Emptying the database after a test that committed: journal and ledgers refuse it, so their triggers step aside."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module

from django.apps import apps
from django.db import connection
from django.test import TransactionTestCase

from cunli.ledgers import triggers

PROTECTIONS = [
    import_module(f"cunli.journal.migrations.{name}") for name in ("0002_append_only", "0004_blocks_append_only")
]


class Plain:
    """What the migrations need of a schema editor, also inside a test's transaction (SQLite's own refuses there)."""

    connection = connection

    def execute(self, statement: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute(statement)


@contextmanager
def unprotected() -> Iterator[None]:
    """Without the triggers inside, with them again afterwards."""
    for protection in PROTECTIONS:
        protection.unprotect(apps, Plain())
    triggers.drop(connection)
    try:
        yield
    finally:
        triggers.install(connection)
        for protection in PROTECTIONS:
            protection.protect(apps, Plain())


def install() -> None:
    """Once, for every test that commits."""
    empty = TransactionTestCase._fixture_teardown

    def teardown(self: TransactionTestCase) -> None:
        with unprotected():
            empty(self)

    TransactionTestCase._fixture_teardown = teardown  # type: ignore[method-assign]
