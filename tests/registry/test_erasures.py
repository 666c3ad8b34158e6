"""What somebody wants removed is removed or answered; what was removed does not come back by itself."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from cunli.journal.models import Entry
from cunli.lib.actors import Actor
from cunli.lib.idempotency import key_for
from cunli.lib.refusals import Conflict, Invalid, NotYourPost, NotYours
from cunli.registry import selectors, services
from cunli.registry.imports import Source, apply, plan_of
from cunli.registry.kinds import LabelKind
from cunli.registry.models import Consent, ErasureRequest, Label, Person
from tests.registry.conftest import NOW, START, TODAY, Home, World, corrected
from tests.registry.imports.test_import import csv_of, person

WHY = "test"


def agree(world: World, who: Person, *kinds: str, **changed: object) -> Consent:
    said = {"actor": world.clerk, "person_id": who.pk, "given_by_id": who.pk, "kinds": kinds, "agreed_to": "上门帮忙",
            "way": "witnessed", "witness": "孙强", "given_on": TODAY, "at": NOW}  # fmt: skip
    return services.give_consent(**{**said, **changed})


def ask(actor: Actor, who: Person, *kinds: str, **more: object) -> ErasureRequest:
    return services.ask_erasure(actor=actor, person_id=who.pk, kinds=kinds, said="不想留了", at=NOW, **more)


def again(who: Person) -> Person:
    return Person.objects.unscoped(WHY).get(pk=who.pk)


def own(world: World, who: Person) -> Actor:
    Person.objects.unscoped(WHY).filter(pk=who.pk).update(user_id=world.villager.user_id)
    return world.villager


def test_the_clerk_of_the_other_village_gets_nothing(world: World, home: Home) -> None:
    with pytest.raises(NotYours):
        ask(world.other_clerk, home.grandmother, "phone")
    request = ask(world.clerk, home.grandmother, "bank")
    with pytest.raises(NotYours):
        services.answer_erasure(actor=world.other_clerk, request_id=request.pk, erased=["bank"], why_not="", at=NOW)
    with pytest.raises(NotYours):
        agree(world, home.grandmother, "health", actor=world.other_clerk)
    with pytest.raises(NotYours):
        ask(world.villager, home.grandmother, "phone")
    assert selectors.erasures_to_answer(world.other_clerk, TODAY) == []
    assert selectors.erasures_to_answer(world.grid_member, TODAY) == []
    assert [row.request_id for row in selectors.erasures_to_answer(world.clerk, TODAY)] == [request.pk]


def test_a_phone_goes_at_once_and_the_rest_is_answered_within_fifteen_days(world: World, home: Home) -> None:
    me = own(world, home.grandmother)
    request = ask(me, home.grandmother, "phone", "id_number", key=key_for("k", [1]))
    assert ask(me, home.grandmother, "phone", "id_number", key=key_for("k", [1])) == request
    assert again(home.grandmother).phone == "" and again(home.grandmother).id_number
    assert (request.erased, request.due_on) == (["phone"], TODAY + timedelta(days=15))
    with pytest.raises(NotYourPost):
        services.answer_erasure(actor=world.grid_member, request_id=request.pk, erased=[], why_not="不行", at=NOW)
    answer = {"actor": world.clerk, "request_id": request.pk, "at": NOW}
    with pytest.raises(Invalid) as refusal:
        services.answer_erasure(**answer, erased=[], why_not=" ")
    assert "why_not" in refusal.value.fields
    with pytest.raises(Invalid) as refusal:
        services.answer_erasure(**answer, erased=["id_number"], why_not="")
    assert "erased" in refusal.value.fields
    done = services.answer_erasure(**answer, erased=[], why_not="办医保要用，医保条例要求登记")
    assert done.erased == ["phone"] and done.answered_at == NOW
    with pytest.raises(Conflict):
        services.answer_erasure(**answer, erased=[], why_not="再答一次")
    assert Entry.objects.latest("id").verb == "registry.answer_erasure"


def test_a_request_for_nothing_but_a_phone_waits_for_nobody(world: World, home: Home) -> None:
    assert ask(own(world, home.grandmother), home.grandmother, "phone").answered_at == NOW
    for kinds in ((), ("face",)):
        with pytest.raises(Invalid):
            ask(world.clerk, home.grandmother, *kinds)


def test_a_bank_card_is_removed_by_the_answer(world: World, home: Home) -> None:
    corrected(world, home.son, "bank", "6222020200112233")
    request = ask(world.clerk, home.son, "bank")
    services.answer_erasure(actor=world.clerk, request_id=request.pk, erased=["bank"], why_not="", at=NOW)
    assert (again(home.son).bank, again(home.son).bank_blind, again(home.son).bank_last4) == ("", "", "")


def test_health_the_village_noted_rests_on_consent_and_goes_with_it(world: World, home: Home) -> None:
    put = {"actor": world.clerk, "kind": LabelKind.CANNOT_WALK_FAR, "person_id": home.grandmother.pk,
           "source": "村干部走访", "valid_from": START, "at": NOW}  # fmt: skip
    with pytest.raises(Invalid, match="还没答应"):
        services.put_label(**put)
    agree(world, home.grandmother, "health", given_on=date(2026, 1, 5), until=date(2026, 6, 1))
    with pytest.raises(Invalid, match="还没答应"):
        services.put_label(**put)
    given = agree(world, home.grandmother, "health")
    services.put_label(**put)
    services.put_label(**{**put, "kind": LabelKind.DISABLED, "source": "残疾人证"})
    services.withdraw_consent(actor=world.clerk, consent_id=given.pk, on=TODAY, at=NOW)
    assert [label.kind for label in Label.objects.unscoped(WHY)] == [LabelKind.DISABLED]
    assert selectors.declined([home.grandmother.pk]) == {home.grandmother.pk: frozenset({"health"})}
    assert selectors.consents_run_out(world.clerk, TODAY) == [(home.grandmother.pk, "单桂兰")]


def test_who_is_grown_agrees_themself_to_what_rests_on_consent_only(world: World, home: Home) -> None:
    for wrong in ({"given_by_id": home.son.pk}, {"kinds": ["id_number"]}, {"way": "own_click"},
                  {"until": TODAY}):  # fmt: skip
        with pytest.raises(Invalid):
            agree(world, home.grandmother, "health", **wrong)
    me = own(world, home.grandmother)
    given = agree(world, home.grandmother, "phone", actor=me, way="own_click")
    assert (given.way, given.witness, given.recorded_by_id) == ("own_click", "", me.user_id)
    services.withdraw_consent(actor=me, consent_id=given.pk, on=TODAY, at=NOW)
    assert again(home.grandmother).phone == ""


def test_a_second_consent_keeps_what_the_first_is_taken_back_for(world: World, home: Home) -> None:
    first, _second = agree(world, home.grandmother, "phone"), agree(world, home.grandmother, "phone")
    services.withdraw_consent(actor=world.clerk, consent_id=first.pk, on=TODAY, at=NOW)
    assert again(home.grandmother).phone and not ErasureRequest.objects.unscoped(WHY).exists()


def test_what_a_guardian_takes_back_becomes_a_request(world: World, home: Home) -> None:
    given = services.give_consent(
        actor=world.clerk, person_id=home.child.pk, given_by_id=home.son.pk, kinds=["basics", "phone"],
        agreed_to="上学", way="paper", paper="村档案柜", given_on=TODAY, at=NOW,
    )  # fmt: skip
    services.withdraw_consent(actor=world.clerk, consent_id=given.pk, on=TODAY, at=NOW)
    request = ErasureRequest.objects.unscoped(WHY).get()
    assert (request.kinds, request.erased, request.answered_at) == (["basics", "phone"], ["phone"], None)


def test_an_import_does_not_bring_back_what_was_removed_before_it_is_agreed_to_again(
    world: World, home: Home, tmp_path: Path
) -> None:
    ask(world.clerk, home.grandmother, "phone", "health")
    said = person(name="单桂兰", id=home.grandmother.id_number, phone="13800001234", health="长期慢性病",
                  house=home.household.household_no)  # fmt: skip
    source = Source("a.csv", csv_of(tmp_path / "a.csv", [said]))
    plan = plan_of(actor=world.clerk, source=source, at=NOW)
    assert [(one.column, one.reason) for one in plan.withheld] == [
        ("人联系电话", "本人说过不要留，没有写进去"), ("健康状况", "本人说过不要留，没有写进去"),
    ]  # fmt: skip
    apply(actor=world.clerk, plan=plan, at=NOW)
    assert again(home.grandmother).phone == ""
    agree(world, home.grandmother, "phone")
    apply(actor=world.clerk, plan=plan_of(actor=world.clerk, source=source, at=NOW), at=NOW)
    assert again(home.grandmother).phone_last4 == "1234"
