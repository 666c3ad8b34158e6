"""Several matters at once: what is offered, what is refused and why, and that a repeat is harmless."""

from __future__ import annotations

import re
from collections.abc import Iterator
from unittest import mock

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cunli.cases.models import Matter, StepTaken
from cunli.journal.models import Entry
from tests.acts.stories import again, report, step
from tests.cast import NOW, Cast
from tests.desk.test_inbox import QUERIES

TOGETHER = "/inbox/together/"


@pytest.fixture(autouse=True)
def _at_ten() -> Iterator[None]:
    with mock.patch("django.utils.timezone.now", return_value=NOW):
        yield


def at_the_desk(cast: Cast, who: str) -> Client:
    client = cast.client(who)
    client.cookies["face"] = "desk"
    return client


def look(client: Client, act: str, *matters: Matter) -> str:
    return client.get(TOGETHER, {"act": act, "ref": [matter.ref for matter in matters]}).content.decode()


def send(client: Client, page: str, **typed: object) -> HttpResponse:
    """What the browser sends back: everything hidden in the form, and what was typed."""
    form = re.search(r'id="step-form".*?</form>', page, re.S)
    assert form
    hidden = re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form[0])
    items = [value for name, value in hidden if name == "item"]
    return client.post(TOGETHER, {**{k: v for k, v in hidden if k not in ("item",)}, "item": items, **typed})


def hazards(cast: Cast, count: int) -> list[Matter]:
    return [report(cast, "grid_member", f"杆子{number}") for number in range(count)]


def test_three_reports_are_handed_to_one_unit_with_one_answer(cast: Cast) -> None:
    matters, client = hazards(cast, 3), at_the_desk(cast, "peace_officer")
    page = look(client, "assign", *matters)
    assert "3 件能一起办" in page and page.count('name="level"') >= 2 and page.count('name="assignee"') == 1
    entries = Entry.objects.filter(verb="matter.screen")
    done = send(client, page, level="L2", assignee=cast.units["housing"].pk)
    assert "3 件记下了" in done.content.decode()
    assert {again(matter).unit_id for matter in matters} == {cast.units["housing"].pk}
    assert {again(matter).state for matter in matters} == {"dispatched"}
    assert entries.count() == 3 and len(set(entries.values_list("key", flat=True))) == 3, "an act and a key for each"


def test_the_same_form_sent_twice_changes_nothing_the_second_time(cast: Cast) -> None:
    matters, client = hazards(cast, 2), at_the_desk(cast, "peace_officer")
    page = look(client, "assign", *matters)
    send(client, page, level="L2", assignee=cast.units["peace"].pk)
    before = (Entry.objects.count(), StepTaken.objects.count())
    second = send(client, page, level="L2", assignee=cast.units["peace"].pk).content.decode()
    assert (Entry.objects.count(), StepTaken.objects.count()) == before
    assert second.count("先前已经记下了") == 2 and "没办成" not in second


def test_different_procedures_are_asked_once_and_each_takes_its_own_step(cast: Cast) -> None:
    pole = report(cast, "grid_member", "杆子歪了")
    bill = report(cast, "window", "交电费", procedure="service_request", kind="phone_bill")
    page = look(at_the_desk(cast, "peace_officer"), "assign", pole, bill)
    done = send(
        at_the_desk(cast, "peace_officer"), page, level="L3", assignee=cast.units["peace"].pk, why="归平安办管"
    ).content.decode()
    assert "2 件记下了" in done
    assert StepTaken.objects.filter(key__in=("screen", "hand_on")).count() == 2


def test_what_cannot_be_done_is_named_with_its_reason_before_and_the_others_are_done(cast: Cast) -> None:
    new, taken = hazards(cast, 2)
    bill = report(cast, "window", "交电费", procedure="service_request", kind="phone_bill")
    client = at_the_desk(cast, "wang_clerk")
    page = look(client, "take", new, bill, taken)
    assert "1 件能一起办" in page and "2 件这次办不了" in page
    assert "没有“收下，我来办”这一步" in page
    assert "1 件记下了" in send(client, page).content.decode()
    assert again(bill).state == "in_hand" and again(new).state == "reported"


