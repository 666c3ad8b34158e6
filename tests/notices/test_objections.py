"""Objections from the notice's page, and for whom they do not exist."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cunli.accounts.selectors import villager_actor
from cunli.acts.steps import take_step
from cunli.acts.sweep import sweep
from cunli.acts.verify import differences
from cunli.cases.models import Matter
from cunli.cases.selectors import matter_for
from cunli.dues.models import Due
from cunli.dues.selectors import count_until, due_for
from cunli.exclusions.models import Exclusion
from cunli.lib.actors import Actor
from cunli.messages.models import Message
from cunli.notices import selectors, services
from cunli.notices.models import Notice
from cunli.notices.refusals import StillOpen
from tests.cast import NOW, Cast

SAYS = "窗口的人收了两条烟"
DOORS = ("desk:today", "desk:inbox", "desk:figures", "desk:map", "desk:messages", "desk:search", "desk:inbox_export")


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)


def objects(cast: Cast, notice: Notice, who: str | None = None, **typed: str) -> Matter:
    given = {"kind": "notice", "say": SAYS} | typed
    answer = cast.client(who).post(reverse("desk:object_to_notice", args=[notice.code]), given)
    assert answer.status_code == 302, answer.content.decode()
    return Matter.objects.unscoped("the test").latest("pk")


def step(actor: Actor, matter: Matter, key: str, **values: object) -> None:
    found = matter_for(actor, matter.ref)
    taken = found.law.step(key)
    assert taken is not None
    take_step(actor=actor, matter=found, step=taken, values=values, at=NOW)  # type: ignore[arg-type]


def test_without_an_account_and_without_a_name(cast: Cast, hung) -> None:
    notice, browser = hung(), cast.client(None)
    address = reverse("desk:object_to_notice", args=[notice.code])
    assert "都不写也收" in browser.get(address).content.decode()
    assert browser.post(address, {"kind": "notice", "say": ""}).status_code == 422
    answer = browser.post(address, {"kind": "notice", "say": SAYS})
    matter = Matter.objects.unscoped("the test").get()
    assert (matter.reporter_name, matter.reporter_id) == ("", None)
    assert answer["Location"] == reverse("desk:matter", args=[matter.ref])
    assert SAYS in browser.get(answer["Location"]).content.decode()
    assert notice.objections.get().ref == matter.ref
    assert matter.desk_unit == cast.units["town_general"]


def test_the_notice_is_concluded_once_everybody_has_an_answer(cast: Cast, hung, monkeypatch) -> None:
    notice, officer = hung(), cast.actor("peace_officer")
    matter = objects(cast, notice, "villager")
    later = NOW + timedelta(days=6)
    with pytest.raises(StillOpen):
        services.conclude(actor=cast.actor("wang_clerk"), notice=notice, outcome="好", at=later)
    step(officer, matter, "accept")
    step(officer, matter, "find", found="问过了")
    assert selectors.unanswered(notice) == 1
    step(officer, matter, "answer", outcome="没有的事", changed="不改")
    assert selectors.unanswered(notice) == 0
    services.conclude(actor=cast.actor("wang_clerk"), notice=notice, outcome="好", at=later)


def test_nobody_objects_to_what_does_not_hang(cast: Cast, hung, drafted, monkeypatch) -> None:
    nobody, notice = cast.client(None), hung()
    assert nobody.get(reverse("desk:object_to_notice", args=[drafted().code])).status_code == 404
    monkeypatch.setattr(timezone, "now", lambda: NOW + timedelta(days=6))
    assert nobody.get(reverse("desk:object_to_notice", args=[notice.code])).status_code == 404


def test_a_complaint_without_a_notice(cast: Cast) -> None:
    browser = cast.client("wang_clerk")
    assert browser.get(reverse("desk:complain")).status_code == 200
    answer = browser.post(reverse("desk:complain"), {"kind": "decision", "say": "补贴少了", "where": ""})
    assert answer.status_code == 302
    assert cast.client(None).get(reverse("desk:complain")).status_code == 302


def test_what_is_sealed_does_not_exist_for_the_place_it_is_about(cast: Cast, hung) -> None:
    notice = hung()
    matter = objects(cast, notice, kind="bribe")
    assert notice.objections.count() == 0
    assert matter.desk_unit == cast.units["office"]
    sees_nothing(
        cast, matter, "wang_clerk", "secretary", "leader", "grid_member", "window", "peace_officer", "peace_chief"
    )
    sees_it(cast, matter, "supervisor")


def test_whoever_is_named_meets_it_at_no_door(cast: Cast, hung) -> None:
    matter = objects(cast, hung(), kind="manner")
    sees_it(cast, matter, "peace_officer", "peace_chief")
    step(cast.actor("peace_chief"), matter, "name", named=cast.users["peace_officer"].pk)
    sees_nothing(cast, matter, "peace_officer")
    sees_it(cast, matter, "peace_chief")
    assert list(differences()) == []


def test_late_or_not_the_accused_is_told_nothing(cast: Cast, hung, monkeypatch) -> None:
    matter = objects(cast, hung(), kind="manner")
    step(cast.actor("peace_chief"), matter, "name", named=cast.users["peace_officer"].pk)
    late = NOW + timedelta(days=30)
    monkeypatch.setattr(timezone, "now", lambda: late)
    sweep(at=late)
    told = Message.objects.unscoped("the test").filter(ref=matter.ref)
    assert told.filter(user_id=cast.users["peace_chief"].pk).exists()
    assert not told.filter(user_id=cast.users["peace_officer"].pk).exists()


def test_of_a_sealed_one_every_unit_of_the_named_goes(cast: Cast, hung) -> None:
    matter = objects(cast, hung(), kind="bribe")
    step(cast.actor("supervisor"), matter, "name", named=cast.users["water_officer"].pk)
    hidden = Exclusion.objects.filter(ref=matter.ref)
    assert hidden.filter(user_id=cast.users["water_officer"].pk).exists()
    assert hidden.filter(unit_id=cast.units["water"].pk).exists()
    assert not hidden.filter(unit_id=cast.units["office"].pk).exists()


def test_who_complains_goes_on_seeing_it_wherever_they_serve(cast: Cast, hung) -> None:
    matter = objects(cast, hung(), "leader", kind="interest")
    assert matter_for(cast.actor("leader"), matter.ref).pk == matter.pk
    assert matter_for(villager_actor(cast.users["leader"]), matter.ref).pk == matter.pk
    sees_nothing(cast, matter, "wang_clerk")
    Due.objects.unscoped("the test").filter(ref=matter.ref).update(user_id=cast.users["leader"].pk)
    assert matter.ref in [due.ref for due in due_for(cast.actor("leader"))]


def test_the_auditor_who_is_named_does_not_read_of_it_in_the_record(cast: Cast, hung) -> None:
    matter = objects(cast, hung(), kind="bribe")
    record = reverse("desk:journal")
    assert matter.ref in cast.client("audit_admin").get(record).content.decode()
    Exclusion.objects.create(ref=matter.ref, user_id=cast.users["audit_admin"].pk, at=NOW)
    assert matter.ref not in cast.client("audit_admin").get(record).content.decode()


def sees_it(cast: Cast, matter: Matter, *who: str) -> None:
    for key in who:
        assert matter_for(cast.actor(key), matter.ref).pk == matter.pk, key
        assert matter.ref in cast.client(key).get(reverse("desk:inbox")).content.decode(), key


def sees_nothing(cast: Cast, matter: Matter, *who: str) -> None:
    """Every door: lists, counts, search, page, step, export, map, dues, messages."""
    for key in who:
        browser, actor = cast.client(key), cast.actor(key)
        for door in DOORS:
            answer = browser.get(reverse(door), {"q": "两条烟"})
            shown = answer.content.decode() if answer.status_code == 200 else ""
            assert matter.ref not in shown and SAYS not in shown, (key, door)
        assert browser.get(reverse("desk:matter", args=[matter.ref])).status_code == 404, key
        assert browser.get(reverse("desk:matter_step", args=[matter.ref, "accept"])).status_code == 404, key
        assert matter.ref not in [due.ref for due in due_for(actor)], key
        assert count_until(actor, NOW + timedelta(days=60)) == len(due_for(actor)), key
        assert not Matter.objects.within(actor.scope).filter(pk=matter.pk).exists(), key
        assert not Message.objects.within(actor.scope).filter(ref=matter.ref).exists(), key
