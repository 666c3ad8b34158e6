"""The REST door, through HTTP: the same acts and the same scope as the pages."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from cunli.api.models import MachineToken
from cunli.api.shown import may_be_machine
from cunli.api.views import door
from cunli.cases.models import Matter
from cunli.exclusions.hiding import hide
from cunli.journal.models import Entry
from cunli.procedures.grammar import Party
from cunli.registry import services as registry
from cunli.registry.kinds import Relation
from tests.acts.stories import report, step
from tests.api.machines import Machine, is_problem, machine, token_for
from tests.cast import Cast

HAZARD = {"kind": "road", "say": "路上有坑，晚上看不见"}
READS = ("matters", "filing", "households?q=张")


def where(cast: Cast) -> str:
    return f"v{cast.village.pk}"


def matters() -> int:
    return Matter.objects.unscoped("test").count()


def test_whoever_comes_without_a_token_gets_nothing(cast: Cast):
    for client in (Client(), cast.client("wang_clerk")):
        for path in READS:
            answer = client.get(f"/api/{path}")
            is_problem(answer, 401)
            assert answer["WWW-Authenticate"].startswith("Bearer")


@pytest.mark.parametrize("header", ["Bearer", "Bearer ", "Basic eDp5", "Bearer cunli_nobody", "Bearer \xff"])
def test_what_is_no_token_opens_nothing(cast: Cast, header: str):
    is_problem(Client().get("/api/matters", headers={"Authorization": header}), 401)


def test_a_token_stops_when_it_is_over_withdrawn_or_its_post_ends(cast: Cast):
    yesterday = timezone.localdate() - timedelta(days=1)
    over, withdrawn, ended, stopped = (machine(cast, key) for key in ("window", "secretary", "leader", "wang_clerk"))
    for one in (over, withdrawn, ended, stopped):
        assert one.get("matters").status_code == 200
    MachineToken.objects.filter(post=cast.posts["window"]).update(valid_until=timezone.localdate())
    MachineToken.objects.filter(post=cast.posts["secretary"]).update(withdrawn_at=timezone.now())
    cast.posts["leader"].valid_until = yesterday
    cast.posts["leader"].save()
    cast.users["wang_clerk"].is_active = False
    cast.users["wang_clerk"].save()
    for one in (over, withdrawn, ended, stopped):
        is_problem(one.get("matters"), 401)


def test_the_neighbouring_village_gets_nothing(cast: Cast):
    matter = report(cast, "wang_clerk", "井盖没了")
    other = machine(cast, "li_clerk")
    assert other.get("matters").json() == {"matters": [], "next": ""}
    is_problem(other.get(f"matters/{matter.ref}"), 404)
    is_problem(other.get(f"matters/{matter.ref}/steps/screen"), 404)
    is_problem(other.post(f"matters/{matter.ref}/steps/progress", {"values": {"note": "看"}}), 404)
    answer = other.post("hazards", {**HAZARD, "where": where(cast)})
    assert "where" in is_problem(answer, 422)["fields"]
    assert matters() == 1


def test_the_list_is_paged_by_a_cursor_without_gaps(cast: Cast):
    refs = {report(cast, "wang_clerk", f"坑{n}", at=timezone.now()).ref for n in range(5)}
    here, seen, after = machine(cast, "wang_clerk"), [], ""
    while True:
        said = here.get("matters", limit=2, after=after).json()
        seen += [line["ref"] for line in said["matters"]]
        after = said["next"]
        if not after:
            break
    assert len(seen) == 5
    assert set(seen) == refs
    assert "after" in is_problem(here.get("matters", after="xx"), 422)["fields"]
    is_problem(here.get("matters", limit=101), 422)


def test_one_matter_is_what_its_page_shows(cast: Cast):
    matter = report(cast, "grid_member", "井盖没了", grid=cast.grids["shitou_1"])
    said = machine(cast, "peace_officer").get(f"matters/{matter.ref}").json()
    assert said["ref"] == matter.ref
    assert said["clocks"][0]["reckoning"]
    assert "screen" in [one["key"] for one in said["steps"]]
    assert said["course"][0]["who"] == "郑小满"


def test_a_hazard_is_filed_once_however_often_it_is_sent(cast: Cast):
    here = machine(cast, "grid_member")
    given = {**HAZARD, "lat": 40.1, "lng": 113.2, "people_at_risk": True}
    first = here.post("hazards", given, key="order-0001")
    again = here.post("hazards", given, key="order-0001")
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json()["ref"] == again.json()["ref"]
    assert again.json()["repeated"]
    other = here.post("hazards", {**given, "say": "别的事"}, key="order-0001")
    assert is_problem(other, 422)["type"] == "urn:cunli:problem:key_reused"
    assert matters() == 1
    entry = Entry.objects.get(verb="matter.report")
    assert entry.actor_title.endswith("（12345 平台）")
    assert entry.post_id == cast.posts["grid_member"].pk


def test_two_machines_may_use_the_same_key(cast: Cast):
    one, two = machine(cast, "window", "甲"), machine(cast, "window", "乙")
    asked = {"kind": "errand", "say": "取药", "who": "胡大成", "where": where(cast)}
    assert one.post("services", asked, key="order-0001").status_code == 201
    assert two.post("services", {**asked, "say": "寄信"}, key="order-0001").status_code == 201
    assert matters() == 2


def test_what_may_be_known_is_asked_about_first(cast: Cast):
    here = machine(cast, "grid_member")
    ref = here.post("hazards", HAZARD).json()["ref"]
    said = is_problem(here.post("hazards", {**HAZARD, "say": "大坑"}), 409)
    assert said["likely"] == [ref]
    assert here.post("hazards", {**HAZARD, "say": "大坑", "teller": "周满仓", "join": ref}).json()["ref"] == ref
    assert here.post("hazards", {**HAZARD, "say": "另一个坑", "sure": True}).status_code == 201


def test_a_step_is_taken_once_and_says_what_is_missing(cast: Cast):
    matter, here = report(cast, "wang_clerk", "井盖没了"), machine(cast, "peace_officer")
    form = here.get(f"matters/{matter.ref}/steps/screen").json()
    assert {"level", "assignee"} <= {one["name"] for one in form["fields"]}
    path = f"matters/{matter.ref}/steps/screen"
    assert "level" in is_problem(here.post(path, {"values": {}}), 422)["fields"]
    values = {"level": "L2", "assignee": str(cast.units["peace"].pk)}
    for repeated in (False, True):
        said = here.post(path, {"values": values}, key="step-0001").json()
        assert said == {"ref": matter.ref, "repeated": repeated}
    assert Entry.objects.filter(verb="matter.screen").count() == 1
    is_problem(here.post(path, {"values": values}), 409)
    is_problem(here.post(f"matters/{matter.ref}/steps/nothing", {"values": {}}), 404)


def test_a_machine_signs_nothing(cast: Cast):
    matter = report(cast, "grid_member", "杆子歪了")
    peace = {"assignee": cast.units["peace"].pk, "officer": cast.users["peace_officer"].pk}
    step(cast, "peace_officer", matter, "screen", level="L2", **peace)
    step(cast, "peace_officer", matter, "arrive")
    letter = {"letter_title": "商请修杆", "letter_body": "请三日内函复。", "letter_to": [cast.units["dianxin"].pk]}
    step(cast, "peace_officer", matter, "draft_letter", **letter)
    chief = machine(cast, "peace_chief")
    assert "sign_letter" not in [one["key"] for one in chief.get(f"matters/{matter.ref}").json()["steps"]]
    assert "只能由人来" in is_problem(chief.post(f"matters/{matter.ref}/steps/sign_letter", {}), 403)["title"]


def test_a_machine_does_not_say_that_it_is_good(cast: Cast):
    matter = report(cast, "grid_member", "路上有坑", kind="road", grid=cast.grids["shitou_1"])
    peace = {"assignee": cast.units["peace"].pk, "officer": cast.users["peace_officer"].pk}
    step(cast, "peace_officer", matter, "screen", level="L2", **peace)
    step(cast, "peace_officer", matter, "arrive")
    step(cast, "peace_officer", matter, "fix", outcome="填平了")
    here = machine(cast, "grid_member")
    assert "confirm" not in [one["key"] for one in here.get(f"matters/{matter.ref}").json()["steps"]]
    is_problem(here.post(f"matters/{matter.ref}/steps/confirm", {}), 403)


def test_households_are_found_masked_and_only_in_reach(cast: Cast):
    clerk = {"actor": cast.actor("wang_clerk"), "since": date(2020, 1, 1), "at": timezone.now()}
    home = registry.register_household(area_id=cast.village.pk, **clerk)
    head = registry.add_person(name="张有田", relation=Relation.HEAD, household_id=home.pk, **clerk)
    head.phone = "13900000001"
    head.save()
    (hit,) = machine(cast, "window").get("households", q="张有田").json()["found"]
    assert hit["name"] == "张有田"
    assert "13900000001" not in str(hit)
    assert machine(cast, "li_clerk").get("households", q="张有田").json()["found"] == []
    is_problem(machine(cast, "water_officer").get("households", q="张有田"), 403)


def test_the_office_holders_own_affairs_stay_theirs(cast: Cast):
    asked = report(cast, "villager", "我家的事", procedure="service_request", kind="errand")
    Matter.objects.unscoped("test").filter(pk=asked.pk).update(reporter_id=cast.users["li_clerk"].pk)
    is_problem(machine(cast, "li_clerk").get(f"matters/{asked.ref}"), 404)


def test_a_post_without_a_place_files_nothing(cast: Cast):
    is_problem(machine(cast, "water_officer").post("hazards", HAZARD), 403)


@pytest.mark.parametrize("body", [b"{", b"\xff", b"[]", b'{"kind": "road"}', b'{"kind":"road","say":"x","kk":1}'])
def test_what_is_not_understood_is_said(cast: Cast, body: bytes):
    answer = machine(cast, "wang_clerk").client.post(
        "/api/hazards", body, content_type="application/json", headers={"Idempotency-Key": "order-0001"}
    )
    assert answer.status_code in (400, 422)
    is_problem(answer, answer.status_code)


def test_too_much_and_too_often_are_refused(cast: Cast, monkeypatch: pytest.MonkeyPatch):
    here = machine(cast, "wang_clerk")
    is_problem(here.post("hazards", {**HAZARD, "place": "x" * 70_000}), 413)
    monkeypatch.setattr(door.REQUESTS, "most", 2)
    answers = [here.get("matters") for _ in range(4)]
    assert is_problem(answers[-1], 429)["instead"]
    assert answers[-1]["Retry-After"]


def test_sentences_come_in_the_language_asked_for(cast: Cast):
    english = Machine(token_for(cast, "wang_clerk"), language="en")
    assert "found" in is_problem(english.get("matters/HD-2026-00099"), 404)["title"].lower()


def test_wrong_methods_are_told_the_right_ones(cast: Cast):
    answer = machine(cast, "wang_clerk").client.delete("/api/matters")
    is_problem(answer, 405)
    assert answer["Allow"] == "GET"


def test_the_description_and_its_page_need_nobody_else(cast: Cast):
    said = Client().get("/api/openapi.json").json()
    assert said["openapi"].startswith("3.1")
    page = Client().get("/api/").content.decode()
    assert "/api/hazards" in page
    assert "http://" not in page.replace("http://www.w3.org", "")
    assert "cdn" not in page
    assert "$ref" not in page


def test_the_day_of_use_is_kept(cast: Cast):
    machine(cast, "wang_clerk").get("matters")
    assert MachineToken.objects.get().last_used_on == timezone.localdate()


def test_what_is_hidden_from_the_office_holder_is_hidden_from_their_machine(cast: Cast):
    here = machine(cast, "wang_clerk")
    matter = report(cast, "grid_member", "有人说王秀梅的不是")
    assert here.get(f"matters/{matter.ref}").status_code == 200
    Matter.objects.unscoped("test").filter(pk=matter.pk).update(is_guarded=True)
    hide(ref=matter.ref, at=timezone.now(), user_ids=[cast.users["wang_clerk"].pk])
    is_problem(here.get(f"matters/{matter.ref}"), 404)
    assert here.get("matters").json()["matters"] == []
    assert machine(cast, "secretary").get(f"matters/{matter.ref}").status_code == 200


def test_no_machine_is_willing_or_unwilling_in_somebodys_place(cast: Cast):
    seats, by_us = frozenset({Party.ANYONE, Party.SIDE, Party.OTHER_SIDE}), frozenset({Party.DESK, Party.HOLDER})
    dispute = report(cast, "villager", "院墙", procedure="mediation", kind="homestead", other_side=["王秀梅"])
    for key in ("say_willing", "refuse"):
        assert not may_be_machine(dispute, key, seats)
    assert may_be_machine(dispute, "refuse", by_us)
