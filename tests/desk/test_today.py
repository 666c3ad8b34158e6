"""The first page: what is due to whom, and nothing of anybody else."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from unittest import mock

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.acts.stories import report, step
from tests.cast import NOW, Cast

QUERIES = 12


@pytest.fixture(autouse=True)
def _at_ten() -> Iterator[None]:
    with mock.patch("django.utils.timezone.now", return_value=NOW):
        yield


def test_the_clerk_of_the_other_village_gets_nothing(cast: Cast) -> None:
    matter = report(cast, "wang_clerk", "手机不响", procedure="service_request", kind="phone_silent")
    assert matter.title not in cast.client("li_clerk").get("/").content.decode()
    assert matter.title in cast.client("window").get("/").content.decode()


def test_lists_what_waits_for_the_desk_nearest_first(cast: Cast) -> None:
    report(cast, "grid_member", "墙裂了", kind="house", at=NOW + timedelta(minutes=5))
    report(cast, "grid_member", "杆子要倒")
    page = cast.client("peace_officer").get("/").content.decode()
    assert page.index("杆子要倒") < page.index("墙裂了")
    assert "还没定谁来办" in page


def test_says_an_empty_day_in_a_sentence(cast: Cast) -> None:
    assert "眼下没有要办的事" in cast.client("grid_member").get("/").content.decode()


def test_an_ask_stands_in_its_own_words(cast: Cast) -> None:
    matter = report(cast, "grid_member", "杆子要倒")
    step(cast, "peace_officer", matter, "screen", level="L1", assignee=cast.units["peace"].pk)
    step(cast, "peace_officer", matter, "whistle", whistled=[cast.units["water"].pk], why="要人")
    assert "请来现场" in cast.client("water_officer").get("/").content.decode()


def test_tabs_open_exactly_what_they_count(cast: Cast) -> None:
    report(cast, "grid_member", "早就该答的", at=NOW - timedelta(days=9))
    report(cast, "grid_member", "刚报的")
    late = cast.client("peace_officer").get("/", {"when": "late"}).content.decode()
    assert "早就该答的" in late
    assert "刚报的" not in late


@pytest.mark.parametrize("agent", ["Mobi", "Desk"])
def test_costs_at_most_twelve_queries(cast: Cast, agent: str) -> None:
    for number in range(60):
        report(cast, "grid_member", f"第{number}件", kind="road")
    client = cast.client("peace_officer")
    client.get("/", headers={"user-agent": agent})
    with CaptureQueriesContext(
        connection,
    ) as spent:
        page = client.get("/", headers={"user-agent": agent})
    assert page.content.decode().count("第") >= 50
    assert len(spent) <= QUERIES


def test_everybody_has_a_first_page(cast: Cast) -> None:
    for key in list(cast.users):
        assert cast.client(key).get("/").status_code == 200, key


def test_a_villager_gets_large_buttons_and_their_own_matter(cast: Cast) -> None:
    report(cast, "villager", "院子积水", procedure="service_request", kind="other")
    page = cast.client("villager").get("/").content.decode()
    assert "张有田，您好" in page
    assert "院子积水" in page
    assert "院子积水" not in cast.client("other_villager").get("/").content.decode()


def test_whoever_is_not_signed_in_is_led_to_the_door(cast: Cast) -> None:
    assert cast.client(None).get("/").status_code == 302
