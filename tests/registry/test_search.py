from __future__ import annotations

from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from cunli.lib.actors import SYSTEM
from cunli.registry import selectors, services
from cunli.registry.kinds import Relation
from cunli.registry.models import Person
from cunli.registry.selectors.search import _born_before
from tests.registry.conftest import NOW, START, TODAY, Home, World, agreed, corrected


def found(world: World, text: str, limit: int = 20) -> list[str]:
    return [hit.name for hit in selectors.search(world.clerk.scope, text, TODAY, limit)]


def add(world: World, home: Home, *names: str) -> None:
    for name in names:
        services.add_person(actor=world.clerk, household_id=home.household.pk, name=name, relation=Relation.OTHER,
                            since=START, at=NOW)  # fmt: skip


def rename(world: World, person: Person, name: str) -> None:
    corrected(world, person, "name", name)


@pytest.mark.parametrize("text", ["单桂兰", "shan", "1234", "13800001234", "0001", "曾雨桐"])
def test_the_clerk_of_the_other_village_finds_nothing(world: World, home: Home, text: str) -> None:
    for actor in (world.other_clerk, world.other_grid_member, world.villager, world.supervisor):
        assert selectors.search(actor.scope, text, TODAY) == []
    assert selectors.search(world.grid_member.scope, text, TODAY)


@pytest.mark.parametrize(
    "text",
    ["单桂兰", "单", "桂兰", "shanguilan", "Shan Gui", "sgl", "dgl", "1234", "13800001234", "+86 138 0000 1234",
     "１３８００００１２３４"],
)  # fmt: skip
def test_a_person_is_found_however_they_are_remembered(world: World, home: Home, text: str) -> None:
    assert found(world, text) == ["单桂兰"]


def test_the_end_of_an_id_number_finds_its_person(world: World, home: Home) -> None:
    assert found(world, home.grandmother.id_number[-4:]) == ["单桂兰"]
    assert found(world, home.grandmother.id_number) == ["单桂兰"]
    assert found(world, home.grandmother.id_number[-4:].lower()) == ["单桂兰"]


@pytest.mark.parametrize("text", ["1", "0001", "18", "18号"])
def test_a_house_number_finds_who_lives_there_with_children_unnamed(world: World, home: Home, text: str) -> None:
    assert set(found(world, text)) == {"单桂兰", "曾小军", "孩子（10岁）"}


def test_a_printed_number_finds_the_household(world: World, home: Home) -> None:
    assert len(found(world, home.household.printed_no.lower())) == 3


@pytest.mark.parametrize("text", ["曾", "zyt", "雨桐", "zengyutong"])
def test_a_child_is_not_found_by_a_part_of_the_name(world: World, home: Home, text: str) -> None:
    assert "孩子（10岁）" not in found(world, text)


def test_a_child_is_found_by_the_whole_name_and_not_shown_with_it(world: World, home: Home) -> None:
    (hit,) = selectors.search(world.clerk.scope, "曾雨桐", TODAY)
    assert (hit.name, hit.is_child, hit.phone, hit.age) == ("孩子（10岁）", True, "", 10)


def test_a_line_says_where_and_masks_the_phone(world: World, home: Home) -> None:
    (hit,) = selectors.search(world.clerk.scope, "单桂兰", TODAY)
    assert hit.where == "石桥村一组18号"
    assert (hit.household_id, hit.household_no) == (home.household.pk, "0001")
    assert (hit.phone, hit.age) == ("138****1234", 85)


def test_who_moved_out_is_found_without_a_household(world: World, home: Home) -> None:
    services.move_out(actor=world.clerk, person_id=home.son.pk, on=TODAY, at=NOW)
    (hit,) = selectors.search(world.clerk.scope, "曾小军", TODAY)
    assert (hit.household_id, hit.where) == (None, "石桥村")


@pytest.mark.parametrize("text", ["", "   ", "%", "_", "0000", "不存在", "zzz", "19999999999", "99号"])
def test_what_nobody_has_finds_nobody(world: World, home: Home, text: str) -> None:
    assert found(world, text) == []


def test_whole_names_come_first(world: World, home: Home) -> None:
    add(world, home, "小军曾", "曾小军红")
    assert found(world, "曾小军") == ["曾小军", "曾小军红"]
    assert found(world, "小军") == ["小军曾", "曾小军", "曾小军红"]


@pytest.mark.parametrize(("text", "queries"), [("单", 3), ("sgl", 3), ("1234", 5), ("13800001234", 5), ("18", 5)])
def test_it_takes_few_queries(
    world: World, home: Home, text: str, queries: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(queries):
        assert selectors.search(world.clerk.scope, text, TODAY, limit=20)


def test_once_there_are_enough_nothing_more_is_asked(
    world: World, home: Home, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(2):
        assert found(world, "曾小军", limit=1) == ["曾小军"]


def test_who_is_renamed_is_found_by_both_names(world: World, home: Home) -> None:
    rename(world, home.son, "曾立军")
    assert found(world, "曾小军") == found(world, "曾立军") == found(world, "zxj") == found(world, "立军") == ["曾立军"]
    rename(world, home.son, "曾小军")
    assert found(world, "曾立军") == found(world, "小军") == ["曾小军"]
    assert [row.name for row in home.son.former_names.order_by("id")] == ["曾小军", "曾立军"]


def test_a_child_is_not_found_by_a_former_name(world: World, home: Home) -> None:
    agreed(world, home)
    rename(world, home.child, "曾雨欣")
    assert found(world, "曾雨桐") == found(world, "曾雨") == []
    assert found(world, "曾雨欣") == ["孩子（10岁）"]


def test_who_moves_to_the_next_village_is_found_there(world: World, home: Home) -> None:
    theirs = services.register_household(actor=world.other_clerk, area_id=world.other_village.pk, since=START, at=NOW)
    services.move_out(actor=world.clerk, person_id=home.son.pk, on=TODAY, at=NOW)
    services.move_in(
        actor=SYSTEM, person_id=home.son.pk, household_id=theirs.pk, relation=Relation.HEAD, since=TODAY, at=NOW
    )
    assert found(world, "曾小军") == found(world, "zengx") == []
    assert [hit.name for hit in selectors.search(world.other_clerk.scope, "小军", TODAY)] == ["曾小军"]


def test_a_name_of_another_script_is_found_by_any_part(world: World, home: Home) -> None:
    add(world, home, "买买提·吐尔逊", "Anna Wang", "𬭳𬭳")
    for text in ("吐尔逊", "买买提吐", "买买提·吐尔逊", "maimaiti", "mmt"):
        assert found(world, text) == ["买买提·吐尔逊"], text
    for text in ("anna", "Anna Wang", "wang", "ＡＮＮＡ"):
        assert found(world, text) == ["Anna Wang"], text
    assert found(world, "𬭳") == ["𬭳𬭳"]


def test_the_limit_is_kept(world: World, home: Home) -> None:
    assert len(selectors.search(world.clerk.scope, "18", TODAY, limit=2)) == 2


def test_fourteen_years_before_a_leap_day() -> None:
    assert _born_before(date(2028, 2, 29)) == date(2014, 2, 28)
    assert _born_before(date(2026, 11, 23)) == date(2012, 11, 23)
    assert _born_before(date(2028, 3, 1)) == date(2014, 3, 1)
