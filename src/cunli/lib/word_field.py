"""A column of words, each findable through an index, with the same hits on both engines.

On PostgreSQL an array with a GIN index; on SQLite a text beside an FTS5 table ``<table>_fts`` that triggers keep in
step. Both are made by a migration: ``index_words("cases_matterwords", key="matter_id", column="words")``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations import RunPython
from django.db.models import Lookup

if TYPE_CHECKING:
    _Field = models.Field[list[str], list[str]]
    _Lookup = Lookup[Any]
else:
    _Field, _Lookup = models.Field, Lookup


class WordField(_Field):
    """Words without blanks in them, in no order. Read only by ``__say``."""

    description = "Words to be found by"

    def db_type(self, connection: BaseDatabaseWrapper) -> str:
        return "text[]" if connection.vendor == "postgresql" else "text"

    def get_db_prep_value(self, value: Any, connection: BaseDatabaseWrapper, prepared: bool = False) -> Any:  # noqa: ARG002 - Django's signature
        return value if connection.vendor == "postgresql" else " ".join(value)

    def from_db_value(self, value: Any, _expression: object, connection: BaseDatabaseWrapper) -> list[str]:
        return list(value) if connection.vendor == "postgresql" else value.split()


@WordField.register_lookup
class Say(_Lookup):
    """``words__say=[["路灯"], ["村12", "村13"]]``: of every group at least one word. At least one group."""

    lookup_name = "say"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: BaseDatabaseWrapper) -> tuple[str, tuple[Any, ...]]:
        column, params = self.process_lhs(compiler, connection)
        if connection.vendor == "sqlite":
            return self._on_sqlite(connection, column, params)
        alone = [group[0] for group in self.rhs if len(group) == 1]
        choices = [group for group in self.rhs if len(group) > 1]
        parts = ([f"{column} @> %s::text[]"] if alone else []) + [f"{column} && %s::text[]"] * len(choices)
        return f"({' AND '.join(parts)})", (*params, *([alone] if alone else []), *choices)

    def _on_sqlite(
        self, connection: BaseDatabaseWrapper, column: str, params: Sequence[Any]
    ) -> tuple[str, tuple[Any, ...]]:
        table, _dot, _name = column.partition(".")
        model = self.lhs.field.model
        key = f"{table}.{connection.ops.quote_name(model._meta.pk.column)}"
        index = connection.ops.quote_name(f"{model._meta.db_table}_fts")
        asked = " AND ".join("(" + " OR ".join(f'"{word}"' for word in group) + ")" for group in self.rhs)
        return f"{key} IN (SELECT rowid FROM {index} WHERE {index} MATCH %s)", (*params, asked)  # noqa: S608


def index_words(table: str, *, key: str, column: str) -> RunPython:
    """The index of a ``WordField`` as a migration's operation."""
    return RunPython(_runner(_made(table, key, column)), _runner(_unmade(table)))


def _runner(statements: dict[str, list[str]]) -> Callable[[Any, BaseDatabaseSchemaEditor], None]:
    def run(_apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
        for statement in statements[schema_editor.connection.vendor]:
            schema_editor.execute(statement)

    return run


def _made(table: str, key: str, column: str) -> dict[str, list[str]]:
    """FTS5's ``ascii`` tokenizer takes every character beyond ASCII as a letter, also those that are younger than it;
    ``detail=none`` keeps no positions: nothing asks for them."""
    old = f"INSERT INTO {table}_fts({table}_fts, rowid, {column}) VALUES ('delete', old.{key}, old.{column});"  # noqa: S608
    new = f"INSERT INTO {table}_fts(rowid, {column}) VALUES (new.{key}, new.{column});"  # noqa: S608
    begins = {"insert": new, "delete": old, "update": old + new}
    return {
        "sqlite": [
            f"CREATE VIRTUAL TABLE {table}_fts USING fts5({column}, content='{table}', content_rowid='{key}',"
            " tokenize='ascii', detail=none, columnsize=0)",
            f"INSERT INTO {table}_fts({table}_fts) VALUES ('rebuild')",  # noqa: S608
            *(
                f"CREATE TRIGGER {table}_{verb} AFTER {verb.upper()} ON {table} BEGIN {todo} END"
                for verb, todo in begins.items()
            ),
        ],
        "postgresql": [f"CREATE INDEX {table}_gin ON {table} USING gin ({column})"],
    }


def _unmade(table: str) -> dict[str, list[str]]:
    triggers = [f"DROP TRIGGER {table}_{verb}" for verb in ("insert", "delete", "update")]
    return {"sqlite": [*triggers, f"DROP TABLE {table}_fts"], "postgresql": [f"DROP INDEX {table}_gin"]}
