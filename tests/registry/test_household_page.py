from __future__ import annotations

from datetime import timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from cunli.accounts.models import Post
from cunli.lib.refusals import NotYours
from cunli.registry import selectors, services
from cunli.registry.kinds import LabelKind
from tests.registry.conftest import NOW, START, TODAY, Home, World, agreed


def agreed_on_health(world: World, home: Home) -> None:
    services.give_consent(
        actor=world.clerk, person_id=home.grandmother.pk, given_by_id=home.grandmother.pk, kinds=["health"],
        agreed_to="安排人上门帮忙", way="witnessed", witness="孙强", given_on=TODAY, at=NOW,
    )  # fmt: skip


@pytest.fixture
def labelled(world: World, home: Home) -> Home:
    put = {"actor": world.clerk, "valid_from": START, "at": NOW, "source": "县民政局 2020 年第 3 批"}
    services.put_label(kind=LabelKind.DIBAO, person_id=home.grandmother.pk, **put)
    agreed_on_health(world, home)
    services.put_label(kind=LabelKind.CANNOT_WALK_FAR, person_id=home.grandmother.pk, **put)
    services.put_label(kind=LabelKind.MONITORED, household_id=home.household.pk, **put)
    return home


def test_the_clerk_of_the_other_village_gets_nothing(world: World, home: Home) -> None:
    for actor in (world.other_clerk, world.other_grid_member, world.villager, world.supervisor):
        with pytest.raises(NotYours):
            selectors.household_page(actor.scope, home.household.pk, TODAY)


def test_it_shows_who_lives_there_masked_and_children_unnamed(world: World, labelled: Home) -> None:
    page = selectors.household_page(world.clerk.scope, labelled.household.pk, TODAY)
    assert page.head is not None
    assert (page.head.name, page.head.age, page.head.phone) == ("单桂兰", 85, "138****1234")
    assert page.head.id_number.startswith("1509****")
    assert [row.relation for row in page.members] == ["户主", "子女", "孙辈"]
    child = page.members[2]
    assert (child.name, child.is_child, child.id_number, child.phone) == ("孩子（10岁）", True, "", "")
    assert (page.town, page.village, page.area, page.grid) == ("柳湾镇", "石桥村", "一组", "一网格")
    assert page.where is not None
    assert page.where.address == "石桥村一组18号"


def test_health_is_shown_only_to_who_may_see_the_unmasked(world: World, labelled: Home) -> None:
    cadre = selectors.household_page(world.clerk.scope, labelled.household.pk, TODAY)
    walker = selectors.household_page(world.grid_member.scope, labelled.household.pk, TODAY)
    assert {row.name for row in cadre.labels} == {"低保", "出门不便", "防返贫监测户"}
    assert {row.name for row in walker.labels} == {"低保", "防返贫监测户"}
    assert (cadre.hidden_labels, walker.hidden_labels) == (0, 1)
    assert (cadre.may_unmask, walker.may_unmask) == (True, False)
    assert all(row.source for row in cadre.labels)


def test_it_takes_three_queries(
    world: World, labelled: Home, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(3):
        selectors.household_page(world.clerk.scope, labelled.household.pk, TODAY)


def test_the_contact_is_the_grid_member_with_a_phone_to_call(world: World, home: Home) -> None:
    contact = selectors.contact_for(grid_id=home.grandmother.grid_id, village_id=home.grandmother.village_id, on=TODAY)
    assert contact is not None
    assert (contact.name, contact.phone) == ("孙强", "13900000003")


def test_a_grid_member_without_a_phone_leaves_the_call_to_the_cadre(world: World, home: Home) -> None:
    other = services.register_household(
        actor=world.other_clerk, area_id=world.other_village.pk, since=START, at=NOW, grid_id=world.other_grid.pk
    )
    contact = selectors.contact_for(grid_id=world.other_grid.pk, village_id=other.village_id, on=TODAY)
    assert contact is not None
    assert contact.name == "钱芳"
    page = selectors.household_page(world.other_clerk.scope, other.pk, TODAY)
    assert (page.head, page.members, page.where) == (None, (), None)


def test_nobody_in_post_is_nobody_to_call(world: World, home: Home) -> None:
    Post.objects.unscoped("all gone").update(valid_until=TODAY)
    assert (
        selectors.contact_for(grid_id=home.grandmother.grid_id, village_id=home.grandmother.village_id, on=TODAY)
        is None
    )


def test_a_household_is_found_by_id_number_and_printed_number(world: World, home: Home) -> None:
    for wanted in (home.household.pk, "0001", home.household.printed_no.lower()):
        assert selectors.household_for(world.clerk.scope, wanted) == home.household
    for wanted in (999999, "0002", "H1-9999"):
        with pytest.raises(NotYours):
            selectors.household_for(world.clerk.scope, wanted)


def test_a_number_that_two_villages_have_is_not_guessed_at(world: World, home: Home) -> None:
    services.register_household(actor=world.other_clerk, area_id=world.other_village.pk, since=START, at=NOW)
    with pytest.raises(NotYours):
        selectors.household_for(world.town_officer.scope, "0001")


def test_on_ones_own_page_one_sees_oneself_and_the_children_one_guards(world: World, labelled: Home) -> None:
    user_id = world.villager.user_id or 0
    assert selectors.own_household_page(user_id, TODAY) is None
    services.link_user(actor=world.clerk, person_id=labelled.son.pk, user_id=user_id, at=NOW)
    page = selectors.own_household_page(user_id, TODAY)
    assert page is not None
    grandmother, son, child = page.members
    assert (grandmother.name, grandmother.relation, grandmother.phone, grandmother.age) == ("单桂兰", "户主", "", None)
    assert (son.id_number[:4], son.may_correct, grandmother.may_correct) == ("1509", True, False)
    assert (child.name, child.id_number, child.may_correct) == ("孩子（10岁）", "", False)
    assert {row.person_id for row in page.labels} <= {None, son.person_id}
    agreed(world, labelled)
    guarded = selectors.own_household_page(user_id, TODAY)
    assert guarded is not None
    assert (guarded.members[2].name, guarded.members[2].may_correct) == ("曾雨桐", True)


def test_a_household_is_listed_while_it_lasts(world: World, home: Home) -> None:
    assert list(selectors.households_on(world.clerk.scope, TODAY)) == [home.household]
    assert list(selectors.households_on(world.clerk.scope, START - timedelta(days=1))) == []
