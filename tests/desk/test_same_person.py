"""是不是同一个人: what the pages show, what the buttons do, and who gets nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from unittest import mock

import pytest
from django.test import Client

from cunli.registry import services
from cunli.registry.models import Duplicate, Merge, Person
from tests.acts.doubles import BORN, WHY, Double, double, found, household, person
from tests.cast import NOW, Cast
from tests.registry.conftest import id_number

LIST, DECIDED = "/same-person/", "/same-person/decided/"


@pytest.fixture(autouse=True)
def _at_ten() -> Iterator[None]:
    with mock.patch("django.utils.timezone.now", return_value=NOW):
        yield


def page_of(two: Double) -> str:
    return f"/same-person/{two.pair.pk}/"


def shown(client: Client, path: str) -> str:
    return client.get(path).content.decode()


def say(client: Client, two: Double, what: object, why: str = WHY, key: str = "k1") -> str:
    return client.post(page_of(two), {"say": str(what), "why": why, "key": key}, follow=True).content.decode()


def take_back(client: Client, two: Double, why: str = "又问了一遍，弄错了") -> str:
    sent = {"why": why, "key": "k9"}
    return client.post(f"{page_of(two)}take-back/", sent, follow=True).content.decode()


def test_the_clerk_of_the_other_village_gets_nothing(cast: Cast) -> None:
    two = double(cast)
    for who in ("li_clerk", "zhao_clerk", "far_officer"):
        client = cast.client(who)
        assert "王桂" not in shown(client, LIST) + shown(client, DECIDED)
        assert client.get(page_of(two)).status_code == 404
        assert client.post(page_of(two), {"say": two.first.pk, "why": WHY, "key": "k"}).status_code == 404
        assert client.post(f"{page_of(two)}take-back/", {"why": WHY, "key": "k"}).status_code == 404
    for who in ("grid_member", "window", "villager", "supervisor", "security_admin"):
        assert all(cast.client(who).get(path).status_code == 403 for path in (LIST, DECIDED, page_of(two)))


def test_a_pair_is_listed_with_its_reasons_and_found_from_the_household(cast: Cast) -> None:
    two, client = double(cast), cast.client("wang_clerk")
    listed = shown(client, LIST)
    assert "王桂兰 和 王桂蓝" in listed and "名字差一个字，名字读音一样，生日一样，在同一户" in listed
    assert "是不是同一个人" in shown(client, "/households/")
    assert page_of(two) in shown(client, f"/households/{two.home.pk}/personal/")
    assert page_of(two) not in shown(cast.client("window"), f"/households/{two.home.pk}/personal/")


def test_side_by_side_shows_what_differs_and_no_whole_number(cast: Cast) -> None:
    two = double(cast, id_number=id_number(BORN, 24))
    page = shown(cast.client("wang_clerk"), page_of(two))
    assert "138****1234" in page and "13800001234" not in page
    assert two.second.id_number[:4] + "****" in page and two.second.id_number not in page
    assert "先登记的" in page and "后登记的" in page and page.count("不一样") == 2 * 3
    assert "1950年3月5日" in page


def test_children_are_not_named_and_are_opened_as_ever(cast: Cast) -> None:
    home = household(cast)
    young = [person(cast, home, name, born=date(2018, 6, 1), id_number=number) for name, number in (
        ("王小满", id_number(date(2018, 6, 1), 3)), ("王小曼", ""))]  # fmt: skip
    two = Double(home, *young, found(cast, *young))
    client = cast.client("wang_clerk")
    for page in (shown(client, LIST), shown(client, page_of(two))):
        assert "孩子（8岁）" in page and "王小" not in page and "2018" not in page and "1509" not in page
    assert f"/register/persons/{young[0].pk}/child" in shown(client, page_of(two))


def test_one_person_is_kept_and_the_merge_can_be_taken_back(cast: Cast) -> None:
    two, client = double(cast), cast.client("wang_clerk")
    assert "并成一个了" in say(client, two, two.first.pk)
    assert Merge.objects.unscoped("test").get().kept_id == two.first.pk
    assert "王桂蓝" not in shown(client, LIST) + shown(client, f"/households/{two.home.pk}/")
    decided = shown(client, DECIDED)
    assert "王桂兰 和 王桂蓝" in decided and WHY in decided and "王秀梅" in decided
    page = shown(client, page_of(two))
    assert "已经并成一个" in page and "留下的" in page and "退回，还分成两条" in page
    assert "退回了" in take_back(client, two)
    assert "王桂兰 和 王桂蓝" in shown(client, LIST)
    assert "王桂蓝" in shown(client, f"/households/{two.home.pk}/")


def test_two_people_are_not_listed_again_until_that_is_taken_back(cast: Cast) -> None:
    two, client = double(cast), cast.client("wang_clerk")
    assert "是两个人，不再问" in say(client, two, "different", why="是姑侄两个，问过本人")
    assert "王桂兰" not in shown(client, LIST)
    assert "是姑侄两个" in shown(client, page_of(two))
    take_back(client, two)
    assert "王桂兰" in shown(client, LIST)


@pytest.mark.parametrize(("what", "why", "sentence"), [
    ("different", "", "请写一句怎么知道的"),
    ("different", "是", "至少 4 个字"),
    ("", WHY, "请按一个"),
    ("999999", WHY, "请按这一页上的按钮"),
])  # fmt: skip
def test_what_is_missing_is_said_and_nothing_is_lost(cast: Cast, what: str, why: str, sentence: str) -> None:
    two = double(cast)
    answer = cast.client("wang_clerk").post(page_of(two), {"say": what, "why": why, "key": "k"})
    assert answer.status_code == 422 and sentence in answer.content.decode() and why in answer.content.decode()
    assert Duplicate.objects.unscoped("test").get().decision == ""


def test_a_refusal_stands_above_the_form(cast: Cast) -> None:
    two, client = double(cast), cast.client("wang_clerk")
    services.record_death(actor=cast.actor("wang_clerk"), person_id=two.second.pk, on=NOW.date(), at=NOW)
    assert "一个记着去世" in say(client, two, two.first.pk)
    services.say_different(actor=cast.actor("secretary"), duplicate_id=two.pair.pk, why=WHY, at=NOW)
    assert "何雨晴已经定了" in say(client, two, two.first.pk)


def test_pressing_twice_merges_once(cast: Cast) -> None:
    two, client = double(cast), cast.client("wang_clerk")
    assert "并成一个了" in say(client, two, two.first.pk, key="same")
    assert "并成一个了" in say(client, two, two.first.pk, key="same")
    assert Merge.objects.unscoped("test").count() == 1


def test_an_old_link_says_where_the_person_is(cast: Cast) -> None:
    two, client = double(cast), cast.client("wang_clerk")
    say(client, two, two.first.pk)
    answer = client.get(f"/register/persons/{two.second.pk}/consents")
    assert answer.status_code == 410 and f"石头村 {two.home.household_no}" in answer.content.decode()
    assert Person.objects.unscoped("test").filter(pk=two.second.pk).exists()
