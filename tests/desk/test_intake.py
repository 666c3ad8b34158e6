"""The one door for everything new: what was said first is not typed again; five who say one thing are one matter."""

from __future__ import annotations

from collections.abc import Iterator
from unittest import mock

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cunli.accounts.roles import Role
from cunli.cases.models import Matter, Voice
from cunli.desk.filing import ways
from cunli.lib.actors import Actor
from cunli.messages.models import Message
from cunli.procedures.catalogue import EDITIONS
from tests.acts.stories import report
from tests.cast import NOW, TODAY, Cast

NEW = "/new/"
SAID = {"who": "周满仓", "phone": "13900000009", "channel": "hotline", "place": "屋后", "say": "杆子要倒到屋上了"}


@pytest.fixture(autouse=True)
def _at_ten() -> Iterator[None]:
    with mock.patch("django.utils.timezone.now", return_value=NOW):
        yield


def only_matter() -> Matter:
    return Matter.objects.unscoped("test").get()


def titles(actor: Actor) -> set[str]:
    return {way.title for way in ways.ways_for(actor, on=TODAY)}


def test_the_clerk_of_the_other_village_gets_nothing(cast: Cast) -> None:
    page = cast.client("li_clerk").post(NEW, {"who": "张有田", "find": "1"}).content.decode()
    assert "石头村" not in page and "13900000001" not in page


@pytest.mark.parametrize("role", Role.values)
def test_a_post_finds_the_doors_of_the_openings_that_name_its_role(role: str) -> None:
    actor = Actor(role=role, user_id=1)
    found = {way.href for way in ways.ways_for(actor, on=TODAY)}
    named = {law.key for law in EDITIONS for opening in law.openings if opening.door and role in opening.by}
    assert {href.partition("?")[0] for href in found} == {reverse("desk:file_new", args=[key]) for key in named}


def test_every_page_of_its_own_is_of_a_procedure_that_there_is() -> None:
    known = {law.key for law in EDITIONS} | {""}
    assert {page.law for page in ways.OWN_PAGES} <= known
    for page in ways.OWN_PAGES:
        assert reverse(page.name)


def test_the_page_is_the_one_door_of_the_sidebar_and_villagers_have_their_own(cast: Cast) -> None:
    page = cast.client("peace_officer").get("/", headers={"user-agent": "Desk"}).content.decode()
    side = page[page.index("cl-side-nav") : page.index("</nav>")]
    assert side.count('href="/new/"') == 1 and 'href="/service/"' not in side and 'href="/new/' in side
    assert "向上请示" not in side and "检查" not in side
    assert cast.client("villager").get(NEW).status_code == 403
    assert cast.client("audit_admin").get(NEW).status_code == 403


def test_whether_and_what_a_post_may_open_is_known_without_a_query(cast: Cast) -> None:
    clerk, window = cast.actor("wang_clerk"), cast.actor("window")
    with CaptureQueriesContext(connection) as asked:
        assert ways.may_open(clerk, on=TODAY) and ways.ways_for(window, on=TODAY)
    assert not asked.captured_queries


def test_the_words_of_a_kind_find_its_way_without_javascript(cast: Cast) -> None:
    client = cast.client("wang_clerk")
    page = client.get(NEW, {"q": "高龄津贴"}).content.decode()
    assert 'value="age_allowance" formaction="/service/"' in page and "上报隐患" not in page
    page = client.post(NEW, {"q": "高龄津贴", "who": "田奶奶", "search": "1"}).content.decode()
    assert 'value="田奶奶"' in page and 'value="age_allowance"' in page
    page = client.get(NEW, {"q": "手机没声音了"}).content.decode()
    assert "没有正好叫" in page and 'value="phone_silent"' in page
    page = client.get(NEW, {"q": "xyz"}).content.decode()
    assert "上报隐患" in page and "便民服务" in page


def test_what_was_typed_first_stands_in_the_page_of_the_kind_and_files_nothing(cast: Cast) -> None:
    client = cast.client("peace_officer")
    where = f"v{cast.village.pk}"
    page = client.post("/report/", {**SAID, "where": where, "carried": "pole"})
    text = page.content.decode()
    assert page.status_code == 200 and not Matter.objects.unscoped("test").exists()
    for typed in ('value="周满仓"', 'value="13900000009"', 'value="屋后"', "杆子要倒到屋上了", 'value="hotline"'):
        assert typed in text
    assert f'value="{where}" selected' in text and 'value="pole" checked' in text.replace('" required', '"')


