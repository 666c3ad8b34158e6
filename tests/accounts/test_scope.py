"""What each post reaches."""

from __future__ import annotations

from datetime import date

from cunli.accounts.models import Post
from cunli.accounts.roles import CAPABILITIES, REACH, Role
from cunli.accounts.selectors import grid_members, officers_at, post_holders, posts_held, posts_within, scope_of
from cunli.accounts.services import give_post
from cunli.cases.models import Matter
from cunli.lib.scope import NOWHERE
from tests.acts.stories import report
from tests.cast import Cast


def test_every_role_has_capabilities_and_a_reach():
    assert set(CAPABILITIES) == set(REACH) == set(Role)


def test_a_clerk_reaches_the_village_and_nothing_beside_it(cast: Cast):
    scope = cast.actor("wang_clerk").scope
    assert scope.villages == {cast.village.pk}
    assert scope.units == {cast.units["shitou"].pk}
    assert not scope.towns and not scope.counties and not scope.grids


def test_a_grid_member_reaches_the_grid_only(cast: Cast):
    scope = cast.actor("grid_member").scope
    assert scope.grids == {cast.grids["shitou_1"].pk}
    assert not scope.villages


def test_a_group_leader_with_a_grid_reaches_that_grid_only_and_without_one_the_village(cast: Cast):
    assert cast.actor("leader").scope.villages == {cast.village.pk}
    post = give_post(
        actor=cast.actor("security_admin"),
        user=cast.users["villager"],
        role=Role.GROUP_LEADER,
        unit=cast.units["shitou"],
        grid=cast.grids["shitou_2"],
        valid_from=cast.today,
        at=cast.now,
    )
    scope = scope_of(post, cast.today)
    assert scope.grids == {cast.grids["shitou_2"].pk}
    assert not scope.villages
    assert grid_members(cast.grids["shitou_2"].pk, cast.today) == [], "who is called for a grid is its grid member"


def test_a_group_leader_sees_the_matters_of_their_grid_and_no_others(cast: Cast):
    Post.objects.unscoped("test").filter(user=cast.users["leader"]).update(grid=cast.grids["shitou_2"])
    mine, other = (report(cast, "grid_member", f"第{n}网格的坑", kind="road") for n in (2, 1))
    for matter, grid in ((mine, "shitou_2"), (other, "shitou_1")):
        Matter.objects.unscoped("test").filter(pk=matter.pk).update(grid=cast.grids[grid])
    client = cast.client("leader")
    assert client.get(f"/m/{mine.ref}/").status_code == 200
    assert client.get(f"/m/{other.ref}/").status_code == 404


def test_a_town_officer_reaches_the_town_and_the_supervisor_the_county(cast: Cast):
    assert cast.actor("peace_officer").scope.towns == {cast.town.pk}
    assert cast.actor("supervisor").scope.counties == {cast.county.pk}


def test_a_department_reaches_what_it_was_given_or_asked_and_no_more(cast: Cast):
    scope = cast.actor("water_officer").scope
    assert not scope.has_area
    assert scope.units == {cast.units["water"].pk}


def test_an_outside_contact_reaches_what_the_company_was_asked(cast: Cast):
    scope = cast.actor("dianxin_contact").scope
    assert not scope.has_area
    assert scope.units == {cast.units["dianxin"].pk}


def test_administrators_reach_no_matter_at_all(cast: Cast):
    for key in ("system_admin", "security_admin", "audit_admin"):
        scope = cast.actor(key).scope
        assert not scope.has_area and not scope.units


def test_a_villager_reaches_their_own(cast: Cast):
    scope = cast.actor("villager").scope
    assert not scope.has_area and not scope.units
    assert scope.user_id == cast.users["villager"].pk


def test_a_post_that_has_ended_reaches_nothing(cast: Cast):
    post = cast.posts["wang_clerk"]
    post.valid_until = cast.today
    post.save()
    assert scope_of(post, cast.today) == NOWHERE
    assert scope_of(post, date(2026, 11, 22)) != NOWHERE
    assert posts_held(cast.users["wang_clerk"], cast.today) == []


def test_posts_are_read_with_one_query(cast: Cast, django_assert_num_queries):
    with django_assert_num_queries(1):
        for post in posts_held(cast.users["grid_member"], cast.today):
            assert post.unit.short_name and post.grid is not None


def test_officers_are_found_at_their_unit_and_in_their_area(cast: Cast):
    assert {post.user.name for post in officers_at(cast.units["peace"], cast.today)} == {"刘志远", "陈国栋"}
    clerks = post_holders(Role.VILLAGE_CADRE, cast.town, cast.today)
    assert {post.user.name for post in clerks} == {"王秀梅", "李建国"}


def test_the_clerk_of_the_other_village_does_not_see_these_posts(cast: Cast):
    seen = posts_within(cast.actor("li_clerk").scope, cast.today)
    assert {post.user.name for post in seen} == {"李建国"}


def test_posts_refuse_an_unscoped_read(cast: Cast):
    import pytest

    from cunli.lib.scoped import UnscopedRead

    with pytest.raises(UnscopedRead):
        list(Post.objects.all())
