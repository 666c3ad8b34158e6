"""Two entries become one person on every floor, and two again exactly as they were."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.core.serializers import serialize
from django.db import models

from cunli.acts.merging import merge_persons, undo_merge
from cunli.benefits.services import moving as of_benefits
from cunli.cases.models import Matter
from cunli.cases.services import Reporter
from cunli.cases.services import moving as of_matters
from cunli.journal.models import Entry
from cunli.lib.clearing import years_before
from cunli.lib.idempotency import Key
from cunli.lib.refusals import Conflict, Invalid, NotYours
from cunli.registry import selectors, services
from cunli.registry.clearing import clear_withdrawn
from cunli.registry.imports.known import known
from cunli.registry.kinds import Decision, LabelKind, Relation, Told
from cunli.registry.models import (
    ChildLook,
    Consent,
    Correction,
    Duplicate,
    FormerName,
    Import,
    ImportChange,
    ImportedFacts,
    Label,
    Membership,
    Merge,
    NoticeGiven,
    Person,
    SearchKey,
)
from cunli.registry.refusals import MergedAway
from cunli.registry.services import merging as of_register
from cunli.visits.models import NoteMet
from cunli.visits.services import Wording, write_note
from cunli.visits.services import moving as of_visits
from tests.acts.correcting import ask_change, change
from tests.acts.doubles import BORN, SINCE, WHY, Double, double, found, household, person
from tests.acts.stories import report
from tests.cast import NOW, TODAY, Cast
from tests.registry.conftest import id_number

HISTORY = {"registry.Merge.kept", "registry.Merge.gone", "registry.Person.merged_into"}
"""They say what was merged, so they stay."""


def merge(cast: Cast, two: Double, *, keep: Person | None = None, who: str = "wang_clerk", **said: Any) -> Merge:
    keep = keep or two.first
    return merge_persons(
        actor=cast.actor(who), duplicate_id=two.pair.pk, keep_id=keep.pk, **{"why": WHY, "at": NOW, **said}
    )


def undo(cast: Cast, two: Double, *, who: str = "wang_clerk", **said: Any) -> Merge:
    return undo_merge(
        actor=cast.actor(who), duplicate_id=two.pair.pk, **{"why": "问了他儿子，是两个人", "at": NOW, **said}
    )


def now(person: Person) -> Person:
    return Person.objects.unscoped("test").get(pk=person.pk)


def everything() -> dict[str, Any]:
    """Every row that says something of a person, but for what says that there was a merge."""
    tables: list[type[models.Model]] = [
        ChildLook, Correction, FormerName, Consent, ImportChange, ImportedFacts, Label, Membership, NoticeGiven, Matter,
    ]  # fmt: skip
    rows = {model._meta.label: json.loads(serialize("json", model._base_manager.order_by("pk"))) for model in tables}
    people = Person._base_manager.order_by("pk").values()
    rows["people"] = [{name: str(value) for name, value in one.items()} for one in people]
    rows["keys"] = sorted(SearchKey._base_manager.values_list("person_id", "key"))
    rows["pairs"] = list(Duplicate._base_manager.order_by("pk").values("pk", "first_id", "second_id", "decision"))
    return rows


def test_the_clerk_of_the_other_village_gets_nothing(cast: Cast) -> None:
    two = double(cast)
    for who in ("li_clerk", "zhao_clerk", "far_officer", "grid_member", "window", "supervisor"):
        with pytest.raises(NotYours):
            merge(cast, two, who=who)
        with pytest.raises(NotYours):
            services.say_different(actor=cast.actor(who), duplicate_id=two.pair.pk, why=WHY, at=NOW)
    merge(cast, two, who="peace_officer")
    with pytest.raises(NotYours):
        undo(cast, two, who="li_clerk")


def test_every_foreign_key_to_a_person_has_a_mover() -> None:
    keys = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if field.related_model is Person
    }
    assert keys == of_register.MOVES | of_matters.MOVES | of_benefits.MOVES | of_visits.MOVES | HISTORY


def test_who_was_merged_away_is_nowhere_and_an_old_link_says_where_they_are(cast: Cast) -> None:
    two = double(cast)
    merge(cast, two)
    scope = cast.actor("wang_clerk").scope
    assert [row.name for row in selectors.household_page(scope, two.home.pk, TODAY).members] == ["王桂兰"]
    assert selectors.resident_count(scope, TODAY) == 1 == selectors.resident_count(scope, date(2021, 1, 1))
    assert list(selectors.residents_on(scope, TODAY)) == [two.first]
    for asked in ("王桂蓝", "wangguilan", "wgl"):
        assert [hit.person_id for hit in selectors.search(scope, asked, TODAY)] == [two.first.pk]
    assert selectors.duplicates_waiting(scope) == 0
    with pytest.raises(MergedAway, match=f"石头村 {two.home.household_no}"):
        selectors.person_for(scope, two.second.pk)
    with pytest.raises(MergedAway):
        ask_change(cast, two.second, "phone", "13900002222")
    with pytest.raises(NotYours):
        selectors.person_for(cast.actor("li_clerk").scope, two.second.pk)
    page = cast.client("wang_clerk").get(f"/register/persons/{two.second.pk}/phone")
    assert page.status_code == 410 and f"石头村 {two.home.household_no}" in page.content.decode()


def test_what_belongs_to_one_goes_over_and_comes_back_exactly(cast: Cast) -> None:
    two = double(cast, id_number=id_number(BORN, 24), bank="6222020000001234")
    clerk, first, second = cast.actor("wang_clerk"), two.first, two.second
    child = person(cast, two.home, "王小满", born=date(2018, 6, 1))
    label = {"actor": clerk, "source": "县民政局 2020 年第 3 批", "valid_from": SINCE, "at": NOW}
    services.put_label(kind=LabelKind.DIBAO, person_id=first.pk, **label)
    services.put_label(kind=LabelKind.DIBAO, person_id=second.pk, **label)
    services.put_label(kind=LabelKind.VETERAN, person_id=second.pk, **label)
    services.tell_notice(actor=clerk, person_id=first.pk, told=Told.PAPER, on=TODAY, at=NOW)
    services.tell_notice(actor=clerk, person_id=second.pk, told=Told.PAPER, on=TODAY, at=NOW)
    services.give_consent(
        actor=clerk, person_id=child.pk, given_by_id=second.pk, kinds=["basics"], agreed_to="上学、医保", way="paper",
        paper="村委会柜子", given_on=TODAY, at=NOW,
    )  # fmt: skip
    change(cast, second, "name", "王贵蓝")
    services.link_user(actor=clerk, person_id=second.pk, user_id=cast.users["villager"].pk, at=NOW)
    source = Import.objects.create(county=cast.county, file_name="户册.xlsx", sha256="0" * 64, at=NOW)
    ImportChange.objects.create(of=source, person=second, sheet=1, row=2)
    for one, values in ((first, {"income": "1"}), (second, {"income": "2", "education": "小学"})):
        ImportedFacts.objects.create(person=one, values=values, source=source, as_of=TODAY)
    matter = report(
        cast, "window", "手机不响", procedure="service_request", reporter=Reporter(person_id=second.pk, name="王贵蓝")
    )
    before = everything()

    merge(cast, two)
    kept = now(first)
    assert (kept.id_number, kept.bank[-4:], kept.phone) == (second.id_number, "1234", first.phone)
    assert (kept.sex, kept.born_on) == ("female", BORN)
    assert kept.user_id == cast.users["villager"].pk and now(second).user_id is None
    labels = Label.objects.unscoped("test").filter(person=first, valid_until=None)
    assert sorted(labels.values_list("kind", flat=True)) == [LabelKind.DIBAO, LabelKind.VETERAN]
    assert Matter.objects.unscoped("test").get(pk=matter.pk).person_id == first.pk
    assert sorted(kept.former_names.values_list("name", flat=True)) == ["王桂蓝", "王贵蓝"]
    assert ImportedFacts.objects.unscoped("test").get(person=first).values == {"income": "1", "education": "小学"}
    assert Consent.objects.unscoped("test").get().given_by_id == first.pk
    for model in (Label, Membership, NoticeGiven, ImportChange, ImportedFacts, FormerName, SearchKey):
        assert not model._base_manager.filter(person=second).exists(), model

    undo(cast, two)
    assert everything() == before


def test_a_household_keeps_its_head_whichever_entry_stays(cast: Cast) -> None:
    two = double(cast)
    merge(cast, two, keep=two.second)
    held = Membership.objects.unscoped("test").get(household=two.home)
    assert (held.person_id, held.relation, held.valid_until) == (two.second.pk, Relation.HEAD, None)
    undo(cast, two)
    relations = Membership.objects.unscoped("test").order_by("pk").values_list("person_id", "relation")
    assert list(relations) == [(two.first.pk, Relation.HEAD), (two.second.pk, Relation.OTHER)]


def test_who_lived_nowhere_any_more_lives_where_the_other_entry_does(cast: Cast) -> None:
    home, other = household(cast), household(cast)
    one, two = person(cast, home, "王桂兰"), person(cast, other, "王桂兰", since=date(2019, 1, 1))
    services.move_out(actor=cast.actor("wang_clerk"), person_id=one.pk, on=date(2024, 5, 1), at=NOW)
    both = Double(home, one, two, found(cast, one, two))
    merge(cast, both)
    lived = Membership.objects.unscoped("test").filter(person=one).order_by("valid_from")
    assert list(lived.values_list("household_id", "valid_from", "valid_until")) == [
        (home.pk, SINCE, date(2024, 5, 1)), (other.pk, date(2024, 5, 1), None),
    ]  # fmt: skip
    undo(cast, both)
    assert Membership.objects.unscoped("test").get(person=two).valid_from == date(2019, 1, 1)


def test_two_accounts_or_one_death_do_not_go_together(cast: Cast) -> None:
    two, clerk = double(cast), cast.actor("wang_clerk")
    services.link_user(actor=clerk, person_id=two.first.pk, user_id=cast.users["villager"].pk, at=NOW)
    services.link_user(actor=clerk, person_id=two.second.pk, user_id=cast.users["other_villager"].pk, at=NOW)
    with pytest.raises(Conflict, match="都有自己的账号"):
        merge(cast, two)
    services.link_user(actor=clerk, person_id=two.second.pk, user_id=None, at=NOW)
    services.record_death(actor=clerk, person_id=two.second.pk, on=TODAY, at=NOW)
    with pytest.raises(Conflict, match="去世"):
        merge(cast, two)
    assert not Merge.objects.unscoped("test").exists()


def test_without_a_reason_or_for_a_third_person_nothing_is_merged(cast: Cast) -> None:
    two = double(cast)
    stranger = person(cast, two.home, "赵铁柱", born=date(1970, 1, 1))
    with pytest.raises(Invalid, match="怎么知道"):
        merge(cast, two, why="是")
    with pytest.raises(Invalid, match="留下哪一个"):
        merge(cast, two, keep=stranger)


def test_it_is_on_record_once_and_a_repeated_request_gets_the_first_result(cast: Cast) -> None:
    two, key = double(cast), Key("merge-1", "content")
    first = merge(cast, two, key=key)
    assert merge(cast, two, key=key) == first
    entry = Entry.objects.get(verb="registry.merge_persons")
    assert (entry.subject, entry.before, entry.reason) == (f"person:{two.first.pk}", {"gone": two.second.pk}, WHY)
    again = Key("undo-1", "content")
    assert undo(cast, two, key=again) == undo(cast, two, key=again)
    assert Entry.objects.filter(verb="registry.undo_merge").count() == 1


def test_who_comes_second_is_told_what_the_first_said(cast: Cast) -> None:
    two = double(cast)
    services.say_different(actor=cast.actor("secretary"), duplicate_id=two.pair.pk, why=WHY, at=NOW)
    with pytest.raises(Conflict, match="何雨晴已经定了：不是同一个人"):
        merge(cast, two)
    services.ask_again(actor=cast.actor("wang_clerk"), duplicate_id=two.pair.pk, why="再对一遍看看", at=NOW)
    merge(cast, two)
    with pytest.raises(Conflict, match="王秀梅已经定了：是同一个人"):
        services.say_different(actor=cast.actor("secretary"), duplicate_id=two.pair.pk, why=WHY, at=NOW)
    undo(cast, two)
    with pytest.raises(Conflict, match="没有并在一起"):
        undo(cast, two)


def test_what_changed_since_is_not_overwritten_by_an_undo(cast: Cast) -> None:
    two = double(cast, bank="6222020000001234")
    clerk = cast.actor("wang_clerk")
    services.put_label(
        actor=clerk, kind=LabelKind.VETERAN, source="县退役军人局", valid_from=SINCE, person_id=two.second.pk, at=NOW
    )
    merge(cast, two)
    change(cast, two.first, "bank", "6222020000009999")
    before = everything()
    with pytest.raises(Conflict, match="后来又改过“银行卡号”"):
        undo(cast, two)
    assert everything() == before
    change(cast, two.first, "bank", "6222020000001234")
    undo(cast, two)
    assert now(two.first).bank == ""


def test_a_household_that_has_another_head_by_now_is_not_given_two(cast: Cast) -> None:
    two = double(cast)
    home = household(cast)
    other = person(cast, home, "王桂兰", relation=Relation.HEAD)
    both = Double(home, two.first, other, found(cast, other))
    both.pair = Duplicate.objects.unscoped("test").get(first=two.first, second=other)
    merge(cast, both)
    person(cast, home, "王铁柱", relation=Relation.HEAD, born=date(1980, 1, 1))
    with pytest.raises(Conflict, match="住在哪一户"):
        undo(cast, both)


def test_who_asked_for_a_change_is_answered_before_the_two_become_one(cast: Cast) -> None:
    two = double(cast)
    asked = [ask_change(cast, one, "phone", "13900002222") for one in (two.first, two.second)]
    with pytest.raises(Conflict, match="还没核对"):
        merge(cast, two)
    services.refuse_correction(
        actor=cast.actor("wang_clerk"), correction_id=asked[0].pk, why_not="打过了，是空号", at=NOW
    )
    merge(cast, two)
    asked[1].refresh_from_db()
    assert asked[1].person_id == two.first.pk


def test_merges_are_undone_from_the_last_one_backwards(cast: Cast) -> None:
    two = double(cast)
    third = person(cast, two.home, "王桂兰")
    found(cast, third)
    merge(cast, two)
    pair = Duplicate.objects.unscoped("test").waiting().get(first=two.first, second=third)
    later = Double(two.home, two.first, third, pair)
    merge(cast, later, keep=third)
    assert Membership.objects.unscoped("test").get().person_id == third.pk
    with pytest.raises(MergedAway):
        selectors.person_for(cast.actor("wang_clerk").scope, two.second.pk)
    with pytest.raises(Conflict, match="先退回后来的"):
        undo(cast, two)
    undo(cast, later)
    undo(cast, two)
    assert Membership.objects.unscoped("test").count() == 3


def test_who_was_said_to_be_another_stays_another_for_who_is_kept(cast: Cast) -> None:
    two = double(cast)
    twin = person(cast, two.home, "王桂菊")
    services.note_duplicates(actor=cast.actor("system"), person_ids=[twin.pk], found_by="sweep", at=NOW)
    pairs = Duplicate.objects.unscoped("test")
    services.say_different(
        actor=cast.actor("wang_clerk"), duplicate_id=pairs.get(first=two.second, second=twin).pk, why=WHY, at=NOW
    )
    pairs.filter(first=two.first, second=twin).delete()
    merge(cast, two)
    assert pairs.get(first=two.first, second=twin).decision == Decision.DIFFERENT
    services.note_duplicates(actor=cast.actor("system"), person_ids=[two.first.pk], found_by="sweep", at=NOW)
    assert not Duplicate.objects.unscoped("test").waiting().exists()
    undo(cast, two)
    assert pairs.get(second=twin).first_id == two.second.pk


def test_an_import_knows_only_who_was_kept(cast: Cast) -> None:
    number = id_number(BORN, 24)
    two = double(cast, id_number=number)
    merge(cast, two)
    register = known(cast.county.pk, [(cast.village.pk, two.home.household_no)], [now(two.first).id_number_blind])
    assert [one.person_id for one in register.by_id.values()] == [two.first.pk]
    assert [one.person_id for home in register.homes.values() for one in home.members] == [two.first.pk]


def test_a_proof_whose_time_is_over_waits_while_its_merge_can_be_taken_back(cast: Cast) -> None:
    two = double(cast)
    said = {"given_by": two.second, "kinds": ["phone"], "agreed_to": "回电话", "way": "witnessed", "witness": "孙强"}
    Consent.objects.create(person=two.second, given_on=SINCE, withdrawn_on=SINCE, **said)
    merge(cast, two)
    assert clear_withdrawn(at=years_before(NOW, -9)) == 0
    undo(cast, two)
    assert clear_withdrawn(at=years_before(NOW, -9)) == 1


def test_whoever_was_met_under_both_names_was_met_once_and_stands_apart_again_afterwards(cast: Cast) -> None:
    two = double(cast)
    seen = Wording(seen="都好")
    for met in ([two.first.pk], [two.second.pk], [two.first.pk, two.second.pk]):
        write_note(
            actor=cast.actor("wang_clerk"),
            household=two.home,
            way="visit",
            wording=seen,
            met=met,
            happened_at=NOW,
            at=NOW,
        )
    before = sorted(NoteMet.objects.values_list("note_id", "person_id"))
    merge(cast, two)
    assert set(NoteMet.objects.values_list("person_id", flat=True)) == {two.first.pk}
    assert NoteMet.objects.count() == 3
    undo_merge(actor=cast.actor("wang_clerk"), duplicate_id=two.pair.pk, why=WHY, at=NOW)
    assert sorted(NoteMet.objects.values_list("note_id", "person_id")) == before
