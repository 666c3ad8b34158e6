"""不对？请改: from the household to the form, from Today to the second person, and back to who asked."""

from __future__ import annotations

from collections.abc import Iterator
from unittest import mock

import pytest
from django.test import Client
from django.urls import reverse

from cunli.accounts.models import User
from cunli.lib.actors import Actor
from cunli.registry import services
from cunli.registry.kinds import CorrectionState
from cunli.registry.models import Correction
from tests.registry.conftest import NOW, Home, World, agreed

LIST = "/register/corrections"
PHONE = {"value": "139 1111 2222", "reason": "换了号，本人来说的", "key": "k1"}


@pytest.fixture(autouse=True)
def _at_ten() -> Iterator[None]:
    with mock.patch("django.utils.timezone.now", return_value=NOW):
        yield


def as_(actor: Actor) -> Client:
    client = Client()
    client.force_login(User.objects.get(pk=actor.user_id))
    return client


def form_of(home: Home, field: str = "phone") -> str:
    return reverse("registry:correct_person", args=[home.son.pk, field])


def entry_of(home: Home) -> str:
    return reverse("registry:person_entry", args=[home.son.pk])


def asked(world: World, home: Home, **form: str) -> Correction:
    answer = as_(world.grid_member).post(form_of(home), {**PHONE, **form})
    assert answer.status_code == 302, answer.content.decode()
    return Correction.objects.unscoped("test").latest("id")


def page_of(correction: Correction) -> str:
    return reverse("registry:correction", args=[correction.pk])


