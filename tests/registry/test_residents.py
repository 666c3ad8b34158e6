from __future__ import annotations

from datetime import date, timedelta

import pytest

from cunli.lib.refusals import Conflict, Invalid, NotYours
from cunli.lib.scoped import UnscopedRead
from cunli.lib.spans import Span
from cunli.registry import rules, selectors, services
from cunli.registry.kinds import Ending, Relation
from cunli.registry.models import Dwelling, Membership, Person
from tests.registry.conftest import NOW, START, TODAY, Home, World

DAY = timedelta(days=1)


def names(world: World, day: date) -> set[str]:
    return {person.name for person in selectors.residents_on(world.clerk.scope, day)}


def test_the_clerk_of_the_other_village_gets_nothing(world: World, home: Home) -> None:
    for actor in (world.other_clerk, world.other_grid_member, world.villager, world.supervisor):
        assert not selectors.residents_on(actor.scope, TODAY).exists()
        assert selectors.resident_count(actor.scope, TODAY) == 0
        assert not selectors.households_on(actor.scope, TODAY).exists()
        assert not Dwelling.objects.within(actor.scope).exists()
        with pytest.raises(NotYours):
            selectors.household_for(actor.scope, home.household.pk)
        with pytest.raises(NotYours):
            selectors.person_for(actor.scope, home.son.pk)
        with pytest.raises(NotYours):
            services.move_out(actor=actor, person_id=home.son.pk, on=TODAY, at=NOW)
    for actor in (world.clerk, world.grid_member, world.town_officer):
        assert selectors.resident_count(actor.scope, TODAY) == 3
        assert selectors.person_for(actor.scope, home.son.pk) == home.son


def test_an_unscoped_read_is_refused(home: Home) -> None:
    with pytest.raises(UnscopedRead):
        list(Person.objects.all())


def test_who_moves_out_on_a_day_is_not_resident_on_it(world: World, home: Home) -> None:
    services.move_out(actor=world.clerk, person_id=home.son.pk, on=TODAY, at=NOW)
    assert "曾小军" in names(world, TODAY - DAY)
    assert names(world, TODAY) == {"单桂兰", "曾雨桐"}
    assert [row.person.name for row in selectors.members_on(home.household, TODAY)] == ["单桂兰", "曾雨桐"]


def test_the_filter_and_the_rule_say_the_same(world: World, home: Home) -> None:
    services.move_out(actor=world.clerk, person_id=home.son.pk, on=TODAY - 5 * DAY, at=NOW)
    services.move_in(
        actor=world.clerk, person_id=home.son.pk, household_id=home.household.pk, relation=Relation.CHILD,
        since=TODAY - 2 * DAY, at=NOW,
    )  # fmt: skip
    rows = list(Membership.objects.unscoped("compare"))
    for day in (START - DAY, START, *(TODAY - n * DAY for n in range(8)), TODAY + DAY):
        by_rule = {row.pk for row in rows if rules.is_resident(Span(row.valid_from, row.valid_until), day)}
        assert by_rule == {row.pk for row in Membership.objects.within(world.clerk.scope).on(day)}


def test_the_dead_are_not_resident_from_the_day_they_died(world: World, home: Home) -> None:
    services.record_death(actor=world.clerk, person_id=home.grandmother.pk, on=TODAY - DAY, at=NOW)
    again = services.record_death(actor=world.clerk, person_id=home.grandmother.pk, on=TODAY - DAY, at=NOW)
    assert again.died_on == TODAY - DAY
    assert "单桂兰" in names(world, TODAY - 2 * DAY)
    assert "单桂兰" not in names(world, TODAY - DAY)
    with pytest.raises(Conflict):
        services.record_death(actor=world.clerk, person_id=home.grandmother.pk, on=TODAY, at=NOW)
    with pytest.raises(Conflict):
        services.move_in(
            actor=world.clerk, person_id=home.grandmother.pk, household_id=home.household.pk,
            relation=Relation.HEAD, since=TODAY, at=NOW,
        )  # fmt: skip


def test_nobody_lives_in_two_households_at_once(world: World, home: Home) -> None:
    other = services.register_household(actor=world.clerk, area_id=world.group.pk, since=START, at=NOW)
    with pytest.raises(Conflict, match="还在别的户里"):
        services.move_in(actor=world.clerk, person_id=home.son.pk, household_id=other.pk, relation=Relation.HEAD,
                         since=TODAY, at=NOW)  # fmt: skip
    services.move_out(
        actor=world.clerk, person_id=home.son.pk, on=TODAY - DAY, at=NOW, because=Ending.MOVED_WITHIN, reason="分户"
    )
    with pytest.raises(Conflict, match="那时候"):
        services.move_in(actor=world.clerk, person_id=home.son.pk, household_id=other.pk, relation=Relation.HEAD,
                         since=TODAY - 2 * DAY, at=NOW)  # fmt: skip
    services.move_in(actor=world.clerk, person_id=home.son.pk, household_id=other.pk, relation=Relation.HEAD,
                     since=TODAY - DAY, at=NOW)  # fmt: skip
    found = selectors.household_of_person(world.clerk.scope, home.son.pk, TODAY)
    assert found == other
    assert selectors.household_of_person(world.other_clerk.scope, home.son.pk, TODAY) is None


def test_a_household_has_one_head(world: World, home: Home) -> None:
    with pytest.raises(Conflict, match="户主"):
        services.add_person(actor=world.clerk, household_id=home.household.pk, name="王五", relation=Relation.HEAD,
                            since=START, at=NOW)  # fmt: skip


def test_a_move_in_the_future_is_refused(world: World, home: Home) -> None:
    with pytest.raises(Invalid):
        services.move_out(actor=world.clerk, person_id=home.son.pk, on=TODAY + DAY, at=NOW)


def test_who_lives_nowhere_cannot_move_out(world: World, home: Home) -> None:
    services.move_out(actor=world.clerk, person_id=home.son.pk, on=TODAY, at=NOW)
    with pytest.raises(Conflict):
        services.move_out(actor=world.clerk, person_id=home.son.pk, on=TODAY, at=NOW)


def test_an_account_finds_its_person_and_household(world: World, home: Home) -> None:
    services.link_user(actor=world.clerk, person_id=home.grandmother.pk, user_id=world.villager.user_id, at=NOW)
    user_id = world.villager.user_id or 0
    assert selectors.persons_of_user(user_id) == [home.grandmother]
    assert selectors.current_household_ids(user_id, TODAY) == [home.household.pk]
    with pytest.raises(Conflict):
        services.link_user(actor=world.clerk, person_id=home.son.pk, user_id=user_id, at=NOW)
    with pytest.raises(Invalid):
        services.link_user(actor=world.clerk, person_id=home.son.pk, user_id=987654, at=NOW)
    services.link_user(actor=world.clerk, person_id=home.grandmother.pk, user_id=None, at=NOW)
    assert selectors.persons_of_user(user_id) == []
