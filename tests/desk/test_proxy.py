"""Somebody comes to the counter for a person who cannot: asked who, kept sealed, told of every step."""

from __future__ import annotations

from collections.abc import Iterator
from unittest import mock

import pytest
from django.db import connection

from cunli.cases.models import Matter, Proxy
from cunli.journal.models import Entry
from cunli.messages.models import Message
from tests.acts.stories import step
from tests.cast import NOW, Cast

pytestmark = pytest.mark.django_db
SERVICE = "/service/"
SENT = {"who": "田奶奶", "kind": "age_allowance", "channel": "proxy", "proxy": "王小明"}
PHONE = "13912345678"


@pytest.fixture(autouse=True)
def _at_ten() -> Iterator[None]:
    with mock.patch("django.utils.timezone.now", return_value=NOW):
        yield


def came(cast: Cast, **more: str) -> Matter:
    answer = cast.client("window").post(SERVICE, {**SENT, "proxy_phone": "139 1234 5678", "relation": "外孙", **more})
    assert answer.status_code == 302, answer.content.decode()
    return Matter.objects.unscoped("test").get()


def calls(matter: Matter) -> set[tuple[str, str]]:
    found = Message.objects.unscoped("test").filter(ref=matter.ref, channel="phone_call", status="queued")
    return {(message.to_name, message.phone) for message in found}


def test_the_clerk_of_the_other_village_reads_nothing_of_who_came(cast: Cast) -> None:
    matter = came(cast)
    assert cast.client("li_clerk").get(f"/m/{matter.ref}/").status_code == 404
    assert cast.client("li_clerk").get(f"/m/{matter.ref}/slip").status_code == 404


def test_who_came_is_asked_and_kept_with_the_number_sealed(cast: Cast) -> None:
    matter = came(cast)
    proxy = Proxy.objects.get()
    assert (proxy.matter, proxy.name, proxy.phone, proxy.relation) == (matter, "王小明", PHONE, "外孙")
    with connection.cursor() as cursor:
        cursor.execute("SELECT phone FROM cases_proxy")
        assert PHONE not in cursor.fetchone()[0]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"proxy": ""}, "请写是谁替他来的"),
        ({"proxy": "王" * 41}, "名字最多 40 个字"),
        ({"proxy_phone": "12"}, "电话号码看着不对"),
        ({"relation": "亲" * 41}, "写短一点"),
    ],
)
def test_a_mistake_stands_at_its_field_and_nothing_is_lost(cast: Cast, wrong: dict[str, str], said: str) -> None:
    answer = cast.client("window").post(SERVICE, {**SENT, "say": "想办高龄津贴", **wrong})
    page = answer.content.decode()
    assert answer.status_code == 422 and said in page and "想办高龄津贴" in page
    assert not Matter.objects.unscoped("test").exists()


def test_whoever_came_themselves_is_asked_for_nobody_else(cast: Cast) -> None:
    answer = cast.client("window").post(SERVICE, {**SENT, "channel": "counter"})
    assert answer.status_code == 302 and not Proxy.objects.exists()


def test_staff_see_who_came_with_the_number_masked(cast: Cast) -> None:
    matter = came(cast)
    for who in ("window", "peace_officer"):
        page = cast.client(who).get(f"/m/{matter.ref}/").content.decode()
        assert "王小明" in page and "外孙" in page and f'tel:{PHONE}"' in page
    assert "139****5678" in page and "王小明（外孙）替他说的" in page


def test_the_slip_names_them_by_family_name_only(cast: Cast) -> None:
    matter = came(cast)
    page = cast.client("window").get(f"/m/{matter.ref}/slip").content.decode()
    assert "外孙（姓王）替他来的" in page and "王小明" not in page and PHONE not in page


def test_without_a_relation_the_slip_says_the_family_name(cast: Cast) -> None:
    page = cast.client("window").get(f"/m/{came(cast, relation='').ref}/slip").content.decode()
    assert "姓王的替他来的" in page


def test_they_are_called_at_each_step_but_not_while_they_stand_there(cast: Cast) -> None:
    matter = came(cast)
    assert calls(matter) == set()
    step(cast, "window", matter, "take")
    assert calls(matter) == {("王小明", PHONE)}
    step(cast, "window", matter, "fix", outcome="办好了")
    told = Message.objects.unscoped("test").get(ref=matter.ref, channel="phone_call", status="queued")
    assert "办好了" in told.body, "called once, with the newest"


def test_one_number_is_called_once(cast: Cast) -> None:
    matter = came(cast, phone=PHONE)
    step(cast, "window", matter, "take")
    assert calls(matter) == {("田奶奶", PHONE)}


def test_once_the_person_has_said_that_it_is_good_nobody_calls_who_came(cast: Cast) -> None:
    matter = came(cast)
    step(cast, "window", matter, "fix", outcome="办好了")
    step(cast, "wang_clerk", matter, "asked_and_good", own_words="办好了，谢谢")
    assert calls(matter) == set()


def test_the_journal_says_for_whom_and_through_whom_without_a_number(cast: Cast) -> None:
    matter = came(cast)
    entry = Entry.objects.get(verb="matter.ask")
    assert entry.for_whom == f"reporter:{matter.ref}"
    assert entry.after["proxy"] == f"proxy:{Proxy.objects.get().pk}" and PHONE not in str(entry.after)
