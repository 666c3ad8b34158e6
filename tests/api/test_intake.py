"""The 12345 hotline and the upper platform send, send again, send late: one matter, with what is new noted on it."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import transaction

from cunli.api import intake
from cunli.api.models import ForeignNumber
from cunli.cases import services as cases
from cunli.cases.models import Matter
from cunli.cases.selectors import course_of
from cunli.cases.services import Reporter
from cunli.journal.models import Entry
from tests.acts.stories import step
from tests.api.machines import is_problem, machine
from tests.cast import Cast

ORDER = {"source": "12345", "number": "NM2026113000017", "procedure": "hazard", "kind": "road", "say": "路上有坑"}


def order(cast: Cast, **changed: object) -> dict[str, Any]:
    return {**ORDER, "where": f"v{cast.village.pk}", "who": "周满仓", "phone": "13900000009", **changed}


def only_matter() -> Matter:
    return Matter.objects.unscoped("test").get()


def notes(matter: Matter) -> list[str]:
    return [str(fact.value) for line in course_of(matter).lines for fact in line.facts if fact.key == "note"]


def test_a_work_order_becomes_a_matter_that_says_where_it_came_from(cast: Cast):
    answer = machine(cast, "peace_officer").post("intake", order(cast))
    assert answer.status_code == 201, answer.content
    matter = only_matter()
    assert answer.json() == {"ref": matter.ref, "repeated": False, "noted": False}
    assert (matter.reporter_name, matter.reporter_phone, matter.channel) == ("周满仓", "13900000009", "hotline")
    assert notes(matter) == ["12345 热线转来，那边的号码 NM2026113000017"]


@pytest.mark.parametrize("procedure", ["hazard", "service_request"])
def test_sent_again_it_is_the_same(cast: Cast, procedure: str):
    here = machine(cast, "peace_officer")
    given = order(cast, procedure=procedure, kind="other")
    answers = [here.post("intake", given) for _ in range(3)]
    assert [one.status_code for one in answers] == [201, 200, 200]
    assert {one.json()["ref"] for one in answers} == {only_matter().ref}
    assert not answers[-1].json()["noted"]


def test_what_changed_is_a_note_and_a_late_repetition_is_nothing(cast: Cast):
    here = machine(cast, "peace_officer")
    here.post("intake", order(cast))
    assert here.post("intake", order(cast, say="坑更大了")).json()["noted"]
    assert not here.post("intake", order(cast)).json()["noted"], "the first one again, late"
    assert not here.post("intake", order(cast, say="坑更大了")).json()["noted"]
    assert notes(only_matter())[0] == "12345 热线补充：坑更大了，周满仓"
    assert Entry.objects.filter(verb="matter.noted_from_outside").count() == 2


def test_it_is_noted_wherever_the_matter_stands_and_moves_nothing(cast: Cast):
    here = machine(cast, "peace_officer")
    here.post("intake", order(cast))
    matter = only_matter()
    step(cast, "peace_officer", matter, "screen", level="L2", assignee=cast.units["peace"].pk)
    Matter.objects.unscoped("test").filter(pk=matter.pk).update(is_open=False)
    before = only_matter()
    assert here.post("intake", order(cast, say="又塌了")).json()["noted"]
    after = only_matter()
    assert (after.state, after.due_at, after.version) == (before.state, before.due_at, before.version + 1)
    page = cast.client("peace_officer").get(f"/m/{matter.ref}/").content.decode()
    assert "又塌了" in page
    assert "NM2026113000017" in page


def test_what_is_noted_is_for_those_who_work_on_it(cast: Cast):
    here = machine(cast, "peace_officer")
    here.post("intake", order(cast))
    here.post("intake", order(cast, say="周家的坑"))
    matter = only_matter()
    voice = Reporter(user_id=cast.users["villager"].pk, name="张有田")
    cases.join(actor=cast.actor("grid_member"), matter=matter, reporter=voice, words="我也说", at=matter.opened_at)
    page = cast.client("villager").get(f"/m/{matter.ref}/").content.decode()
    assert "我也说" in page
    assert "周家" not in page
    assert "周满仓" not in page


def test_the_two_sources_count_apart(cast: Cast):
    here = machine(cast, "peace_officer")
    assert here.post("intake", order(cast)).status_code == 201
    assert here.post("intake", order(cast, source="platform")).status_code == 201


def test_a_number_of_another_village_says_nothing_and_makes_nothing(cast: Cast):
    machine(cast, "wang_clerk").post("intake", order(cast))
    there = order(cast, where=f"v{cast.other_village.pk}", say="别的")
    is_problem(machine(cast, "li_clerk").post("intake", there), 404)
    assert notes(only_matter()) == ["12345 热线转来，那边的号码 NM2026113000017"]


def test_two_at_the_same_moment_are_one(cast: Cast, monkeypatch: pytest.MonkeyPatch):
    here = machine(cast, "peace_officer")
    here.post("intake", order(cast))
    looked = iter([None])
    real = intake._known
    monkeypatch.setattr(intake, "_known", lambda given: next(looked, real(given)))
    with transaction.atomic():
        assert here.post("intake", order(cast)).json()["repeated"]
    assert ForeignNumber.objects.count() == 1
    assert only_matter()


def test_what_cannot_be_filed_leaves_no_number(cast: Cast):
    here = machine(cast, "peace_officer")
    is_problem(here.post("intake", order(cast, kind="nothing")), 422)
    assert not ForeignNumber.objects.exists()
    assert here.post("intake", order(cast)).status_code == 201
