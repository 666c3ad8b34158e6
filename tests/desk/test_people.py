"""Households, people and the box that finds both: within reach, masked, few queries."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from unittest import mock

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cunli.cases.services import Reporter
from cunli.registry.models import Household, Membership, Person
from cunli.registry.services.naming import index_new
from tests.acts.stories import report
from tests.cast import NOW, Cast

QUERIES = 12


@pytest.fixture(autouse=True)
def _at_ten() -> Iterator[None]:
    with mock.patch("django.utils.timezone.now", return_value=NOW):
        yield


def house(cast: Cast, name: str, number: int, **person: object) -> tuple[Household, Person]:
    where = {"county": cast.county, "town": cast.town, "village": cast.village}
    no = f"{number:04d}"
    home = Household.objects.create(
        **where, area=cast.village, household_no=no, printed_no=f"H9-{no}", since=date(2020, 1, 1)
    )
    one = Person.objects.create(**where, name=name, phone="13700001111", phone_last4="1111", **person)
    index_new([one])
    Membership.objects.create(person=one, household=home, relation="head", valid_from=date(2020, 1, 1))
    return home, one


def test_the_clerk_of_the_other_village_gets_nothing(cast: Cast) -> None:
    home, person = house(cast, "田奶奶", 7)
    report(
        cast, "window", "手机不响", procedure="service_request", reporter=Reporter(person_id=person.pk, name="田奶奶")
    )
    other = cast.client("li_clerk")
    assert "田奶奶" not in other.get("/households/").content.decode()
    assert other.get(f"/households/{home.pk}/").status_code == 404
    found = other.get("/search/", {"q": "田"}).content.decode()
    assert "田奶奶" not in found and "手机不响" not in found


def test_a_household_shows_masked_numbers_and_its_matters(cast: Cast) -> None:
    home, person = house(cast, "田奶奶", 7)
    report(
        cast, "window", "手机不响", procedure="service_request", reporter=Reporter(person_id=person.pk, name="田奶奶")
    )
    page = cast.client("wang_clerk").get(f"/households/{home.pk}/").content.decode()
    assert "137****1111" in page and "13700001111" not in page
    assert "手机不响" in page and "看全号" in page


def test_who_may_not_look_is_not_offered_to(cast: Cast) -> None:
    home, _person = house(cast, "田奶奶", 7)
    assert "看全号" not in cast.client("window").get(f"/households/{home.pk}/").content.decode()


def test_a_child_who_heads_a_household_is_named_nowhere(cast: Cast) -> None:
    home, _child = house(cast, "田小满", 8, born_on=date(2015, 6, 1))
    client = cast.client("wang_clerk")
    listed, page = (client.get(f"/households/{tail}").content.decode() for tail in ("", f"{home.pk}/"))
    found = client.get("/search/", {"q": "田小满"}).content.decode()
    for shown in (listed, page, found):
        assert "孩子（11岁）" in shown
        assert "137" not in shown
    assert "田小满" not in listed and "田小满" not in page
    assert "田小满" not in found.replace('value="田小满"', "").replace("“田小满”", "")


def test_households_are_listed_in_pages(cast: Cast) -> None:
    for number in range(1, 61):
        house(cast, f"户主{number:02d}", number)
    client = cast.client("wang_clerk")
    first = client.get("/households/").content.decode()
    assert "户主01" in first and "户主51" not in first and "下一页" in first
    second = client.get("/households/", {"after": f"{cast.village.pk}~0050"}).content.decode()
    assert "户主51" in second and "户主50" not in second


def test_one_box_finds_people_and_matters(cast: Cast) -> None:
    house(cast, "田奶奶", 7)
    matter = report(cast, "grid_member", "田埂塌了", kind="road")
    client = cast.client("wang_clerk")
    found = client.get("/search/", {"q": "田"}).content.decode()
    assert "田奶奶" in found and "田埂塌了" in found
    assert "田埂塌了" in client.get("/search/", {"q": matter.ref.lower()}).content.decode()
    assert "没有找到" in client.get("/search/", {"q": "不存在"}).content.decode()


def test_pages_cost_at_most_twelve_queries(cast: Cast) -> None:
    home, person = house(cast, "田奶奶", 7)
    for number in range(20):
        report(cast, "window", f"第{number}件", procedure="service_request", reporter=Reporter(person_id=person.pk))
    client = cast.client("wang_clerk")
    for address in (f"/households/{home.pk}/", "/households/", "/search/?q=田"):
        client.get(address)
        with CaptureQueriesContext(connection) as spent:
            client.get(address)
        assert len(spent) <= QUERIES, address


def test_a_villager_sees_their_own_home_and_no_list(cast: Cast) -> None:
    house(cast, "张有田", 3, user=cast.users["villager"])
    client = cast.client("villager")
    page = client.get("/mine/home/").content.decode()
    assert "张有田" in page and "看全号" not in page
    assert client.get("/households/").status_code == 403
    assert client.get("/search/").status_code == 403
    assert "户册里还没有您家" in cast.client("other_villager").get("/mine/home/").content.decode()


@pytest.mark.parametrize("query", [{"after": "x~y"}, {"after": "9" * 30 + "~1"}, {"village": "x"}, {"q": "\0%_"}])
def test_an_address_that_makes_no_sense_is_still_answered(cast: Cast, query: dict[str, str]) -> None:
    client = cast.client("wang_clerk")
    assert client.get("/households/", query).status_code == 200
    assert client.get("/search/", query).status_code == 200
