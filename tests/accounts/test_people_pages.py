"""The security administrator's pages; nobody else gets in."""

from __future__ import annotations

import pytest
from django.utils import timezone

from cunli.accounts.models import User
from cunli.accounts.selectors import posts_held
from tests.cast import PEOPLE, TODAY, Cast

pytestmark = pytest.mark.urls("tests.accounts.urls")
PAGES = ("/account/people", "/account/people/1")


@pytest.mark.parametrize("key", [member.key for member in PEOPLE if member.key != "security_admin"])
def test_nobody_else_gets_in(cast: Cast, key: str):
    client = cast.client(key)
    for page in PAGES:
        assert client.get(page).status_code == 403
    assert client.post("/account/people/1/change", {"what": "stop", "reason": "x"}).status_code == 403
    assert client.post("/account/people/post/1/end", {"reason": "x"}).status_code == 403


def test_a_person_is_added_given_a_post_and_the_post_ended(cast: Cast):
    client = cast.client("security_admin")
    given = {"name": "马丽", "username": "mali", "phone": "", "password": "first-11-words"}
    assert client.post("/account/people", given).status_code == 302
    user = User.objects.get(username="mali")
    page = f"/account/people/{user.pk}"
    post = {"role": "village_cadre", "unit": cast.units["shitou"].pk, "valid_from": "2026-11-01"}
    assert client.post(page, post).status_code == 302
    (held,) = posts_held(user, TODAY)
    assert "石头村村委会" in client.get(page).content.decode()
    assert client.post(f"/account/people/post/{held.pk}/end", {"reason": ""}).status_code == 422
    assert client.post(f"/account/people/post/{held.pk}/end", {"reason": "调走"}).status_code == 302
    assert client.get(page).status_code == 200


@pytest.mark.parametrize("language", ["zh-hans", "en", "zh-hant"])
def test_a_post_begins_today_unless_said_otherwise(cast: Cast, language: str):
    client = cast.client("security_admin")
    page = client.get(f"/account/people/{cast.users['villager'].pk}", headers={"accept-language": language})
    assert f'value="{timezone.localdate():%Y-%m-%d}"' in page.content.decode()


def test_a_misfit_is_said_on_the_page_and_nothing_is_given(cast: Cast):
    client = cast.client("security_admin")
    user = cast.users["villager"]
    post = {"role": "town_officer", "unit": cast.units["shitou"].pk, "valid_from": "2026-11-01"}
    answer = client.post(f"/account/people/{user.pk}", post)
    assert answer.status_code == 422
    assert "单位不对" in answer.content.decode()
    assert posts_held(user, TODAY) == []


@pytest.mark.parametrize(("what", "status"), [("password", 302), ("stop", 302), ("second_factor", 302), ("eat", 422)])
def test_changes_need_a_reason(cast: Cast, what: str, status: int):
    client = cast.client("security_admin")
    page = f"/account/people/{cast.users['wang_clerk'].pk}/change"
    given = {"what": what, "password": "first-11-words"}
    assert client.post(page, given).status_code == 422
    assert client.post(page, {**given, "reason": "本人来说的"}).status_code == status


def test_people_are_found_by_name(cast: Cast):
    page = cast.client("security_admin").get("/account/people?q=王秀").content.decode()
    assert "王秀梅" in page and "李建国" not in page


def test_the_list_says_who_serves_where_and_a_new_person_comes_first(cast: Cast):
    page = cast.client("security_admin").get("/account/people?q=王秀").content.decode()
    assert "石头村村委会 村干部" in page
    assert page.index("加一个人") < page.index("王秀梅")


def test_no_choice_is_made_for_whoever_gives_a_post(cast: Cast):
    client = cast.client("security_admin")
    page = f"/account/people/{cast.users['villager'].pk}"
    shown = client.get(page).content.decode()
    assert "---------" not in shown and "请选" in shown
    answer = client.post(page, {"unit": cast.units["shitou"].pk, "valid_from": "2026-11-01"})
    assert answer.status_code == 422 and "请选岗位" in answer.content.decode()


def test_the_reason_for_an_end_has_a_label(cast: Cast):
    page = cast.client("security_admin").get(f"/account/people/{cast.users['wang_clerk'].pk}").content.decode()
    assert "为什么结束</label>" in page
