"""Giving, ending and switching posts; the three administrators stay three people."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from cunli.accounts import services
from cunli.accounts.models import Post, User
from cunli.accounts.roles import Role
from cunli.accounts.selectors import posts_held
from cunli.journal.models import Entry
from cunli.lib.refusals import Conflict, Invalid, NotYourPost
from tests.cast import BEGAN, TODAY, Cast


def give(cast: Cast, who: str, role: str, unit: str, **more: object) -> Post:
    return services.give_post(
        actor=cast.actor(str(more.pop("by", "security_admin"))),
        user=cast.users[who],
        role=role,
        unit=cast.units[unit],
        valid_from=more.pop("valid_from", TODAY),
        at=cast.now,
        **more,
    )


def test_a_post_given_is_held_and_journalled(cast: Cast):
    post = give(cast, "villager", Role.GROUP_LEADER, "shitou")
    assert posts_held(cast.users["villager"], TODAY) == [post]
    assert posts_held(cast.users["villager"], TODAY - timedelta(days=1)) == []
    assert Entry.objects.get(verb="accounts.give_post").after["post"] == post.pk


@pytest.mark.parametrize("by", ["wang_clerk", "system_admin", "audit_admin", "supervisor", "villager"])
def test_only_the_security_administrator_gives_posts(cast: Cast, by: str):
    with pytest.raises(NotYourPost):
        give(cast, "villager", Role.VILLAGE_CADRE, "shitou", by=by)
    assert not posts_held(cast.users["villager"], TODAY)


@pytest.mark.parametrize("role", [Role.SECURITY_ADMIN, Role.AUDIT_ADMIN])
def test_one_person_does_not_hold_two_of_the_three_administrators(cast: Cast, role: str):
    with pytest.raises(services.OneAdministratorOnly):
        give(cast, "system_admin", role, "office")


def test_nor_one_that_begins_before_the_other_has_ended(cast: Cast):
    services.end_post(
        actor=cast.actor("security_admin"),
        post=cast.posts["system_admin"],
        on=TODAY + timedelta(days=30),
        at=cast.now,
        reason="换人",
    )
    with pytest.raises(services.OneAdministratorOnly):
        give(cast, "system_admin", Role.AUDIT_ADMIN, "office", valid_from=TODAY + timedelta(days=29))
    give(cast, "system_admin", Role.AUDIT_ADMIN, "office", valid_from=TODAY + timedelta(days=30))


def test_the_database_itself_refuses_a_second_administrator_post(cast: Cast):
    with pytest.raises(IntegrityError), transaction.atomic():
        Post.objects.create(
            user=cast.users["system_admin"], role=Role.AUDIT_ADMIN, unit=cast.units["office"], valid_from=BEGAN
        )


@pytest.mark.parametrize(
    ("role", "unit"),
    [
        (Role.VILLAGE_CADRE, "peace"),
        (Role.TOWN_OFFICER, "shitou"),
        (Role.TOWN_OFFICER, "water"),
        (Role.COUNTY_SUPERVISOR, "peace"),
        (Role.OUTSIDE_CONTACT, "water"),
        (Role.TOWN_OFFICER, "dianxin"),
        (Role.COUNTY_SUPERVISOR, "dianxin"),
        ("mayor", "office"),
    ],
)
def test_a_unit_that_does_not_fit_the_role_is_refused(cast: Cast, role: str, unit: str):
    with pytest.raises(Invalid):
        give(cast, "villager", role, unit)


def test_a_grid_must_lie_in_the_village_of_the_unit(cast: Cast):
    with pytest.raises(Invalid):
        give(cast, "villager", Role.GRID_MEMBER, "shitou", grid=cast.grids["qiaotou_1"])
    with pytest.raises(Invalid):
        give(cast, "villager", Role.VILLAGE_CADRE, "shitou", grid=cast.grids["shitou_1"])


def test_the_same_post_twice_at_one_time_is_refused(cast: Cast):
    with pytest.raises(Conflict):
        give(cast, "wang_clerk", Role.VILLAGE_CADRE, "shitou")


def test_a_post_may_be_held_again_after_it_ended(cast: Cast):
    guard = cast.actor("security_admin")
    services.end_post(actor=guard, post=cast.posts["wang_clerk"], on=TODAY, at=cast.now, reason="换届")
    assert posts_held(cast.users["wang_clerk"], TODAY) == []
    give(cast, "wang_clerk", Role.VILLAGE_CADRE, "shitou", valid_from=date(2026, 12, 1))


@pytest.mark.urls("tests.accounts.urls")
def test_switching_the_post_changes_what_is_reached(cast: Cast):
    second = give(cast, "wang_clerk", Role.GROUP_LEADER, "qiaotou")
    client = cast.client("wang_clerk")
    assert client.get("/who").json()["villages"] == [cast.village.pk]
    client.post("/account/post", {"post": str(second.pk)})
    assert client.get("/who").json() == {"role": "group_leader", "villages": [cast.other_village.pk], "matter": None}
    client.post("/account/post", {"post": "0"})
    assert client.get("/who").json()["role"] == "villager"


@pytest.mark.urls("tests.accounts.urls")
@pytest.mark.parametrize("post", ["", "x", "-1", "999999", "²"])
def test_a_post_that_is_not_ones_own_cannot_be_chosen(cast: Cast, post: str):
    client = cast.client("wang_clerk")
    assert client.post("/account/post", {"post": post}).status_code == 404
    theirs = cast.posts["li_clerk"].pk
    assert client.post("/account/post", {"post": str(theirs)}).status_code == 404
    assert client.get("/who").json()["villages"] == [cast.village.pk]


@pytest.mark.urls("tests.accounts.urls")
def test_a_chosen_post_that_ends_falls_back_to_what_is_left(cast: Cast):
    second = give(cast, "wang_clerk", Role.GROUP_LEADER, "qiaotou")
    client = cast.client("wang_clerk")
    client.post("/account/post", {"post": str(second.pk)})
    Post.objects.unscoped("the test ends it").filter(pk=second.pk).update(valid_from=BEGAN, valid_until=TODAY)
    assert client.get("/who").json()["role"] == "village_cadre"


def test_users_are_made_once_and_found_by_phone_without_storing_it_plainly(cast: Cast):
    guard = cast.actor("security_admin")
    user = services.create_user(
        actor=guard, username="Ma.Li", name="马丽", phone="137-0000-0007", password="first-11-words", at=cast.now
    )
    assert User.objects.by_login("ma.li") == User.objects.by_login("13700000007") == user
    assert user.must_change_password
    for taken in ({"username": "ma.li"}, {"username": "other", "phone": "13700000007"}):
        with pytest.raises(Conflict):
            services.create_user(actor=guard, name="又一个", at=cast.now, **taken)


def test_nobody_switches_themselves_off(cast: Cast):
    with pytest.raises(Conflict):
        services.set_active(
            actor=cast.actor("security_admin"), user=cast.users["security_admin"], active=False, at=cast.now, reason=""
        )


@pytest.mark.urls("tests.accounts.urls")
def test_my_page_shows_my_phone_masked_and_my_posts(cast: Cast):
    page = cast.client("wang_clerk").get("/account/me").content.decode()
    assert "138****0001" in page and "13800000001" not in page
    assert "石头村村委会" in page
    assert cast.client("awkward").get("/account/me").status_code == 200
