"""A child under 14 is seen in full only with a reason and a second person's yes; danger to life does not wait."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from unittest import mock

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from cunli.accounts.models import Post, User
from cunli.accounts.roles import Role
from cunli.accounts.selectors import actor_for
from cunli.journal.models import Entry
from cunli.lib.actors import Actor
from cunli.lib.refusals import Conflict, Invalid, NotYourPost, NotYours
from cunli.registry import services
from cunli.registry.models import ChildLook
from tests.registry.conftest import NOW, START, TODAY, Home, World

WHY = "核对学籍"
LOOKS = "/register/children"


@pytest.fixture(autouse=True)
def _at_ten() -> Iterator[None]:
    with mock.patch("django.utils.timezone.now", return_value=NOW):
        yield


@pytest.fixture
def colleague(world: World) -> Actor:
    """何雨晴, first secretary of the clerk's village."""
    unit = Post.objects.unscoped("test").get(user_id=world.clerk.user_id).unit
    user = User.objects.create(username="何雨晴", name="何雨晴", created_at=NOW)
    post = Post.objects.create(user=user, role=Role.FIRST_SECRETARY, unit=unit, valid_from=START)
    return actor_for(post, TODAY)


def as_(actor: Actor) -> Client:
    client = Client()
    client.force_login(User.objects.get(pk=actor.user_id))
    return client


def page_of(home: Home) -> str:
    return reverse("registry:child", args=[home.child.pk])


def asked(world: World, home: Home, **changed: object) -> ChildLook:
    said = {"actor": world.clerk, "person_id": home.child.pk, "reason": WHY, "at": NOW}
    return services.ask_child_look(**{**said, **changed})


def answer_url(look: ChildLook) -> str:
    return reverse("registry:answer_child_look", args=[look.pk])


def test_the_clerk_of_the_other_village_gets_nothing(world: World, home: Home, colleague: Actor) -> None:
    other = as_(world.other_clerk)
    assert other.get(page_of(home)).status_code == 404
    assert other.post(page_of(home), {"reason": WHY}).status_code == 404
    look = asked(world, home)
    assert other.post(answer_url(look), {"agree": "1"}).status_code == 404
    assert WHY not in other.get(LOOKS).content.decode()
    assert "看孩子信息的申请" not in other.get("/").content.decode()
    for actor in (world.grid_member, world.villager):
        for path in (page_of(home), LOOKS):
            assert as_(actor).get(path).status_code == 403
        assert as_(actor).post(answer_url(look), {"agree": "1"}).status_code == 403
    with pytest.raises(NotYours):
        services.answer_child_look(actor=colleague, look_id=999999, agrees=True, at=NOW)


def test_a_colleague_says_yes_and_the_name_is_shown_for_a_day(world: World, home: Home, colleague: Actor) -> None:
    clerk, other = as_(world.clerk), as_(colleague)
    first = clerk.get(page_of(home)).content.decode()
    assert "孩子（10岁）" in first and "曾雨桐" not in first and "何雨晴" in first and "周平" in first
    assert clerk.post(page_of(home), {"open": "1"}).status_code == 403
    waits = clerk.post(page_of(home), {"reason": WHY}, follow=True).content.decode()
    assert "等同事答应" in waits and "曾雨桐" not in waits
    assert "等您答应" in other.get("/").content.decode()
    asks = other.get(LOOKS).content.decode()
    assert "赵明要看孩子（10岁）" in asks and WHY in asks and "曾雨桐" not in asks
    other.post(answer_url(ChildLook.objects.unscoped("test").get()), {"agree": "1"})
    assert "同事答了" in clerk.get("/").content.decode()
    ready = clerk.get(page_of(home)).content.decode()
    assert "何雨晴答应了" in ready and "曾雨桐" not in ready
    shown = clerk.post(page_of(home), {"open": "1"})
    assert "曾雨桐" in shown.content.decode() and "no-store" in shown["Cache-Control"]
    verbs = Entry.objects.filter(subject=f"person:{home.child.pk}").order_by("id").values_list("verb", "reason")
    assert list(verbs)[-3:] == [
        ("registry.ask_child_look", WHY),
        ("registry.answer_child_look", ""),
        ("registry.open_minor", WHY),
    ]


def test_after_a_day_it_must_be_asked_again(world: World, home: Home, colleague: Actor) -> None:
    look = asked(world, home)
    services.answer_child_look(actor=colleague, look_id=look.pk, agrees=True, at=NOW)
    almost = NOW + timedelta(hours=23, minutes=59)
    assert services.open_minor(actor=world.clerk, person_id=home.child.pk, at=almost).name == "曾雨桐"
    with pytest.raises(NotYourPost, match="另一位同事"):
        services.open_minor(actor=world.clerk, person_id=home.child.pk, at=NOW + timedelta(hours=24))
    assert asked(world, home, at=NOW + timedelta(hours=24)) != look


def test_a_yes_is_for_who_asked_and_nobody_else(world: World, home: Home, colleague: Actor) -> None:
    services.answer_child_look(actor=colleague, look_id=asked(world, home).pk, agrees=True, at=NOW)
    with pytest.raises(NotYourPost):
        services.open_minor(actor=world.town_officer, person_id=home.child.pk, at=NOW)


