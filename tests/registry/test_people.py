from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction

from cunli.journal.models import Entry
from cunli.journal.services import KeyReused
from cunli.lib.idempotency import key_for
from cunli.lib.refusals import Conflict, Invalid, NotYours
from cunli.registry import services
from cunli.registry.kinds import Relation, Sex
from cunli.registry.models import Household, Membership, Person, SearchKey
from cunli.registry.services.people import Numbers
from tests.registry.conftest import NOW, START, TODAY, Home, World


def test_the_clerk_of_the_other_village_adds_nobody(world: World, home: Home) -> None:
    for actor in (world.other_clerk, world.villager):
        with pytest.raises(NotYours):
            services.add_person(actor=actor, household_id=home.household.pk, name="王五", relation=Relation.OTHER,
                                since=START, at=NOW)  # fmt: skip
        with pytest.raises(NotYours):
            services.register_household(actor=actor, area_id=world.group.pk, since=START, at=NOW)


def test_a_household_is_not_registered_in_a_town(world: World) -> None:
    with pytest.raises(NotYours):
        services.register_household(actor=world.town_officer, area_id=world.town.pk, since=START, at=NOW)


def test_birth_and_sex_follow_the_id_number(home: Home) -> None:
    assert home.grandmother.born_on == date(1941, 5, 6)
    assert (home.grandmother.sex, home.son.sex) == (Sex.FEMALE, Sex.MALE)


def test_numbers_are_sealed_in_the_database(home: Home) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT id_number, phone FROM registry_person WHERE id = %s", [home.grandmother.pk])
        sealed = cursor.fetchone()
    assert home.grandmother.id_number not in sealed[0]
    assert "13800001234" not in sealed[1]
    assert Person.objects.unscoped("test").get(pk=home.grandmother.pk).phone == "+8613800001234"


@pytest.mark.parametrize(
    ("numbers", "field"),
    [
        (Numbers(id_number="150922194105060240"), "id_number"),
        (Numbers(phone="1380000"), "phone"),
        (Numbers(bank="62 20 abcd"), "bank"),
    ],
)
def test_a_number_that_cannot_be_right_is_refused_at_its_field(
    world: World, home: Home, numbers: Numbers, field: str
) -> None:
    with pytest.raises(Invalid) as refusal:
        services.add_person(actor=world.clerk, household_id=home.household.pk, name="王五", relation=Relation.OTHER,
                            since=START, at=NOW, numbers=numbers)  # fmt: skip
    assert set(refusal.value.fields) == {field}
    assert Person.objects.unscoped("test").count() == 3


@pytest.mark.parametrize("name", ["  ", "长" * 41])
def test_a_name_is_neither_empty_nor_endless(world: World, home: Home, name: str) -> None:
    with pytest.raises(Invalid) as refusal:
        services.add_person(actor=world.clerk, household_id=home.household.pk, name=name, relation=Relation.OTHER,
                            since=START, at=NOW)  # fmt: skip
    assert "name" in refusal.value.fields


def test_one_id_number_is_one_person_in_the_county(world: World, home: Home) -> None:
    other = services.register_household(actor=world.other_clerk, area_id=world.other_village.pk, since=START, at=NOW)
    with pytest.raises(Conflict, match="已经在户册里"):
        services.add_person(
            actor=world.other_clerk, household_id=other.pk, name="单桂兰", relation=Relation.HEAD, since=START, at=NOW,
            numbers=Numbers(id_number=home.grandmother.id_number),
        )  # fmt: skip


def test_the_same_key_adds_one_person_and_another_body_is_refused(world: World, home: Home) -> None:
    form = {"actor": world.clerk, "household_id": home.household.pk, "name": "王五", "relation": Relation.OTHER,
            "since": START, "at": NOW}  # fmt: skip
    first = services.add_person(**form, key=key_for("k1", ["王五"]))
    entries = Entry.objects.count()
    assert services.add_person(**form, key=key_for("k1", ["王五"])) == first
    assert Entry.objects.count() == entries
    with pytest.raises(KeyReused):
        services.add_person(**form, key=key_for("k1", ["赵六"]))


