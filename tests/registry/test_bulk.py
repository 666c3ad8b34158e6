from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from django.db import IntegrityError
from pytest_django import DjangoAssertNumQueries

from cunli.journal.models import Entry
from cunli.lib.actors import SYSTEM
from cunli.lib.refusals import Invalid, NotYours
from cunli.registry import selectors, services
from cunli.registry.kinds import LabelKind, Relation
from cunli.registry.models import Household, Label, Person
from cunli.registry.services import HouseholdIn, LabelIn, PersonIn
from tests.registry.conftest import NOW, START, TODAY, World, id_number


def rows(world: World, many: int, *, start: int = 1) -> Iterator[HouseholdIn]:
    for number in range(start, start + many):
        yield HouseholdIn(
            area_id=world.group.pk,
            grid_id=world.grid.pk,
            household_no=f"{number:04d}",
            since=START,
            door_no=str(number),
            labels=(LabelIn(LabelKind.WOODEN_HOUSE, "住建局摸底", START),),
            members=(
                PersonIn("单桂兰", Relation.HEAD, id_number=id_number(date(1940, 1, 1), number), phone="13800001234",
                         labels=(LabelIn(LabelKind.ALONE_OVER_80, "村里走访", START),)),
                PersonIn("曾小军", Relation.CHILD, since=date(2024, 1, 1), until=date(2025, 1, 1),
                         ended_because="moved_out"),
            ),
        )  # fmt: skip


def test_the_clerk_of_the_other_village_loads_nothing(world: World) -> None:
    with pytest.raises(NotYours):
        services.load_register(actor=world.other_clerk, households=rows(world, 1), at=NOW)
    assert Household.objects.unscoped("test").count() == 0


def test_a_register_is_loaded_in_batches_with_one_entry(
    world: World, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    before = Entry.objects.count()
    with django_assert_max_num_queries(130):
        loaded = services.load_register(actor=SYSTEM, households=rows(world, 600), at=NOW, reason="演示", digest="ab")
    assert (loaded.households, loaded.persons, loaded.labels) == (600, 1200, 1200)
    assert Entry.objects.count() == before + 1
    entry = Entry.objects.latest("id")
    assert (entry.verb, entry.after["persons"], entry.after["sha256"]) == ("registry.load_register", 1200, "ab")


def test_what_was_loaded_is_found_and_resident(world: World) -> None:
    services.load_register(actor=SYSTEM, households=rows(world, 3), at=NOW)
    assert selectors.resident_count(world.clerk.scope, TODAY) == 3
    assert selectors.resident_count(world.clerk.scope, date(2024, 6, 1)) == 6
    assert len(selectors.search(world.grid_member.scope, "sgl", TODAY)) == 3
    page = selectors.household_page(world.clerk.scope, selectors.household_for(world.clerk.scope, "0002").pk, TODAY)
    assert page.head is not None
    assert (page.head.age, page.head.phone) == (86, "138****1234")
    assert {row.kind for row in page.labels} == {LabelKind.WOODEN_HOUSE, LabelKind.ALONE_OVER_80}


def test_it_is_all_or_nothing(world: World) -> None:
    twice = [*rows(world, 2), *rows(world, 1)]
    with pytest.raises(IntegrityError):
        services.load_register(actor=SYSTEM, households=twice, at=NOW)
    assert Person.objects.unscoped("test").count() == 0
    assert Label.objects.unscoped("test").count() == 0


def test_nothing_to_load_is_said(world: World) -> None:
    with pytest.raises(Invalid):
        services.load_register(actor=SYSTEM, households=[], at=NOW)
