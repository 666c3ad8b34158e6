"""The database itself refuses to edit or delete a block, on both engines."""

from django.db import migrations

SQLITE = [
    f"""CREATE TRIGGER journal_block_no_{verb} BEFORE {verb.upper()} ON journal_block
        BEGIN SELECT RAISE(ABORT, 'journal blocks are append-only'); END"""
    for verb in ("update", "delete")
]
POSTGRESQL = [
    """CREATE FUNCTION journal_block_refuse() RETURNS trigger LANGUAGE plpgsql AS
       $$ BEGIN RAISE EXCEPTION 'journal blocks are append-only'; END $$""",
    """CREATE TRIGGER journal_block_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON journal_block
       FOR EACH STATEMENT EXECUTE FUNCTION journal_block_refuse()""",
]
UNDO = {
    "sqlite": ["DROP TRIGGER journal_block_no_update", "DROP TRIGGER journal_block_no_delete"],
    "postgresql": ["DROP TRIGGER journal_block_append_only ON journal_block", "DROP FUNCTION journal_block_refuse()"],
}


def protect(_apps, schema_editor):
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement)


def unprotect(_apps, schema_editor):
    for statement in UNDO[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("journal", "0003_blocks")]
    operations = [migrations.RunPython(protect, unprotect)]