def test_a_way_that_is_made_up_is_no_way(cast: Cast) -> None:
    page = cast.client("wang_clerk").post("/report/", {"carried": "<b>", "channel": "carrier pigeon", "say": "杆子"})
    assert page.status_code == 200
    sent = {"kind": "pole", "say": "杆子", "channel": "carrier pigeon"}
    assert cast.client("wang_clerk").post("/report/", sent).status_code == 422


@pytest.mark.parametrize(
    ("path", "more"),
    [
        ("/service/", {"kind": "errand", "opening": "ask"}),
        ("/report/", {"kind": "pole", "teller": SAID["who"], "teller_phone": SAID["phone"]}),
        ("/mediation/", {"kind": "debt", "opening": "apply", "other_side": "胡大成", "one_side": "周满仓 13900000009"}),
        ("/object/", {"kind": "decision", "name": SAID["who"]}),
    ],
)
def test_whoever_came_is_who_asks_by_the_way_they_came(cast: Cast, path: str, more: dict[str, str]) -> None:
    client = cast.client("wang_clerk")
    text = client.post(path, {**SAID, "carried": "1"}).content.decode()
    assert "周满仓" in text and "杆子要倒到屋上了" in text
    assert client.post(path, {**SAID, **more}).status_code == 302
    matter = only_matter()
    assert (matter.reporter_name, matter.reporter_phone, matter.channel) == ("周满仓", "13900000009", "hotline")


def test_the_shared_page_takes_what_was_said_too(cast: Cast) -> None:
    page = cast.client("peace_officer").post("/new/inspection_round/", {"say": "看木屋", "carried": "road"})
    assert page.status_code == 200 and "看木屋" in page.content.decode()
    assert cast.client("villager").post("/new/inspection_round/", {"carried": "1"}).status_code == 403


def test_who_came_in_the_place_of_another_is_carried_as_that(cast: Cast) -> None:
    first = {"who": "田奶奶", "proxy": "王小明", "relation": "孙子", "channel": "counter", "carried": "age_allowance"}
    text = cast.client("window").post("/service/", first).content.decode()
    assert 'value="王小明"' in text and 'value="孙子"' in text and 'value="proxy" checked' in text


def test_five_people_who_say_one_thing_are_one_matter_with_five_voices_each_told(cast: Cast) -> None:
    """At the counter, by phone, from the hotline, on a slip of paper, and one by their own phone."""
    client, where = cast.client("peace_officer"), f"v{cast.village.pk}"
    first = {"kind": "pole", "say": "杆子歪了", "where": where, "teller": "周满仓", "channel": "counter"}
    client.post("/report/", first)
    matter = only_matter()
    come = [("call", "赵大爷"), ("hotline", "李家嫂子"), ("note", "田奶奶")]
    for way, name in come:
        carried = client.post("/report/", {"who": name, "say": "杆子要倒", "channel": way, "carried": "pole"})
        assert name in carried.content.decode()
        sent = {"kind": "pole", "say": "杆子要倒", "where": where, "teller": name, "channel": way}
        assert matter.ref in client.post("/report/", sent).content.decode()
        assert client.post("/report/", {**sent, "join": matter.ref}).status_code == 302
    own = {"kind": "pole", "say": "我家门口的杆子", "where": where}
    assert matter.ref in cast.client("other_villager").post("/report/", own).content.decode()
    cast.client("other_villager").post("/report/", {**own, "join": matter.ref})
    assert only_matter().pk == matter.pk
    assert set(Voice.objects.values_list("name", flat=True)) == {"赵大爷", "李家嫂子", "田奶奶", "胡大成"}
    told = Message.objects.unscoped("test").filter(ref=matter.ref)
    assert {message.to_name for message in told} >= {"周满仓", "赵大爷", "李家嫂子", "田奶奶"}
    assert told.filter(user_id=cast.users["other_villager"].pk).exists()


def test_what_is_known_near_is_offered_to_whoever_comes_by_the_one_door(cast: Cast) -> None:
    known = report(cast, "grid_member", "杆子歪了")
    client = cast.client("wang_clerk")
    client.post("/report/", {"who": "周满仓", "say": "杆子", "carried": "pole"})
    assert known.ref in client.post("/report/", {"kind": "pole", "say": "杆子", "teller": "周满仓"}).content.decode()
