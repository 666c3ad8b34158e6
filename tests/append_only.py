"""Emptying the database after a test that committed: the journal refuses deletion, so its triggers step aside."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module

from django.apps import apps
from django.db import connection
from django.test import TransactionTestCase

protection = import_module("cunli.journal.migrations.0002_append_only")


@contextmanager
def unprotected() -> Iterator[None]:
    """Without the triggers inside, with them again afterwards."""
    with connection.schema_editor() as editor:
        protection.unprotect(apps, editor)
    try:
        yield
    finally:
        with connection.schema_editor() as editor:
            protection.protect(apps, editor)


def install() -> None:
    """Once, for every test that commits."""
    empty = TransactionTestCase._fixture_teardown

    def teardown(self: TransactionTestCase) -> None:
        with unprotected():
            empty(self)

    TransactionTestCase._fixture_teardown = teardown  # type: ignore[method-assign]