def test_every_posted_act_is_done_once_per_key(world: World, home: Home) -> None:
    clerk, son = world.clerk, home.son.pk
    acts = (
        lambda key: services.register_dwelling(
            actor=clerk, area_id=world.group.pk, at=NOW, door_no="7", key=key
        ),
        lambda key: services.register_household(actor=clerk, area_id=world.group.pk, since=START, at=NOW, key=key),
        lambda key: services.ask_correction(
            actor=clerk, person_id=son, field="bank", value="6222 0000 1111 2222", reason="换了新卡", at=NOW, key=key
        ),
        lambda key: services.move_out(actor=clerk, person_id=son, on=TODAY, at=NOW, key=key),
        lambda key: services.move_in(
            actor=clerk, person_id=son, household_id=home.household.pk, relation=Relation.CHILD, since=TODAY, at=NOW,
            key=key,
        ),
        lambda key: services.record_death(actor=clerk, person_id=son, on=TODAY, at=NOW, key=key),
    )  # fmt: skip
    for number, act in enumerate(acts):
        key = key_for(f"act-{number}", [number])
        first, entries = act(key), Entry.objects.count()
        assert act(key) == first
        assert Entry.objects.count() == entries


def test_every_reading_of_the_longest_name_fits(world: World, home: Home) -> None:
    person = services.add_person(
        actor=world.clerk, household_id=home.household.pk, name="单" + "庄" * 39, relation=Relation.OTHER, since=START,
        at=NOW,
    )  # fmt: skip
    keys = SearchKey.objects.unscoped("test").filter(person=person).values_list("key", flat=True)
    assert "dan" + "zhuang" * 39 in keys


def test_household_numbers_are_given_in_turn_and_not_twice(world: World, home: Home) -> None:
    second = services.register_household(actor=world.clerk, area_id=world.group.pk, since=START, at=NOW)
    assert (home.household.household_no, second.household_no) == ("0001", "0002")
    assert second.printed_no == f"H{world.village.pk}-0002"
    with pytest.raises(Conflict, match="0002"):
        services.register_household(
            actor=world.clerk, area_id=world.village.pk, since=START, at=NOW, household_no="0002"
        )
    theirs = services.register_household(actor=world.other_clerk, area_id=world.other_village.pk, since=START, at=NOW)
    assert theirs.household_no == "0001"


def test_a_household_takes_the_grid_of_its_house_and_no_grid_of_another_village(world: World, home: Home) -> None:
    assert home.household.grid == world.grid
    with pytest.raises(Invalid):
        services.register_household(
            actor=world.clerk, area_id=world.group.pk, since=START, at=NOW, grid_id=world.other_grid.pk
        )
    with pytest.raises(NotYours):
        services.register_household(
            actor=world.other_clerk, area_id=world.other_village.pk, since=START, at=NOW,
            dwelling_id=home.household.dwelling_id,
        )  # fmt: skip


def test_a_house_has_something_to_be_found_by(world: World) -> None:
    with pytest.raises(Invalid):
        services.register_dwelling(actor=world.clerk, area_id=world.group.pk, at=NOW)
    house = services.register_dwelling(
        actor=world.clerk, area_id=world.group.pk, at=NOW, door_no="7", position=(Decimal("25.1"), Decimal("108.9"))
    )
    assert house.latitude == Decimal("25.1")


def test_a_grid_member_registers_in_the_village_of_the_grid(world: World) -> None:
    for area in (world.village, world.group):
        services.register_dwelling(actor=world.grid_member, area_id=area.pk, at=NOW, door_no="9")
    with pytest.raises(NotYours):
        services.register_dwelling(actor=world.grid_member, area_id=world.other_village.pk, at=NOW, door_no="9")


def test_the_database_itself_refuses_two_heads_two_homes_and_an_empty_span(home: Home) -> None:
    heads = {"household": home.household, "relation": Relation.HEAD, "valid_from": START}
    stranger = Person.objects.unscoped("test").get(pk=home.son.pk)
    stranger.pk, stranger.id_number_blind = None, ""
    stranger.save(force_insert=True)
    for wrong in (
        Membership(person=stranger, **heads),
        Membership(person=home.son, household=home.household, relation=Relation.OTHER, valid_from=TODAY),
        Membership(person=stranger, household=home.household, relation=Relation.OTHER, valid_from=TODAY,
                   valid_until=TODAY, ended_because="died"),
    ):  # fmt: skip
        with pytest.raises(IntegrityError), transaction.atomic():
            wrong.save(force_insert=True)


def test_rows_say_what_they_are(home: Home) -> None:
    assert str(home.grandmother) == "单桂兰"
    assert str(home.household) == "0001"
    assert str(home.household.dwelling) == "石桥村一组18号"
    assert "head" in str(Membership.objects.unscoped("test").first())
    assert Household.objects.unscoped("test").count() == 1
