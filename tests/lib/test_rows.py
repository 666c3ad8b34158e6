"""Rows written in bulk read back as what they were, whatever is in them."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction
from tests.cast import Cast

from cunli.journal.models import Entry
from cunli.lib.rows import as_text, insert_instances, insert_rows
from cunli.registry.models import Person
from cunli.registry.services.people import set_number

AWKWARD = "一\\N\t二\n三\r\"四'{五}"
WHY = "the test's own"
pytestmark = pytest.mark.django_db


def person(cast: Cast, name: str, phone: str) -> Person:
    one = Person(name=name, county=cast.county, town=cast.town, village=cast.village, born_on=date(1950, 2, 3))
    set_number(one, "phone", phone)
    return one


def test_instances_come_back_with_their_ids_and_everything_sealed(cast: Cast) -> None:
    made = [person(cast, "王一", "15400000001"), person(cast, AWKWARD, ""), person(cast, "王三", "15400000003")]

    insert_instances(Person, made)

    found = {one.pk: one for one in Person.objects.unscoped(WHY).filter(pk__in=[one.pk for one in made])}
    assert [found[one.pk].name for one in made] == ["王一", AWKWARD, "王三"]
    assert [found[one.pk].phone for one in made] == ["+8615400000001", "", "+8615400000003"]
    assert found[made[0].pk].phone_blind == made[0].phone_blind
    assert found[made[0].pk].born_on == date(1950, 2, 3) and found[made[0].pk].died_on is None
    made[0].name = "王一一"
    made[0].save()
    later = person(cast, "王四", "")
    later.save()
    assert later.pk not in found


def test_every_kind_of_value_is_kept(cast: Cast) -> None:
    at = datetime(2026, 11, 23, 2, 3, 4, 567_000, tzinfo=UTC)
    entry = Entry(
        at=at, happened_at=at, verb="test", subject=AWKWARD, before={}, after={"说": [AWKWARD, 1, None, True]},
        leaf=b"\x00\\\t\n" * 8, mac=bytes(range(32)), key_id="k",
    )  # fmt: skip

    insert_instances(Entry, [entry])

    kept = Entry.objects.get(pk=entry.pk)
    assert (kept.at, kept.subject, kept.after) == (at, AWKWARD, entry.after)
    assert (bytes(kept.leaf), bytes(kept.mac)) == (entry.leaf, entry.mac)
    assert kept.post_id is None and kept.user_id == 0


def test_what_the_database_refuses_is_refused_as_ever(cast: Cast) -> None:
    twice = [person(cast, "王一", ""), person(cast, "王二", "")]
    for one in twice:
        set_number(one, "id_number", "990101195002031118")
    with pytest.raises(IntegrityError), transaction.atomic():
        insert_instances(Person, twice)
    assert not Person.objects.unscoped(WHY).filter(name__in=["王一", "王二"]).exists()


def test_a_value_of_an_unknown_kind_is_an_error_and_not_a_guess() -> None:
    with pytest.raises(TypeError, match="object"):
        as_text(object())


def test_no_rows_are_no_statement_gone_wrong() -> None:
    insert_rows(Entry, ("verb", "subject"), [])
    insert_instances(Entry, [])
