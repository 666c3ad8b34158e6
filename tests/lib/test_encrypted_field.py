from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.core.exceptions import FieldError
from django.db import connection, models

from cunli.lib import crypto
from cunli.lib.encrypted_field import EncryptedTextField


class Secret(models.Model):
    word = EncryptedTextField(blank=True, default="")

    class Meta:
        app_label = "encrypted_field_tests"


@pytest.fixture
def table(db: None) -> Iterator[None]:
    with connection.cursor() as cursor:
        kind = "bigserial" if connection.vendor == "postgresql" else "integer"
        cursor.execute(f"CREATE TABLE {Secret._meta.db_table} (id {kind} PRIMARY KEY, word text NOT NULL)")
    yield
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE {Secret._meta.db_table}")


def stored() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT word FROM {Secret._meta.db_table} ORDER BY id")
        return [row[0] for row in cursor.fetchall()]


def test_it_is_sealed_in_the_database_and_plain_in_python(table: None) -> None:
    Secret.objects.create(word="152623193901010028")
    assert Secret.objects.get().word == "152623193901010028"
    assert "1939" not in stored()[0]
    assert crypto.open_sealed(stored()[0], place="encrypted_field_tests_secret.word") == "152623193901010028"


def test_the_empty_string_stays_empty(table: None) -> None:
    Secret.objects.create()
    assert stored() == [""]
    assert Secret.objects.get().word == ""


def test_bulk_writes_are_sealed_too(table: None) -> None:
    rows = Secret.objects.bulk_create([Secret(word="甲"), Secret(word="乙")])
    for row in rows:
        row.word += "丙"
    Secret.objects.bulk_update(rows, ["word"])
    Secret.objects.filter(pk=rows[0].pk).update(word="丁")
    assert list(Secret.objects.order_by("id").values_list("word", flat=True)) == ["丁", "乙丙"]
    assert all(text.startswith("AQ") or len(text) > 40 for text in stored())


@pytest.mark.parametrize("lookup", ["word", "word__contains", "word__isnull", "word__lower__exact", "word__year__gt"])
def test_it_cannot_be_searched(lookup: str) -> None:
    with pytest.raises(FieldError, match="is encrypted"):
        Secret.objects.filter(**{lookup: "x"})


@pytest.mark.parametrize("option", ["unique", "db_index", "primary_key", "null"])
def test_it_cannot_be_unique_indexed_or_null(option: str) -> None:
    with pytest.raises(FieldError, match="cannot be unique"):
        EncryptedTextField(**{option: True})


def test_it_migrates_as_text() -> None:
    assert Secret._meta.get_field("word").deconstruct()[1] == "cunli.lib.encrypted_field.EncryptedTextField"
