"""Who may be one person is found at import and by the sweep, in small slices, and never pushed twice."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cunli.acts.sweep import sweep
from cunli.lib.actors import SYSTEM
from cunli.lib.rows import insert_rows
from cunli.registry import selectors, services
from cunli.registry.kinds import FoundBy, Relation
from cunli.registry.models import Duplicate, DuplicateSearch, Household, Person, SearchKey
from cunli.registry.readings import keys_of
from cunli.registry.services import duplicates
from cunli.registry.services.people import Numbers, set_number
from tests.registry.conftest import NOW, START, Home, World, corrected, id_number
from tests.registry.imports.test_import import csv_of, run
from tests.registry.imports.test_import import person as row

BORN = date(1960, 4, 5)
MOST_QUERIES = 20


def add(
    world: World, home: Household, name: str, *, born: date | None = BORN, actor: str = "clerk", **more: str
) -> Person:
    return services.add_person(
        actor=getattr(world, actor), household_id=home.pk, name=name, relation=Relation.OTHER, since=START,
        born_on=born, at=NOW, numbers=Numbers(**more),
    )  # fmt: skip


def pairs() -> list[tuple[int, int, list[str]]]:
    rows = Duplicate.objects.unscoped("test").order_by("first_id", "second_id")
    return list(rows.values_list("first_id", "second_id", "reasons"))


def look(*people: Person) -> int:
    return services.note_duplicates(actor=SYSTEM, person_ids=[one.pk for one in people], found_by=FoundBy.SWEEP, at=NOW)


def test_the_clerk_of_the_other_village_gets_nothing(world: World, home: Home) -> None:
    look(add(world, home.household, "曾小君", born=home.son.born_on))
    assert selectors.duplicates_waiting(world.clerk.scope) == 1
    assert selectors.duplicates_waiting(world.town_officer.scope) == 1
    for actor in (world.other_clerk, world.grid_member, world.other_grid_member, world.supervisor, world.villager):
        assert selectors.duplicates_waiting(actor.scope) == 0
        assert selectors.duplicates_among(actor.scope, [home.son.pk]) == []


def test_a_double_is_found_by_name_sound_older_name_or_number(world: World, home: Home) -> None:
    other = services.register_household(actor=world.clerk, area_id=world.village.pk, since=START, at=NOW)
    sound = add(world, home.household, "曾晓君", born=home.son.born_on)
    renamed = add(world, other, "单兰", born=home.grandmother.born_on)
    corrected(world, home.grandmother, "name", "单兰")
    old = Person.objects.unscoped("test").get(pk=add(world, other, "没人", born=None).pk)
    number = home.son.id_number
    set_number(old, "id_number", number[:6] + number[8:17])
    old.save()
    look(sound, renamed, old)
    assert pairs() == [
        (home.grandmother.pk, renamed.pk, ["same_name", "same_birth", "same_village"]),
        (home.son.pk, sound.pk, ["same_sound", "same_birth", "same_household"]),
        (home.son.pk, old.pk, ["same_id", "same_village"]),
    ]


def test_a_pair_in_two_villages_is_for_their_town(world: World, home: Home) -> None:
    there = services.register_household(actor=world.other_clerk, area_id=world.other_village.pk, since=START, at=NOW)
    old = add(world, there, "曾小军", actor="other_clerk")
    set_number(old, "id_number", home.son.id_number[:6] + home.son.id_number[8:17])
    old.save()
    assert look(old) == 1
    assert selectors.duplicates_waiting(world.town_officer.scope) == 1
    assert selectors.duplicates_waiting(world.clerk.scope) == selectors.duplicates_waiting(world.other_clerk.scope) == 0


def test_twins_and_namesakes_are_not_asked_about_again(world: World, home: Home) -> None:
    twins = [add(world, home.household, name) for name in ("曾大宝", "曾小宝")]
    assert look(*twins) == 1
    pair = Duplicate.objects.unscoped("test").get()
    services.say_different(actor=world.clerk, duplicate_id=pair.pk, why="双胞胎，看过出生证", at=NOW)
    assert look(*twins) == 0
    DuplicateSearch.objects.all().delete()
    assert sweep(at=NOW).alike == 0
    assert selectors.duplicates_waiting(world.clerk.scope) == 0


def test_the_sweep_goes_round_in_slices_and_remembers_where_it_stopped(
    world: World, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(duplicates, "SLICE", 2)
    double = add(world, home.household, "曾小军", born=None)
    assert [services.search_duplicates(actor=SYSTEM, at=NOW) for _round in range(4)] == [1, 0, 0, 0]
    assert pairs() == [(home.son.pk, double.pk, ["same_name", "no_birth", "same_household"])]
    place = DuplicateSearch.objects.get()
    assert place.last_person_id == home.son.pk
    another = add(world, home.household, "单桂兰", born=None)
    assert [services.search_duplicates(actor=SYSTEM, at=NOW) for _round in range(2)] == [0, 1]
    assert pairs()[0][:2] == (home.grandmother.pk, another.pk)


def test_a_round_asks_as_little_of_a_large_village_as_of_a_small_one(world: World, home: Home) -> None:
    with CaptureQueriesContext(
        connection,
    ) as small:
        services.search_duplicates(actor=SYSTEM, at=NOW)
    where = (home.son.county_id, home.son.town_id, home.son.village_id)
    people = [
        Person(
            name=f"赵{chr(0x4E00 + number)}", born_on=date(1930, 1, 1) + timedelta(days=31 * number),
            county_id=where[0], town_id=where[1], village_id=where[2],
        )
        for number in range(600)
    ]  # fmt: skip
    made = Person.objects.bulk_create(people)
    keys = ((one.pk, key, *where) for one in made for key in keys_of(one.name))
    insert_rows(SearchKey, ("person", "key", "county_id", "town_id", "village_id"), keys)
    for _round in range(3):
        with CaptureQueriesContext(connection) as large:
            services.search_duplicates(actor=SYSTEM, at=NOW)
        assert len(large) <= len(small) + 4 <= MOST_QUERIES


def test_who_is_new_in_an_import_is_compared_with_who_is_there(world: World, home: Home, tmp_path: Path) -> None:
    there = add(world, services.register_household(
        actor=world.clerk, area_id=world.village.pk, since=START, at=NOW), "单有富", born=BORN)  # fmt: skip
    run(csv_of(tmp_path / "户册.csv", [row(serial=6)]))
    new = Person.objects.unscoped("test").get(name="单有福")
    found = Duplicate.objects.unscoped("test").get()
    assert (found.first_id, found.second_id, found.found_by) == (there.pk, new.pk, FoundBy.IMPORT)
    assert found.reasons == ["one_character", "same_sound", "same_birth", "same_village"]
    assert sweep(at=NOW).alike == 0


def test_two_valid_numbers_are_never_asked_about(world: World, home: Home) -> None:
    one = add(world, home.household, "曾小军", id_number=id_number(date(1975, 2, 3), 77))
    assert look(one) == 0
