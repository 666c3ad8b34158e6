"""Filters of the inbox kept under a name: by the person, for that post, seen by nobody else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from unittest import mock
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cunli.cases.models import SavedFilter
from cunli.journal.models import Entry
from tests.acts.stories import report
from tests.cast import NOW, Cast
from tests.desk.test_inbox import QUERIES, titles


@pytest.fixture(autouse=True)
def _at_ten() -> Iterator[None]:
    with mock.patch("django.utils.timezone.now", return_value=NOW):
        yield


def at_the_desk(cast: Cast, who: str) -> Client:
    client = cast.client(who)
    client.cookies["face"] = "desk"
    return client


def keep(client: Client, name: str, *, key: str = "", **wanted: object) -> str:
    """Keep what is set and read the list that comes back."""
    answer = client.post("/inbox/kept/", {"name": name, "query": urlencode(wanted), "key": key}, follow=True)
    return answer.content.decode()


def chips(page: str) -> dict[str, str]:
    found = re.findall(r'<a class="cl-tab dk-chip" href="([^"]*)"[^>]*>([^<]*)</a>', page)
    return {name: href.replace("&amp;", "&") for href, name in found}


def test_a_filter_is_kept_under_a_name_and_opens_the_same_list_again(cast: Cast) -> None:
    report(cast, "grid_member", "杆子歪了")
    report(cast, "window", "手机不响", procedure="service_request", kind="phone_bill")
    client = at_the_desk(cast, "peace_officer")
    page = keep(client, "石头村隐患", kind="hazard", village=cast.village.pk, tab="today", q="杆子")
    assert "存好了：石头村隐患" in page
    opened = client.get("/inbox/" + chips(client.get("/inbox/").content.decode())["石头村隐患"]).content.decode()
    assert titles(opened) == ["杆子歪了"]
    assert 'value="杆子"' in opened, "the words too"


def test_it_belongs_to_the_post_and_nobody_else_sees_or_deletes_it(cast: Cast) -> None:
    keep(at_the_desk(cast, "peace_officer"), "我的", kind="hazard")
    colleague = at_the_desk(cast, "peace_chief")
    assert chips(colleague.get("/inbox/").content.decode()) == {}
    kept = SavedFilter.objects.get()
    assert colleague.post(f"/inbox/kept/{kept.pk}/drop/").status_code == 404
    assert SavedFilter.objects.exists()


def test_the_same_name_gets_the_new_filter_and_the_same_form_sent_twice_changes_nothing(cast: Cast) -> None:
    client = at_the_desk(cast, "peace_officer")
    keep(client, "常看", kind="hazard", key="k1")
    entries = Entry.objects.count()
    keep(client, "常看", kind="hazard", key="k1")
    assert Entry.objects.count() == entries
    keep(client, "常看", kind="service_request", key="k2")
    assert SavedFilter.objects.get().query == "kind=service_request"


def test_it_can_be_deleted_and_deleting_leaves_one_where_one_was(cast: Cast) -> None:
    client = at_the_desk(cast, "peace_officer")
    keep(client, "常看", kind="hazard")
    answer = client.post(f"/inbox/kept/{SavedFilter.objects.get().pk}/drop/", {"query": "kind=hazard"})
    assert answer["Location"] == "/inbox/?kind=hazard"
    assert not SavedFilter.objects.exists()


def test_at_most_twelve_with_names_of_at_most_twelve_characters(cast: Cast) -> None:
    client = at_the_desk(cast, "peace_officer")
    for number in range(12):
        keep(client, f"第{number}个", kind="hazard")
    assert "最多存 12 个" in keep(client, "再来一个", kind="hazard")
    assert "存好了" in keep(client, "第3个", kind="service_request"), "an old name may be used again"
    assert "最多 12 个字" in keep(client, "字" * 13, kind="hazard")
    assert SavedFilter.objects.count() == 12


def test_without_a_name_or_without_a_filter_nothing_is_kept(cast: Cast) -> None:
    client = at_the_desk(cast, "peace_officer")
    assert "起个名字" in keep(client, " \u200b ", kind="hazard")
    assert "先选好条件" in keep(client, "空的", kind="")
    assert not SavedFilter.objects.exists()


def test_what_is_looked_for_stays_out_of_the_record(cast: Cast) -> None:
    keep(at_the_desk(cast, "peace_officer"), "常看", q="周满仓")
    entry = Entry.objects.latest("id")
    assert entry.verb == "filter_kept"
    assert "周满仓" not in str([entry.before, entry.after, entry.reason, entry.subject])


def test_the_phone_shows_the_same_chips(cast: Cast) -> None:
    keep(at_the_desk(cast, "grid_member"), "常看", kind="hazard")
    phone = cast.client("grid_member")
    phone.cookies["face"] = "phone"
    assert "常看" in chips(phone.get("/inbox/").content.decode())


def test_with_kept_filters_and_one_grid_the_inbox_still_costs_at_most_twelve_queries(cast: Cast) -> None:
    client = at_the_desk(cast, "peace_officer")
    keep(client, "一格", grid=cast.grids["shitou_1"].pk)
    report(cast, "grid_member", "这一格的", grid=cast.grids["shitou_1"])
    report(cast, "grid_member", "那一格的", grid=cast.grids["shitou_2"])
    with CaptureQueriesContext(connection) as spent:
        page = client.get("/inbox/", {"grid": cast.grids["shitou_1"].pk}).content.decode()
    assert titles(page) == ["这一格的"] and "石头村第一网格" in page
    assert len(spent) <= QUERIES


@pytest.mark.parametrize("who", ["villager", "audit_admin"])
def test_who_has_no_inbox_keeps_no_filter(cast: Cast, who: str) -> None:
    assert cast.client(who).post("/inbox/kept/", {"name": "常看", "query": "kind=hazard"}).status_code == 403