def test_a_step_of_another_post_is_refused_before_it_is_tried(cast: Cast) -> None:
    (matter,) = hazards(cast, 1)
    page = look(at_the_desk(cast, "grid_member"), "assign", matter)
    assert "不是您这个岗位办的" in page and "step-form" not in page


def test_one_sentence_is_put_into_several_matters(cast: Cast) -> None:
    matters, client = hazards(cast, 2), at_the_desk(cast, "peace_officer")
    for matter in matters:
        step(cast, "peace_officer", matter, "screen", level="L2", assignee=cast.units["peace"].pk)
    send(client, look(client, "note", *matters), note="下午一起去看")
    for matter in matters:
        assert matter.course.filter(key="progress", facts__value="下午一起去看").exists()


def test_where_a_colleague_was_first_the_others_are_done_all_the_same(cast: Cast) -> None:
    matters, client = hazards(cast, 2), at_the_desk(cast, "peace_officer")
    page = look(client, "assign", *matters)
    step(cast, "peace_chief", matters[0], "screen", level="L1", assignee=cast.units["housing"].pk)
    done = send(client, page, level="L3", assignee=cast.units["peace"].pk).content.decode()
    assert "1 件记下了" in done and "1 件没办成" in done and "刚才陈国栋" in done
    assert again(matters[0]).unit_id == cast.units["housing"].pk, "not handed on over the colleague's head"
    assert again(matters[1]).unit_id == cast.units["peace"].pk


def test_a_note_since_it_was_looked_at_counts_as_a_colleague_who_was_first(cast: Cast) -> None:
    (matter,) = hazards(cast, 1)
    step(cast, "peace_officer", matter, "screen", level="L2", assignee=cast.units["peace"].pk)
    client = at_the_desk(cast, "peace_officer")
    page = look(client, "assign", matter)
    step(cast, "peace_chief", matter, "progress", note="先别转，我在现场")
    answer = send(client, page, assignee=cast.units["housing"].pk, why="归村建办")
    assert answer.status_code == 409 and "刚才" in answer.content.decode()
    assert again(matter).unit_id == cast.units["peace"].pk


def test_what_the_law_refuses_is_refused_for_each_and_what_was_typed_stays(cast: Cast) -> None:
    matters = [report(cast, "grid_member", f"违建{n}", kind="illegal_building") for n in range(2)]
    client = at_the_desk(cast, "peace_officer")
    page = look(client, "assign", *matters)
    answer = send(client, page, level="L2", assignee=cast.units["peace"].pk, officer=cast.users["civil_officer"].pk)
    said = answer.content.decode()
    assert answer.status_code == 409 and said.count("他不在这个单位") == 2
    assert f'value="{cast.users["civil_officer"].pk}" selected' in said
    assert {again(matter).state for matter in matters} == {"reported"}


def test_a_form_that_is_not_filled_does_nothing_and_says_what_is_missing(cast: Cast) -> None:
    matters, client = hazards(cast, 2), at_the_desk(cast, "peace_officer")
    answer = send(client, look(client, "assign", *matters), level="L2")
    assert answer.status_code == 422 and "请填" in answer.content.decode()
    assert {again(matter).state for matter in matters} == {"reported"}


def test_units_that_only_some_of_them_could_go_to_are_not_offered(cast: Cast) -> None:
    here = report(cast, "grid_member", "这村的")
    there = report(cast, "li_clerk", "那村的", area=cast.other_village)
    page = look(at_the_desk(cast, "peace_officer"), "assign", here, there)
    assert "柳湾镇平安办" in page and "石头村村委会" not in page and "桥头村村委会" not in page
    assert "石头村村委会" in look(at_the_desk(cast, "peace_officer"), "assign", here)


