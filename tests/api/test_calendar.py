"""What is due in the phone's own calendar: by a secret that can be taken back, with no word of whose it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from unittest import mock

import pytest
from django.test import Client
from icalendar import Calendar

from cunli.accounts.models import User
from cunli.api.models import CalendarAddress
from cunli.journal.models import Entry
from tests.acts.stories import report, step
from tests.cast import NOW, Cast


@pytest.fixture(autouse=True)
def _at_ten() -> Iterator[None]:
    with mock.patch("django.utils.timezone.now", return_value=NOW):
        yield


def made(cast: Cast, who: str = "peace_officer") -> str:
    page = cast.client(who).post("/account/calendar/make").content.decode()
    return re.findall(r'value="http://testserver(/calendar/[^"]+)"', page)[0]


def events(address: str) -> list[dict[str, object]]:
    answer = Client().get(address)
    assert answer.status_code == 200 and answer["Content-Type"].startswith("text/calendar")
    return list(Calendar.from_ical(answer.content).walk("VEVENT"))


def test_it_holds_what_is_due_with_its_day_and_a_link_and_says_nothing_of_anybody(cast: Cast) -> None:
    matter = report(cast, "grid_member", "老周家墙要倒了")
    officer = cast.actor("peace_officer")
    step(cast, "peace_officer", matter, "screen", level="L2", assignee=officer.unit_id, officer=officer.user_id)
    (event,) = events(made(cast))
    assert matter.ref in str(event["summary"]) and "隐患" in str(event["summary"])
    assert event["dtstart"].dt == NOW.date()
    assert str(event["url"]).endswith(f"/m/{matter.ref}/")
    assert "老周" not in Client().get(made(cast)).content.decode()


def test_what_is_late_stands_today(cast: Cast) -> None:
    report(cast, "grid_member", "老周家墙要倒了")
    address = made(cast)
    with mock.patch("django.utils.timezone.now", return_value=NOW + timedelta(3)):
        (event,) = events(address)
    assert "超了日子" in str(event["summary"]) and event["dtstart"].dt == (NOW + timedelta(3)).date()


def test_the_address_opens_nothing_once_it_is_taken_back_or_made_anew_or_its_person_has_left(cast: Cast) -> None:
    first = made(cast)
    second = made(cast)
    assert Client().get(first).status_code == 404 and Client().get(second).status_code == 200
    assert cast.client("li_clerk").post("/account/calendar/withdraw").status_code == 302
    assert Client().get(second).status_code == 200, "somebody else's is untouched"
    User.objects.filter(pk=cast.users["peace_officer"].pk).update(is_active=False)
    assert Client().get(second).status_code == 404
    User.objects.filter(pk=cast.users["peace_officer"].pk).update(is_active=True)
    assert cast.client("peace_officer").post("/account/calendar/withdraw").status_code == 302
    assert Client().get(second).status_code == 404 and not CalendarAddress.objects.exists()


def test_the_secret_is_kept_as_a_hash_and_shown_once(cast: Cast) -> None:
    secret = made(cast).split("/")[-1].removesuffix(".ics")
    assert secret not in str(list(CalendarAddress.objects.values()))
    assert secret not in cast.client("peace_officer").get("/account/calendar").content.decode()
    entries = Entry.objects.filter(verb="api.make_calendar_address")
    assert entries.count() == 1 and secret not in str(list(entries.values()))


def test_the_neighbouring_clerks_calendar_has_nothing_of_this_village(cast: Cast) -> None:
    report(cast, "grid_member", "老周家墙要倒了")
    assert events(made(cast, "li_clerk")) == []
