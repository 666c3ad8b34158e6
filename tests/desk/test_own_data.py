"""我的信息: what is kept, who looked, agreeing, taking back, a copy; and the same for who comes to the counter."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date
from unittest import mock

import pytest
import python_calamine
from django.db import connection
from django.http import StreamingHttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cunli.cases.services import Reporter
from cunli.journal.models import Entry
from cunli.registry import services
from cunli.registry.models import Consent, ErasureRequest, Household, NoticeGiven, Person
from tests.acts.correcting import change
from tests.acts.stories import report
from tests.cast import NOW, Cast
from tests.desk.test_people import house

WHY = "test"


@pytest.fixture(autouse=True)
def _at_ten() -> Iterator[None]:
    with mock.patch("django.utils.timezone.now", return_value=NOW):
        yield


@pytest.fixture
def home(cast: Cast) -> tuple[Household, Person]:
    found, person = house(cast, "张有田", 3, user=cast.users["villager"], born_on=date(1960, 1, 1))
    change(cast, person, "bank", "6222020200112233")
    return found, person


def looked(cast: Cast, person: Person, why: str = "核对医保缴费人") -> None:
    services.unmask(actor=cast.actor("wang_clerk"), person_id=person.pk, field="phone", reason=why, at=NOW)


def text(client: Client, address: str) -> str:
    return client.get(address, follow=True).content.decode()


def test_the_clerk_of_the_other_village_gets_nothing(cast: Cast, home: tuple[Household, Person]) -> None:
    household, person = home
    looked(cast, person)
    other = cast.client("li_clerk")
    assert other.get(f"/households/{household.pk}/").status_code == 404
    assert other.get(f"/households/{household.pk}/personal/").status_code == 404
    assert other.post(f"/households/{household.pk}/told/{person.pk}/").status_code == 404
    assert other.get(f"/people/{person.pk}/copy/").status_code == 404
    assert other.post(f"/people/{person.pk}/copy/", {"reason": "本人来要一份"}).status_code == 404
    assert cast.client("grid_member").get(f"/people/{person.pk}/copy/").status_code == 403
    assert "张有田" not in text(other, "/mine/data/") and "核对医保" not in text(other, "/mine/data/")


def test_a_household_shows_who_was_told_and_who_looked_with_the_reason(
    cast: Cast, home: tuple[Household, Person]
) -> None:
    household, person = home
    looked(cast, person)
    client = cast.client("wang_clerk")
    page = text(client, f"/households/{household.pk}/personal/")
    assert "当面告诉了，记下" in page and "核对医保缴费人" in page and "王秀梅" in page
    page = client.post(f"/households/{household.pk}/told/{person.pk}/", follow=True).content.decode()
    assert "告知过，11月23日，当面说" in page and "当面告诉了，记下" not in page
    assert "核对医保缴费人" not in text(cast.client("grid_member"), f"/households/{household.pk}/personal/")
    with CaptureQueriesContext(connection) as spent:
        client.get(f"/households/{household.pk}/")
    assert len(spent) <= 12


def test_who_signs_in_is_shown_the_notice_until_they_have_seen_it(cast: Cast, home: tuple[Household, Person]) -> None:
    client = cast.client("villager")
    assert "村里留了您的什么" in text(client, "/")
    assert "村里留了您的什么" not in client.post("/mine/data/notice/", follow=True).content.decode()
    assert NoticeGiven.objects.unscoped(WHY).get().told == "online"
    assert "村里留了您的什么" not in text(cast.client("other_villager"), "/")


def test_ones_own_page_shows_masked_numbers_and_who_looked(cast: Cast, home: tuple[Household, Person]) -> None:
    looked(cast, home[1])
    page = text(cast.client("villager"), "/mine/data/")
    assert "137****1111" in page and "13700001111" not in page
    assert "王秀梅" in page and "核对医保缴费人" in page
    assert "户册里还没有您" in text(cast.client("other_villager"), "/mine/data/")


def test_one_agrees_with_a_click_and_takes_it_back_with_another(cast: Cast, home: tuple[Household, Person]) -> None:
    client = cast.client("villager")
    page = client.post("/mine/data/consent/", {"kind": "health"}, follow=True).content.decode()
    given = Consent.objects.unscoped(WHY).get()
    assert given.way == "own_click" and given.agreed_to == "安排人上门帮忙，遇到险情先接您"
    assert "我收回" in page and "我答应留：身体" not in page
    client.post("/mine/data/consent/", {"kind": "id_number"})
    cast.client("other_villager").post(f"/register/consents/{given.pk}/withdraw")
    assert [one.withdrawn_on for one in Consent.objects.unscoped(WHY)] == [None]
    assert "我答应留：身体" in client.post(f"/register/consents/{given.pk}/withdraw", follow=True).content.decode()


def test_one_asks_to_remove_and_reads_the_answer(cast: Cast, home: tuple[Household, Person]) -> None:
    client, clerk = cast.client("villager"), cast.client("wang_clerk")
    assert client.post("/mine/data/erasure/", {"key": "k"}).status_code == 422
    said = {"kinds": ["phone", "bank", "basics"], "said": "不想留", "key": "k"}
    page = client.post("/mine/data/erasure/", said, follow=True).content.decode()
    assert "12月8日前答复" in page and "137****" not in page
    request = ErasureRequest.objects.unscoped(WHY).get()
    assert "要求去掉的" in text(clerk, "/")
    address = f"/register/erasures/{request.pk}/answer"
    assert "请写一句为什么，本人看得到" in clerk.post(address, {"erased": ["bank"]}).content.decode()
    clerk.post(address, {"erased": ["bank"], "why_not": "住在村里要登记"})
    page = text(client, "/mine/data/")
    assert "住在村里要登记" in page and "银行卡号；" not in page.split("去掉了：")[0].split("留了什么")[1]
    assert "眼下没有要答复的" in text(clerk, "/register/erasures")


def test_ones_own_copy_holds_everything_in_full_and_is_on_record(cast: Cast, home: tuple[Household, Person]) -> None:
    report(
        cast, "window", "手机不响", procedure="service_request",
        reporter=Reporter(person_id=home[1].pk, name="张有田"),
    )  # fmt: skip
    looked(cast, home[1])
    client = cast.client("villager")
    page = client.post("/mine/data/copy/", {"print": "1"}).content.decode()
    for said in ("13700001111", "6222020200112233", "手机不响", "核对医保缴费人", "H9-0003"):
        assert said in page
    answer = client.post("/mine/data/copy/", {"excel": "1"})
    assert isinstance(answer, StreamingHttpResponse)
    content = b"".join(answer.streaming_content)  # type: ignore[arg-type]  # not an async answer
    rows = python_calamine.load_workbook(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    assert ["登记的", "电话", "13700001111", ""] in rows
    assert Entry.objects.filter(verb="desk.own_copy_taken", subject=f"person:{home[1].pk}").count() == 2
    other = cast.client("other_villager").post("/mine/data/copy/", {"print": "1"}).content.decode()
    assert "13900000002" in other and "13700001111" not in other


def test_a_copy_at_the_counter_needs_a_reason_and_counts_as_a_look(cast: Cast, home: tuple[Household, Person]) -> None:
    client, address = cast.client("wang_clerk"), f"/people/{home[1].pk}/copy/"
    assert client.post(address, {"reason": "看"}).status_code == 422
    page = client.post(address, {"reason": "本人来要一份", "print": "1"}).content.decode()
    assert "13700001111" in page
    assert "本人来要一份" in text(cast.client("villager"), "/mine/data/")


def test_a_childs_copy_waits_for_a_second_colleague(cast: Cast) -> None:
    _home, child = house(cast, "田小满", 8, born_on=date(2015, 6, 1))
    answer = cast.client("wang_clerk").post(f"/people/{child.pk}/copy/", {"reason": "家长来要一份"})
    assert answer.status_code == 403 and "田小满" not in answer.content.decode()
