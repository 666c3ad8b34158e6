"""The database itself refuses to edit or delete an entry, on both engines."""

from django.db import migrations

SQLITE = [
    f"""CREATE TRIGGER journal_entry_no_{verb} BEFORE {verb.upper()} ON journal_entry
        BEGIN SELECT RAISE(ABORT, 'journal entries are append-only'); END"""
    for verb in ("update", "delete")
]
POSTGRESQL = [
    """CREATE FUNCTION journal_entry_refuse() RETURNS trigger LANGUAGE plpgsql AS
       $$ BEGIN RAISE EXCEPTION 'journal entries are append-only'; END $$""",
    """CREATE TRIGGER journal_entry_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON journal_entry
       FOR EACH STATEMENT EXECUTE FUNCTION journal_entry_refuse()""",
]
UNDO = {
    "sqlite": ["DROP TRIGGER journal_entry_no_update", "DROP TRIGGER journal_entry_no_delete"],
    "postgresql": ["DROP TRIGGER journal_entry_append_only ON journal_entry", "DROP FUNCTION journal_entry_refuse()"],
}


def protect(_apps, schema_editor):
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement)


def unprotect(_apps, schema_editor):
    for statement in UNDO[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_initial")]
    operations = [migrations.RunPython(protect, unprotect)]
