from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from cunli.accounts.models import User
from cunli.journal.models import Entry
from cunli.lib.actors import Actor
from cunli.registry import privacy
from tests.registry.conftest import Home, World

WHY = {"reason": "核对医保缴费人"}


def as_(actor: Actor) -> Client:
    client = Client()
    client.force_login(User.objects.get(pk=actor.user_id))
    return client


def look(home: Home, field: str = "phone") -> str:
    return reverse("registry:look", args=[home.grandmother.pk, field])


def test_the_clerk_of_the_other_village_gets_nothing(world: World, home: Home) -> None:
    child = reverse("registry:child", args=[home.child.pk])
    for address in (look(home), child):
        assert as_(world.other_clerk).get(address).status_code == 404
        assert as_(world.other_clerk).post(address, WHY).status_code == 404
        assert as_(world.grid_member).post(address, WHY).status_code == 403
        assert as_(world.villager).post(address, WHY).status_code == 403
        assert Client().get(address).status_code == 302
        assert Client().post(address, WHY).status_code == 401
    assert not Entry.objects.filter(verb__startswith="registry.unmask").exists()


def test_a_reason_is_asked_and_the_number_shown_once(world: World, home: Home) -> None:
    client = as_(world.clerk)
    asked = client.get(look(home))
    assert "13800001234" not in asked.content.decode()
    assert "单桂兰的电话" in asked.content.decode()
    shown = client.post(look(home), WHY)
    assert shown.status_code == 200
    assert "138 0000 1234" in shown.content.decode()
    assert "no-store" in shown["Cache-Control"]
    assert Entry.objects.filter(verb="registry.unmask_phone", reason=WHY["reason"]).count() == 1


@pytest.mark.parametrize("reason", ["", "看看", "x" * 300])
def test_without_a_reason_it_says_so_at_the_field_and_keeps_what_was_typed(
    world: World, home: Home, reason: str
) -> None:
    answer = as_(world.clerk).post(look(home), {"reason": reason})
    assert answer.status_code == 422
    assert "cl-error" in answer.content.decode()
    assert reason in answer.content.decode()
    assert not Entry.objects.filter(verb__startswith="registry.unmask").exists()


def test_a_fragment_is_only_the_number(world: World, home: Home) -> None:
    shown = as_(world.clerk).post(look(home, "id_number"), WHY, headers={"HX-Request": "true"})
    assert home.grandmother.id_number in shown.content.decode()
    assert "<html" not in shown.content.decode()


def test_an_unknown_field_is_not_a_page_and_a_missing_number_is_said(world: World, home: Home) -> None:
    assert as_(world.clerk).get(look(home, "name")).status_code == 404
    assert as_(world.clerk).post(look(home, "bank"), WHY).status_code == 422


def test_anybody_may_read_what_is_held_and_why(world: World, client: Client) -> None:
    page = client.get(reverse("registry:privacy")).content.decode()
    for held in privacy.DATA_HELD:
        assert str(held.what) in page
    assert "个人信息保护法第31条" in page
    for face in ("phone", "desk"):
        client.cookies["face"] = face
        assert client.get(reverse("registry:privacy")).status_code == 200
