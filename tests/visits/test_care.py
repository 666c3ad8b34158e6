"""A household is late to be seen, never a cadre: its day comes by itself, and once it passed anybody may go."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from unittest import mock

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cunli.acts.sweep import sweep
from cunli.registry import services as registry
from cunli.registry.models import Household, Label, Person
from cunli.visits.care import follow
from cunli.visits.models import Care
from cunli.visits.services import Wording, pair, write_note
from tests.cast import NOW, TODAY, Cast
from tests.desk.test_people import house


@pytest.fixture(autouse=True)
def _at_ten() -> Iterator[None]:
    with mock.patch("django.utils.timezone.now", return_value=NOW):
        yield


@pytest.fixture
def home(cast: Cast) -> Household:
    found, person = house(cast, "李凤英", 7, born_on=date(1944, 2, 3))
    put(cast, person, "alone_over_80")
    return found


def put(cast: Cast, person: Person, kind: str) -> Label:
    clerk = cast.actor("wang_clerk")
    return registry.put_label(
        actor=clerk, kind=kind, source="村里", valid_from=date(2026, 1, 1), at=NOW, person_id=person.pk
    )


def care_of(home: Household) -> Care:
    return Care.objects.unscoped("test").get(household=home)


def seen(cast: Cast, home: Household, way: str, at: datetime = NOW) -> None:
    said = Wording(seen="都好")
    write_note(actor=cast.actor("secretary"), household=home, way=way, wording=said, met=[], happened_at=at, at=at)


def test_the_sweep_looks_through_every_village_once_a_day(cast: Cast, home: Household) -> None:
    assert sweep(at=NOW).cared == 3
    assert sweep(at=NOW).cared == 0
    assert TODAY < care_of(home).due_on <= TODAY + timedelta(7)
    assert sweep(at=NOW + timedelta(1)).cared == 3


def test_a_call_puts_the_day_off_where_a_call_counts(cast: Cast, home: Household) -> None:
    follow(cast.village, on=TODAY)
    seen(cast, home, "phone")
    assert care_of(home).due_on == TODAY + timedelta(7) and care_of(home).by_phone


def test_where_only_a_visit_counts_a_call_does_not(cast: Cast) -> None:
    found, person = house(cast, "周老七", 8)
    put(cast, person, "destitute")
    follow(cast.village, on=TODAY)
    before = care_of(found).due_on
    seen(cast, found, "phone")
    assert care_of(found).due_on == before and care_of(found).last_on == TODAY
    seen(cast, found, "visit")
    assert care_of(found).due_on == TODAY + timedelta(30)


def on_page(cast: Cast, who: str, address: str, at: datetime) -> str:
    with mock.patch("django.utils.timezone.now", return_value=at):
        return cast.client(who).get(address).content.decode()


def test_today_says_how_many_to_the_contact_and_once_missed_to_everybody_of_the_village(
    cast: Cast, home: Household
) -> None:
    pair(actor=cast.actor("wang_clerk"), household_ids=[home.pk], user_id=cast.users["secretary"].pk, at=NOW)
    follow(cast.village, on=TODAY)
    day = NOW + (care_of(home).due_on - TODAY)
    assert "该去看看的人家" not in on_page(cast, "secretary", "/", NOW)
    assert "该去看看的人家" in on_page(cast, "secretary", "/", day)
    assert "该去看看的人家" not in on_page(cast, "wang_clerk", "/", day)
    for who in ("wang_clerk", "leader"):
        assert "该去看看的人家" in on_page(cast, who, "/", day + timedelta(1))
        page = on_page(cast, who, "/mine/households/", day + timedelta(1))
        assert "过了日子还没人去的" in page and "李凤英" in page and "何雨晴" not in page
    for who in ("li_clerk", "peace_officer"):
        assert "李凤英" not in on_page(cast, who, "/mine/households/", day + timedelta(1))


def test_the_end_of_the_label_ends_it(cast: Cast, home: Household) -> None:
    follow(cast.village, on=TODAY)
    Label.objects.unscoped("test").update(valid_until=TODAY)
    follow(cast.village, on=TODAY)
    assert not Care.objects.unscoped("test").exists()


def test_as_many_statements_for_a_hundred_households_as_for_one(cast: Cast, home: Household) -> None:
    def counted() -> int:
        with CaptureQueriesContext(connection) as asked:
            follow(cast.village, on=TODAY)
        return len(asked)

    one = counted()
    for number in range(20, 60):
        put(cast, house(cast, f"人{number}", number)[1], "alone_elder")
    counted()
    assert counted() <= one + 2