def test_nobody_answers_themselves_and_nobody_answers_twice(world: World, home: Home, colleague: Actor) -> None:
    look = asked(world, home)
    with pytest.raises(NotYourPost, match="别人"):
        services.answer_child_look(actor=world.clerk, look_id=look.pk, agrees=True, at=NOW)
    assert WHY not in as_(world.clerk).get(LOOKS).content.decode().split("您请看的")[0]
    services.answer_child_look(actor=world.town_officer, look_id=look.pk, agrees=True, at=NOW)
    with pytest.raises(Conflict):
        services.answer_child_look(actor=colleague, look_id=look.pk, agrees=False, why_not="不需要", at=NOW)
    rows = ChildLook.objects.unscoped("test").filter(pk=look.pk)
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(answered_by_id=world.clerk.user_id)


def test_a_no_says_why_and_is_read_by_who_asked(world: World, home: Home, colleague: Actor) -> None:
    look, other, clerk = asked(world, home), as_(colleague), as_(world.clerk)
    silent = other.post(answer_url(look), {"refuse": "1", "why_not": " "})
    assert silent.status_code == 422 and "请写一句为什么" in silent.content.decode()
    too_long = other.post(answer_url(look), {"refuse": "1", "why_not": "长" * 201})
    assert too_long.status_code == 422 and "写短一点" in too_long.content.decode()
    other.post(answer_url(look), {"refuse": "1", "why_not": "学籍学校就能查"})
    page = clerk.get(page_of(home)).content.decode()
    assert "何雨晴没有答应" in page and "学籍学校就能查" in page and "请同事答应" in page
    assert "学籍学校就能查" in clerk.get(LOOKS).content.decode()
    assert clerk.post(page_of(home), {"open": "1"}).status_code == 403


@pytest.mark.parametrize("reason", ["", "看看"])
def test_without_a_reason_nothing_is_asked(world: World, home: Home, reason: str) -> None:
    for button in ("ask", "emergency"):
        answer = as_(world.clerk).post(page_of(home), {"reason": reason, button: "1"})
        assert answer.status_code == 422 and "请写一句为什么看" in answer.content.decode()
    assert not ChildLook.objects.unscoped("test").exists()


def test_asking_twice_asks_once(world: World, home: Home) -> None:
    assert asked(world, home) == asked(world, home)
    assert Entry.objects.filter(verb="registry.ask_child_look").count() == 1


def test_danger_to_life_opens_at_once_and_is_looked_over_afterwards(world: World, home: Home, colleague: Actor) -> None:
    clerk, other = as_(world.clerk), as_(colleague)
    clerk.post(page_of(home), {"reason": "核对学籍名字"})
    shown = clerk.post(page_of(home), {"reason": "孩子走丢了，要找人", "emergency": "1"}).content.decode()
    assert "曾雨桐" in shown
    assert "没有第二" not in shown and Entry.objects.latest("id").reason == "孩子走丢了，要找人"
    page = other.get(LOOKS).content.decode()
    assert page.index("孩子走丢了") < page.index("核对学籍名字")
    assert "有生命危险，已经看了" in page
    look = ChildLook.objects.unscoped("test").get(is_emergency=True)
    other.post(answer_url(look), {"refuse": "1", "why_not": "孩子在家，没有走丢"})
    assert clerk.post(page_of(home), {"open": "1"}).status_code == 403


def test_an_emergency_found_right_stays_open_for_its_day(world: World, home: Home, colleague: Actor) -> None:
    look = asked(world, home, is_emergency=True)
    assert "已经给您开了" in as_(world.clerk).get(page_of(home)).content.decode()
    services.answer_child_look(actor=colleague, look_id=look.pk, agrees=True, at=NOW + timedelta(hours=1))
    assert "该看" not in as_(colleague).get(LOOKS).content.decode()
    assert services.open_minor(actor=world.clerk, person_id=home.child.pk, at=NOW + timedelta(hours=2)).name == "曾雨桐"
    with pytest.raises(NotYourPost):
        services.open_minor(actor=world.clerk, person_id=home.child.pk, at=NOW + timedelta(hours=24))


def test_a_childs_number_needs_the_same_yes(world: World, home: Home, colleague: Actor) -> None:
    look = {"actor": world.clerk, "person_id": home.child.pk, "field": "id_number", "reason": WHY, "at": NOW}
    with pytest.raises(NotYourPost, match="另一位同事"):
        services.unmask(**look)
    services.answer_child_look(actor=colleague, look_id=asked(world, home).pk, agrees=True, at=NOW)
    assert services.unmask(**look) == home.child.id_number
    opened = as_(world.clerk).post(page_of(home), {"open": "1"}).content.decode()
    assert reverse("registry:look", args=[home.child.pk, "id_number"]) in opened
    assert reverse("registry:look", args=[home.child.pk, "phone"]) not in opened


def test_who_is_no_child_needs_no_yes(world: World, home: Home) -> None:
    page = reverse("registry:child", args=[home.son.pk])
    assert "满 14 岁了" in as_(world.clerk).get(page).content.decode()
    with pytest.raises(Invalid, match="14"):
        asked(world, home, person_id=home.son.pk)
    assert as_(world.clerk).post(page, {"reason": WHY}).status_code == 422


def test_where_there_is_no_second_person_it_says_so(world: World, home: Home) -> None:
    Post.objects.unscoped("test").filter(user_id=world.town_officer.user_id).update(valid_until=TODAY)
    page = as_(world.clerk).get(page_of(home)).content.decode()
    assert "没有第二个能答应的人" in page and "赵明" not in page.split("谁能答应")[1]
