"""Indexes and foreign keys that step aside for very many rows."""

from __future__ import annotations

import re

import pytest
from django.db import IntegrityError, connection, models, transaction
from tests.cast import Cast

from cunli.desk.demo import growth
from cunli.desk.demo.copies import COPIED
from cunli.lib.rows import insert_rows
from cunli.lib.unindexed import unindexed
from cunli.messages.models import Message
from cunli.places.models import Grid

WHOLE = {
    "postgresql": """
        SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid = %s::regclass
        UNION SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index WHERE indrelid = %s::regclass
    """,
    "sqlite": "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name IN (%s, %s)",
}
KINDS = (*growth.WRITTEN, *COPIED)
CASTS = re.compile(r"::[a-z ]+(\[\])?|[()]")
"""PostgreSQL writes the casts of a condition otherwise once it has read back what it wrote."""


def parts(kind: type[models.Model]) -> dict[str, str]:
    """What the database keeps about a table besides its rows, each as it was declared, casts and brackets apart."""
    table = kind._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(WHOLE[connection.vendor], [table, table])
        return {name: CASTS.sub("", said or "") for name, said in cursor.fetchall()}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_inside_only_the_primary_key_is_left_and_afterwards_all_is_as_it_was(
    kind: type[models.Model], db: None
) -> None:
    before = parts(kind)
    with unindexed([kind]):
        inside = parts(kind)
    assert inside.keys() < before.keys() or not any(before.values())
    assert parts(kind) == before


@pytest.mark.postgresql
def test_a_row_that_belongs_to_nothing_is_found_out_at_the_end(cast: Cast) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite leaves its foreign keys where they are and checks them when the transaction ends")
    with pytest.raises(IntegrityError), transaction.atomic(), unindexed([Grid]):
        insert_rows(
            Grid,
            ["village", "county", "town", "name", "code", "valid_from"],
            [[10**9, cast.county.pk, cast.town.pk, "无村的网格", "1", cast.today]],
        )


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_nothing_is_laid_aside() -> None:
    with pytest.raises(transaction.TransactionManagementError), unindexed([Message]):
        pass
