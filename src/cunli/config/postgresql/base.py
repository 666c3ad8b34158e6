"""Django's PostgreSQL engine with NOT DEFERRABLE foreign keys.

Deferred keys show a violation only at COMMIT, where a cluster of nodes can no longer say which row it was; keys
checked at once give the same error at the same line on both engines. What this costs: rows are written parents
first, and fixtures too.
"""

from __future__ import annotations

from django.db.backends.postgresql import base
from django.db.backends.postgresql.operations import DatabaseOperations as PostgresqlOperations
from django.db.backends.postgresql.schema import DatabaseSchemaEditor as PostgresqlSchemaEditor


class DatabaseOperations(PostgresqlOperations):
    def deferrable_sql(self) -> str:
        """What follows each foreign key: nothing, so that the database checks it at once."""
        return ""


class DatabaseSchemaEditor(PostgresqlSchemaEditor):
    """Django's statements without their ``SET CONSTRAINTS <name>``, an error on a key that is not deferrable."""

    sql_create_column_inline_fk = "CONSTRAINT %(name)s REFERENCES %(to_table)s(%(to_column)s)%(deferrable)s"
    sql_delete_fk = "ALTER TABLE %(table)s DROP CONSTRAINT %(name)s"


class DatabaseWrapper(base.DatabaseWrapper):
    """Named by ``settings.DATABASES`` as the engine ``cunli.config.postgresql``."""

    ops_class = DatabaseOperations
    SchemaEditorClass = DatabaseSchemaEditor
