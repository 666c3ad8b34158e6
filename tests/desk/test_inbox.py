"""The inbox: nearest day first, fifty at a time, every tab exactly what it counts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from unittest import mock

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cunli.cases.models import Matter
from tests.acts.stories import report, step
from tests.cast import NOW, Cast

QUERIES = 12
DESK = {"user-agent": "Desk"}


@pytest.fixture(autouse=True)
def _at_ten() -> Iterator[None]:
    with mock.patch("django.utils.timezone.now", return_value=NOW):
        yield


def inbox(cast: Cast, who: str, **query: object) -> str:
    client = cast.client(who)
    client.cookies["face"] = "desk"
    return client.get("/inbox/", query).content.decode()


def titles(page: str) -> list[str]:
    return re.findall(r'class="cl-title"><a[^>]*>([^<]*)</a>', page)


def tabs(page: str) -> list[str]:
    return re.findall(r'class="cl-tab"[^>]*>\S+ <b[^>]*>([^<]*)</b>', page)


def test_the_clerk_of_the_other_village_gets_nothing(cast: Cast) -> None:
    matter = report(cast, "grid_member", "杆子歪了")
    for query in ({}, {"q": "杆子"}, {"q": matter.ref}, {"village": cast.village.pk}):
        assert "杆子歪了" not in cast.client("li_clerk").get("/inbox/", query).content.decode()
    assert titles(inbox(cast, "peace_officer")) == ["杆子歪了"]


def test_nearest_day_first_and_every_row_says_whom_it_waits_for(cast: Cast) -> None:
    report(cast, "grid_member", "后到期", at=NOW)
    report(cast, "grid_member", "先到期", at=NOW - timedelta(days=2))
    page = inbox(cast, "peace_officer")
    assert titles(page) == ["先到期", "后到期"]
    assert "柳湾镇平安办" in page and "还没定谁来办" in page and "石头村" in page


def test_tabs_count_what_they_open(cast: Cast) -> None:
    report(cast, "grid_member", "超了的", at=NOW - timedelta(days=5))
    report(cast, "grid_member", "新来的")
    report(cast, "window", "站里的", procedure="service_request", kind="phone_bill")
    page = inbox(cast, "peace_officer")
    keys = ("", "late", "today", "soon", "others")
    for key, count in zip(keys, tabs(page), strict=True):
        assert len(titles(inbox(cast, "peace_officer", tab=key))) == int(count), key


def test_filters_narrow_and_can_be_taken_off(cast: Cast) -> None:
    report(cast, "grid_member", "杆子")
    report(cast, "li_clerk", "桥栏", area=cast.other_village, kind="road")
    report(cast, "window", "手机", procedure="service_request", kind="phone_bill")
    who = "peace_officer"
    assert titles(inbox(cast, who, village=cast.other_village.pk)) == ["桥栏"]
    assert titles(inbox(cast, who, kind="service_request")) == ["手机"]
    assert titles(inbox(cast, who, waits="reporter")) == []
    assert titles(inbox(cast, who, q="桥")) == ["桥栏"]
    assert "不筛了" in inbox(cast, who, q="桥")


def test_pages_follow_without_gaps_or_doubles(cast: Cast) -> None:
    for number in range(120):
        report(cast, "grid_member", f"第{number:03d}件", at=NOW - timedelta(hours=number % 7))
    seen: list[str] = []
    address = "/inbox/"
    client = cast.client("peace_officer")
    for _page in range(5):
        page = client.get(address, headers=DESK).content.decode()
        seen += titles(page)
        following = re.search(r'<a href="(\?[^"]*after=[^"]*)">下一页', page)
        if following is None:
            break
        address = "/inbox/" + following[1].replace("&amp;", "&")
    assert len(seen) == 120 and len(set(seen)) == 120


@pytest.mark.parametrize(
    "query",
    [
        {"after": "nonsense"},
        {"after": "2026-11-23T00:00:00+00:00~x"},
        {"after": "2026-13-99T00:00:00+00:00~1"},
        {"village": "9" * 40},
        {"village": "-1"},
        {"tab": "../etc"},
        {"q": "%' OR 1=1 --\0"},
        {"kind": "\0"},
    ],
)
def test_an_address_that_makes_no_sense_is_still_answered(cast: Cast, query: dict[str, str]) -> None:
    assert cast.client("peace_officer").get("/inbox/", query).status_code == 200


def test_costs_at_most_twelve_queries(cast: Cast) -> None:
    for number in range(60):
        report(cast, "grid_member", f"第{number}件")
    client = cast.client("peace_officer")
    client.get("/inbox/", headers=DESK)
    with CaptureQueriesContext(connection) as spent:
        page = client.get("/inbox/", headers=DESK).content.decode()
    assert len(titles(page)) == 50
    assert len(spent) <= QUERIES


def test_villagers_and_administrators_have_no_inbox(cast: Cast) -> None:
    for key in ("villager", "audit_admin", "system_admin"):
        assert cast.client(key).get("/inbox/").status_code == 403


def test_an_outside_company_sees_only_what_it_was_asked(cast: Cast) -> None:
    report(cast, "grid_member", "与他无关的")
    assert "与他无关的" not in inbox(cast, "dianxin_contact")


def test_my_matters_and_nobody_elses(cast: Cast) -> None:
    report(cast, "villager", "院子积水", procedure="service_request", kind="other")
    assert "院子积水" in cast.client("villager").get("/mine/").content.decode()
    assert "院子积水" not in cast.client("other_villager").get("/mine/").content.decode()


def test_an_ended_matter_stays_among_mine(cast: Cast) -> None:
    matter = report(cast, "villager", "院子积水", procedure="service_request", kind="other")
    step(cast, "window", matter, "fix", outcome="挖了沟")
    step(cast, "villager", matter, "confirm")
    assert not Matter.objects.unscoped("test").get().is_open
    assert "办过的" in cast.client("villager").get("/mine/").content.decode()


def test_reading_messages_makes_them_read(cast: Cast) -> None:
    matter = report(cast, "villager", "院子积水", procedure="service_request", kind="other")
    step(cast, "window", matter, "take")
    client = cast.client("villager")
    assert "有 1 条新消息" in client.get("/").content.decode()
    assert "院子积水" in client.get("/messages/").content.decode()
    assert "新消息" not in client.get("/").content.decode()
    assert "院子积水" not in cast.client("other_villager").get("/messages/").content.decode()


def test_whoever_was_asked_finds_it_until_they_have_answered(cast: Cast) -> None:
    matter = report(cast, "grid_member", "杆子要倒")
    step(cast, "peace_officer", matter, "screen", level="L1", assignee=cast.units["peace"].pk)
    step(cast, "peace_officer", matter, "arrive")
    assert titles(inbox(cast, "dianxin_contact")) == []
    asked = [cast.units["dianxin"].pk]
    step(cast, "peace_officer", matter, "draft_letter", letter_to=asked, letter_title="商请维修", letter_body="请修。")
    step(cast, "peace_chief", matter, "sign_letter")
    step(cast, "peace_officer", matter, "deliver_letter", delivered_how="by_hand")
    assert titles(inbox(cast, "dianxin_contact")) == ["杆子要倒"]
    assert titles(inbox(cast, "liantong_contact")) == []


def test_a_grid_member_finds_their_grid(cast: Cast) -> None:
    sent = {"kind": "pole", "say": "网格里的", "where": f"g{cast.grids['shitou_1'].pk}"}
    cast.client("wang_clerk").post("/report/", sent)
    assert titles(inbox(cast, "grid_member")) == ["网格里的"]