def text(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_clerk_of_the_other_village_gets_nothing(world: World, home: Home) -> None:
    one = asked(world, home)
    home_page = reverse("registry:household_entry", args=[home.household.pk])
    door = reverse("registry:correct_household", args=[home.household.pk, "door_no"])
    for actor in (world.other_clerk, world.villager, world.other_grid_member):
        client = as_(actor)
        for path in (entry_of(home), form_of(home), home_page, door, page_of(one)):
            assert client.get(path).status_code == 404, path
        assert client.post(form_of(home), PHONE).status_code == 404
        assert client.post(page_of(one), {"apply": "1", "again": PHONE["value"]}).status_code == 404
        assert "曾小军" not in text(client, LIST)
        assert "曾小军" not in text(client, "/")
    assert Client().get(LIST).status_code == 302


def test_from_the_household_to_today_to_the_register(world: World, home: Home) -> None:
    walker, clerk = as_(world.grid_member), as_(world.clerk)
    assert entry_of(home) in text(walker, f"/households/{home.household.pk}/")
    entry = text(walker, entry_of(home))
    assert "户册里写的" in entry and form_of(home) in entry and home.son.id_number not in entry
    one = asked(world, home, evidence="身份证", asked_for=str(home.grandmother.pk))
    assert "等核对" in text(walker, entry_of(home)) and "等核对" in text(walker, form_of(home))
    today = text(clerk, "/")
    assert page_of(one) in today and "曾小军的电话，有人请改" in today
    assert "曾小军的电话" in text(clerk, LIST)
    shown = text(clerk, page_of(one))
    assert "139****2222" in shown and "1111 2222" not in shown and "孙强提的" in shown and "单桂兰说的" in shown
    done = clerk.post(page_of(one), {"apply": "1", "again": "139-1111-2222"}, follow=True).content.decode()
    assert "改好了" in done and "曾小军" not in done.split("您请改的")[0]
    assert "139****2222" in text(clerk, f"/households/{home.household.pk}/")
    assert "赵明 · 改好了" in text(walker, entry_of(home))
    told = text(walker, "/messages/")
    assert "核对过，改好了" in told and page_of(one) in told
    assert "单桂兰" in text(clerk, "/messages/").split("要打的电话")[1]


def test_what_is_wrong_is_told_at_the_field_and_nothing_typed_is_lost(world: World, home: Home) -> None:
    walker = as_(world.grid_member)
    answer = walker.post(form_of(home), {**PHONE, "value": "138"})
    page = answer.content.decode()
    assert answer.status_code == 422 and "打不通" in page and "换了号，本人来说的" in page
    for form in ({"value": "13911112222"}, {"value": "13911112222", "reason": "长" * 201}, {}):
        assert walker.post(form_of(home), form).status_code == 422
    assert walker.get(form_of(home, "shoe_size")).status_code == 404
    assert walker.get(reverse("registry:correct_household", args=[home.household.pk, "phone"])).status_code == 404
    assert walker.post(form_of(home, "relation"), {**PHONE, "value": "nobody"}).status_code == 422
    birth = walker.post(form_of(home, "born_on"), {**PHONE, "value": "1975-02-04"})
    assert birth.status_code == 422 and "和身份证号对不上" in birth.content.decode()


def test_the_checker_hears_at_the_field_what_is_missing(world: World, home: Home) -> None:
    one, clerk = asked(world, home), as_(world.clerk)
    other = clerk.post(page_of(one), {"apply": "1", "again": "139 1111 3333"})
    assert other.status_code == 422 and "和提的人写的不一样" in other.content.decode()
    assert "请照证件再写一遍" in clerk.post(page_of(one), {"apply": "1"}).content.decode()
    silent = clerk.post(page_of(one), {"refuse": "1"})
    assert silent.status_code == 422 and "请写一句为什么不改" in silent.content.decode()
    clerk.post(page_of(one), {"refuse": "1", "why_not": "电话里问过，没有换号"})
    shown = text(as_(world.grid_member), page_of(one))
    assert "没有改" in shown and "电话里问过，没有换号" in shown
    late = as_(world.town_officer).post(page_of(one), {"apply": "1", "again": PHONE["value"]})
    assert late.status_code == 422 and "已经有结果了" in late.content.decode()


def test_who_asked_sees_who_can_check_and_may_take_it_back(world: World, home: Home) -> None:
    one, walker = asked(world, home), as_(world.grid_member)
    shown = text(walker, page_of(one))
    assert "赵明" in shown and "核对过了，改" not in shown and "收回" in shown
    assert walker.post(page_of(one), {"apply": "1", "again": PHONE["value"]}).status_code == 403
    walker.post(page_of(one), {"withdraw": "1"})
    one.refresh_from_db()
    assert one.state == CorrectionState.WITHDRAWN and "提的人收回了" in text(walker, page_of(one))


def test_a_form_sent_twice_asks_once(world: World, home: Home) -> None:
    assert asked(world, home) == asked(world, home)


def test_a_villager_sees_what_is_registered_and_says_what_is_wrong(world: World, home: Home) -> None:
    services.link_user(actor=world.clerk, person_id=home.son.pk, user_id=world.villager.user_id, at=NOW)
    agreed(world, home)
    villager = as_(world.villager)
    assert "我家登记的" in text(villager, "/")
    own = text(villager, "/mine/home/")
    assert "138****1234" not in own and "单桂兰" in own and "曾雨桐" in own and "看全号" not in own
    assert entry_of(home) in own and reverse("registry:person_entry", args=[home.child.pk]) in own
    assert reverse("registry:person_entry", args=[home.grandmother.pk]) not in own
    assert villager.get(reverse("registry:person_entry", args=[home.grandmother.pk])).status_code == 404
    assert "谁说的" not in text(villager, form_of(home))
    villager.post(form_of(home), PHONE)
    assert "曾小军的电话" in text(villager, LIST) and "要核对的更改" not in text(villager, LIST)
    one = Correction.objects.unscoped("test").get()
    assert villager.post(page_of(one), {"apply": "1", "again": PHONE["value"]}).status_code == 404
    as_(world.clerk).post(page_of(one), {"apply": "1", "again": PHONE["value"]})
    assert "改好了" in text(villager, "/messages/")
    door = reverse("registry:correct_household", args=[home.household.pk, "door_no"])
    villager.post(door, {"value": "19", "reason": "门牌换过了", "key": "k2"})
    assert "单桂兰家的门牌号" in text(as_(world.clerk), LIST)


def test_where_nobody_can_check_the_page_says_so(world: World, home: Home) -> None:
    one = asked(world, home)
    User.objects.filter(pk__in=[world.clerk.user_id, world.town_officer.user_id]).update(is_active=False)
    assert "没有第二个能核对的人" in text(as_(world.grid_member), page_of(one))
