"""Whom a correction waits for, who hears of it, and who may speak for whom."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from cunli.accounts.models import Post
from cunli.acts.verify import differences
from cunli.dues.models import Due
from cunli.dues.selectors import due_for
from cunli.journal.models import Entry
from cunli.lib.refusals import Conflict, Invalid, NotYours
from cunli.messages.models import Message
from cunli.registry import selectors, services
from cunli.registry.kinds import CorrectionState, Relation
from cunli.registry.models import Correction
from cunli.registry.services.checkers import follow_checkers
from tests.registry.conftest import NOW, START, TODAY, Home, World, agreed, corrected, id_number
from tests.registry.correcting import apply, ask, colleague, now, refuse, villager_of


class TestTelling:
    def test_who_asked_hears_and_who_has_no_account_is_phoned(self, world: World, home: Home) -> None:
        refuse(world.clerk, ask(world, home, asked_for_id=home.grandmother.pk))
        told = Message.objects.unscoped("test").order_by("id")
        assert [(one.user_id, one.channel, one.to_name) for one in told] == [
            (world.grid_member.user_id, "in_app", ""), (None, "phone_call", "单桂兰")
        ]  # fmt: skip
        assert all("没有改，因为：本人说没有换号" in one.body for one in told)
        assert {one.from_unit_id for one in told} == {world.clerk.unit_id}

    def test_who_has_an_account_reads_it_in_the_app(self, world: World, home: Home) -> None:
        son = villager_of(world, home.son)
        apply(world.clerk, ask(world, home, asked_for_id=home.son.pk))
        told = Message.objects.unscoped("test").get(user_id=son.user_id)
        assert "改好了" in told.body and "13911112222" not in told.body
        assert selectors.correction_for(son, Correction.objects.unscoped("test").get().pk)


class TestVillagers:
    def test_one_asks_for_oneself_ones_home_and_the_children_one_guards(self, world: World, home: Home) -> None:
        son = villager_of(world, home.son)
        assert ask(world, home, actor=son).asked_by_id == son.user_id
        ask(world, home, actor=son, person_id=None, household_id=home.household.pk, field="door_no", value="19")
        for stranger in (home.grandmother, home.child):
            with pytest.raises(NotYours):
                ask(world, home, actor=son, person_id=stranger.pk)
            with pytest.raises(NotYours):
                selectors.person_entry(son, stranger.pk, TODAY)
        agreed(world, home)
        ask(world, home, actor=son, person_id=home.child.pk, field="name", value="曾雨欣")
        assert selectors.own_corrections(son).count() == 3
        assert not selectors.corrections_to_check(son).exists()

    def test_the_head_and_the_spouse_guard_the_sons_and_daughters_who_are_minors(
        self, world: World, home: Home
    ) -> None:
        grandmother = villager_of(world, home.grandmother)
        young = services.add_person(
            actor=world.clerk, household_id=home.household.pk, name="曾小妹", relation=Relation.CHILD,
            born_on=date(2012, 1, 1), since=START, at=NOW,
        )  # fmt: skip
        mine = selectors.own_people(grandmother.user_id, TODAY)
        assert mine == [home.grandmother, young]


class TestChildren:
    def test_without_a_guardian_nothing_of_a_child_changes(self, world: World, home: Home) -> None:
        asked = ask(world, home, person_id=home.child.pk, field="name", value="曾雨欣")
        with pytest.raises(Conflict, match="监护人"):
            apply(world.clerk, asked, "曾雨欣")
        agreed(world, home, "id_number")
        with pytest.raises(Conflict, match="监护人"):
            apply(world.clerk, asked, "曾雨欣")

    def test_a_guardian_who_agreed_or_who_asks_is_enough(self, world: World, home: Home) -> None:
        agreed(world, home, "basics")
        corrected(world, home.child, "name", "曾雨欣")
        son = villager_of(world, home.son)
        number = id_number(date(2016, 3, 5), 42)
        asked = ask(world, home, actor=son, person_id=home.child.pk, field="id_number", value=number)
        apply(world.clerk, asked, number)
        assert (now(home.child).name, now(home.child).id_number) == ("曾雨欣", number)

    def test_a_childs_name_is_read_again_and_neither_shown_nor_journalled(self, world: World, home: Home) -> None:
        agreed(world, home)
        asked = ask(world, home, person_id=home.child.pk, field="name", value="曾雨欣")
        row = selectors.correction_rows(world.clerk, [selectors.correction_for(world.clerk, asked.pk)], TODAY)[0]
        assert (row.whose, row.old, row.new, row.is_read_again) == ("孩子（10岁）", "…", "…", True)
        assert Due.objects.unscoped("test").get().title == "孩子（10岁）"
        with pytest.raises(Invalid):
            apply(world.clerk, asked, "曾雨桐")
        apply(world.clerk, asked, "曾雨欣")
        assert "曾雨" not in str(list(Entry.objects.filter(verb__contains="correction").values()))


class TestWaiting:
    def test_it_waits_at_the_nearest_unit_with_a_second_person_by_the_countys_day(
        self, world: World, home: Home
    ) -> None:
        asked = ask(world, home)
        due = Due.objects.unscoped("test").get()
        assert (due.unit_id, due.source_id, due.due_at.date()) == (world.clerk.unit_id, asked.pk, date(2026, 11, 26))
        assert [one.pk for one in due_for(world.clerk)] == [due.pk]
        assert due_for(world.other_clerk) == due_for(world.town_officer) == []
        assert list(differences()) == []
        apply(world.clerk, asked)
        assert not Due.objects.unscoped("test").exists()

    def test_a_cadre_alone_in_the_village_waits_for_the_town(self, world: World, home: Home) -> None:
        assert ask(world, home, actor=world.clerk).waits_unit_id == world.town_officer.unit_id

    def test_late_it_is_handed_to_the_town_once(self, world: World, home: Home) -> None:
        asked = ask(world, home)
        assert follow_checkers(at=NOW) == 0
        late = asked.due_at + timedelta(minutes=1)
        assert [follow_checkers(at=late) for _again in range(2)] == [1, 0]
        assert Due.objects.unscoped("test").get().unit_id == world.town_officer.unit_id
        assert list(differences()) == []

    def test_whoever_comes_when_nobody_was_there_has_it(self, world: World, home: Home) -> None:
        Post.objects.unscoped("test").exclude(user_id=world.clerk.user_id).update(valid_until=TODAY)
        asked = ask(world, home, actor=world.clerk)
        assert asked.waits_unit_id is None
        secretary = colleague(world)
        assert follow_checkers(at=NOW) == 1
        assert [due.source_id for due in due_for(secretary)] == [asked.pk]

    def test_it_moves_with_its_person_to_another_village(self, world: World, home: Home) -> None:
        asked = ask(world, home)
        there = services.register_household(
            actor=world.other_clerk, area_id=world.other_village.pk, since=START, at=NOW
        )
        services.move_out(actor=world.clerk, person_id=home.son.pk, on=TODAY, at=NOW)
        services.move_in(actor=world.town_officer, person_id=home.son.pk, household_id=there.pk,
                         relation=Relation.HEAD, since=TODAY, at=NOW)  # fmt: skip
        assert follow_checkers(at=NOW) == 1
        with pytest.raises(NotYours):
            apply(world.clerk, asked)
        assert apply(world.other_clerk, asked).state == CorrectionState.APPLIED