def test_the_clerk_of_the_other_village_learns_nothing_and_does_nothing(cast: Cast) -> None:
    (matter,) = hazards(cast, 1)
    client = at_the_desk(cast, "li_clerk")
    page = look(client, "assign", matter)
    assert "杆子" not in page and "没有找到这件事" in page
    sent = {"act": "assign", "key": "x", "item": f"{matter.ref}~screen~1", "level": "L3", "assignee": "1"}
    answer = client.post(TOGETHER, sent)
    assert "杆子" not in answer.content.decode()
    assert again(matter).state == "reported"


def test_what_was_handed_out_of_reach_is_still_answered_when_the_form_comes_again(cast: Cast) -> None:
    matter = report(cast, "grid_member", "杆子歪了")
    step(cast, "peace_officer", matter, "screen", level="L2", assignee=cast.units["water"].pk)
    client = at_the_desk(cast, "water_officer")
    page = look(client, "note", matter)
    send(client, page, note="去看过了")
    step(cast, "peace_officer", matter, "refer", assignee=cast.units["peace"].pk, why="平安办去")
    second = send(client, page, note="去看过了").content.decode()
    assert "先前已经记下了" in second and "杆子" not in second


@pytest.mark.parametrize(
    "item", ["", "~", "nonsense", "HD-1~fix~1", "HD-1~screen~x", "HD-1~screen~99999999999", "\0~\0~\0"]
)
def test_a_form_that_makes_no_sense_is_answered_and_does_nothing(cast: Cast, item: str) -> None:
    hazards(cast, 1)
    sent = {"act": "assign", "key": "x", "item": item}
    assert at_the_desk(cast, "peace_officer").post(TOGETHER, sent).status_code in {200, 409, 422}
    assert not StepTaken.objects.filter(key="screen").exists()


def test_another_step_than_the_one_that_serves_cannot_be_slipped_in(cast: Cast) -> None:
    (matter,) = hazards(cast, 1)
    sent = {"act": "note", "key": "x", "item": f"{matter.ref}~not_ours~1", "why": "x", "who_has_it_now": "x"}
    at_the_desk(cast, "peace_officer").post(TOGETHER, sent)
    assert again(matter).state == "reported"


def test_a_hundred_at_most(cast: Cast) -> None:
    matters = hazards(cast, 3)
    refs = [matter.ref for matter in matters] + [f"HD-26-{n}" for n in range(200)]
    page = at_the_desk(cast, "peace_officer").get(TOGETHER, {"act": "assign", "ref": refs}).content.decode()
    assert "一次最多 100 件" in page and "97 件这次办不了" in page


def test_looking_costs_at_most_twelve_queries_however_many(cast: Cast) -> None:
    matters = hazards(cast, 30)
    matters += [report(cast, "window", f"交电费{n}", procedure="service_request", kind="phone_bill") for n in range(10)]
    client = at_the_desk(cast, "peace_officer")
    look(client, "assign", *matters)
    with CaptureQueriesContext(connection) as spent:
        page = look(client, "assign", *matters)
    assert "40 件能一起办" in page
    assert len(spent) <= QUERIES


def test_with_nothing_ticked_it_says_what_to_do_first(cast: Cast) -> None:
    answer = at_the_desk(cast, "peace_officer").get(TOGETHER, {"act": "assign"})
    assert "先勾上要办的事" in answer.content.decode()


def test_boxes_stand_in_the_inbox_and_all_of_the_page_can_be_ticked_without_scripts(cast: Cast) -> None:
    hazards(cast, 3)
    desk = at_the_desk(cast, "peace_officer")
    ticked = re.compile(r'name="ref" value="[^"]+" checked')
    assert len(re.findall('name="ref"', desk.get("/inbox/").content.decode())) == 3
    assert len(ticked.findall(desk.get("/inbox/", {"pick": "all"}).content.decode())) == 3
    phone = cast.client("peace_officer")
    phone.cookies["face"] = "phone"
    assert 'name="ref"' not in phone.get("/inbox/").content.decode()
    assert len(ticked.findall(phone.get("/inbox/", {"pick": "all"}).content.decode())) == 3
