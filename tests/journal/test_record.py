"""Every act leaves one entry that nobody can change, and a repeated key finds the first result."""

from __future__ import annotations

import pytest
from django.db import Error, IntegrityError, connection, transaction

from cunli.journal import rules, services, signing
from cunli.journal.models import Entry
from cunli.journal.services import KeyReused
from cunli.lib.actors import Actor
from cunli.lib.idempotency import Key, key_for
from tests.cast import NOW

CLERK = Actor(role="village_cadre", user_id=7, post_id=9, name="王秀梅", title="石头村村委会")
KEY = Key("k-1", "h-1")


def entry(actor: Actor = CLERK, key: Key | None = None) -> Entry:
    return services.record(
        actor=actor,
        verb="matter.report",
        subject="HD-2026-00001",
        at=NOW,
        after={"title": "杆子歪了"},
        key=key,
        result_ref="HD-2026-00001",
    )


@pytest.mark.django_db
def test_an_entry_read_back_still_has_its_leaf_and_code() -> None:
    entry()
    stored = Entry.objects.get()
    leaf = rules.leaf_of({name: getattr(stored, name) for name in signing.CONTENT})
    assert bytes(stored.leaf) == leaf
    assert bytes(stored.mac) == rules.mac_of(leaf, signing.newest_key()[1])


@pytest.mark.django_db
def test_another_content_has_another_leaf() -> None:
    first = entry()
    content = {name: getattr(first, name) for name in signing.CONTENT}
    assert rules.leaf_of({**content, "after": {"title": "杆子正了"}}) != bytes(first.leaf)


@pytest.mark.django_db
@pytest.mark.parametrize("attack", ["UPDATE journal_entry SET verb = 'x'", "DELETE FROM journal_entry"])
def test_the_database_itself_refuses_to_change_an_entry(attack: str) -> None:
    entry()
    with pytest.raises(Error), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(attack)
    assert Entry.objects.get().verb == "matter.report"


@pytest.mark.django_db
def test_the_same_key_again_is_refused_by_the_database_and_finds_the_first_result() -> None:
    entry(key=KEY)
    with pytest.raises(IntegrityError), transaction.atomic():
        entry(key=KEY)
    assert services.first_result(actor=CLERK, key=KEY) == "HD-2026-00001"


@pytest.mark.django_db
def test_the_same_key_with_another_content_is_refused_in_words() -> None:
    entry(key=KEY)
    with pytest.raises(KeyReused):
        services.first_result(actor=CLERK, key=Key("k-1", "h-2"))


@pytest.mark.django_db
def test_keys_of_two_people_and_of_two_slips_do_not_meet() -> None:
    entry(key=KEY)
    neighbour = Actor(role="village_cadre", user_id=8)
    assert services.first_result(actor=neighbour, key=KEY) is None
    entry(neighbour, KEY)


@pytest.mark.django_db
def test_no_key_finds_nothing() -> None:
    assert services.first_result(actor=CLERK, key=None) is None


def test_a_hostile_key_is_cut_down_and_no_key_is_none() -> None:
    long = key_for("x" * 10_000, ["a"])
    assert long is not None
    assert len(long.value) == 64
    assert key_for("", ["a"]) is None
    assert key_for("k", ["a", "b"]) != key_for("k", ["ab"])
