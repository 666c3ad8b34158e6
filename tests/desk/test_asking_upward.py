"""A village asks its town and a town its county: who may, whose desk it comes to, who may be named there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from unittest import mock

import pytest
from django.test import Client

from cunli.cases.models import Matter
from tests.cast import NOW, Cast

ADDRESS = "/new/request_upward/"
ASKED = {"wanted": "money", "kind": "road", "say": "进村的路要铺石子", "key": "k1"}


@pytest.fixture(autouse=True)
def _at_ten() -> Iterator[None]:
    with mock.patch("django.utils.timezone.now", return_value=NOW):
        yield


def only_matter() -> Matter:
    return Matter.objects.unscoped("test").select_related("desk_unit").get()


def asked(client: Client, **typed: str) -> Matter:
    assert client.post(ADDRESS, {**ASKED, **typed}).status_code == 302
    return only_matter()


def test_whoever_the_law_lets_ask_finds_the_door_and_nobody_else(cast: Cast) -> None:
    for key in ("wang_clerk", "secretary", "leader", "peace_officer"):
        assert ADDRESS in cast.client(key).get("/new/").content.decode(), key
    for key in ("villager", "grid_member", "window", "water_officer"):
        assert ADDRESS not in cast.client(key).get("/new/").content.decode(), key
        assert cast.client(key).post(ADDRESS, ASKED).status_code == 403, key


@pytest.mark.parametrize(
    ("who", "kind", "desk"),
    [
        ("wang_clerk", "aid", "civil"),
        ("wang_clerk", "road", "town_general"),
        ("leader", "other", "town_general"),
        ("peace_officer", "water", "water"),
        ("peace_officer", "aid", "office"),
    ],
)
def test_it_comes_to_the_unit_above_that_handles_the_subject_else_to_the_general_one(
    cast: Cast, who: str, kind: str, desk: str
) -> None:
    matter = asked(cast.client(who), kind=kind)
    assert matter.desk_unit == cast.units[desk]
    assert matter.village_id == (None if who == "peace_officer" else cast.village.pk)


def test_what_is_missing_is_said_and_what_was_written_stays(cast: Cast) -> None:
    page = cast.client("wang_clerk").post(ADDRESS, {"say": "铺石子"})
    shown = page.content.decode()
    assert page.status_code == 422 and "请填“要什么”" in shown and "请填“为哪方面的事”" in shown and "铺石子" in shown
    assert cast.client("wang_clerk").post(ADDRESS, {**ASKED, "wanted": "moon"}).status_code == 422


def test_sent_twice_it_is_one_and_what_is_long_is_kept_whole(cast: Cast) -> None:
    long = "铺石子。" * 80
    client = cast.client("wang_clerk")
    for _time in range(2):
        matter = asked(client, say=long)
    note = matter.course.get().facts.get(key="note").value
    assert long.startswith(matter.title) and note == long


def test_it_is_handed_on_beside_and_passed_up_above(cast: Cast) -> None:
    ref = asked(cast.client("wang_clerk"), kind="aid").ref
    officer = cast.client("civil_officer")
    assert _offered(officer, ref, "hand_on") == {"柳湾镇平安办", "柳湾镇村建办", "柳湾镇党政办", "柳湾镇便民中心"}
    assert _offered(officer, ref, "pass_up") == {"县水利局", "县交通局", "县政府办"}
    village = {"assignee": cast.units["shitou"].pk, "why": "自己办"}
    assert officer.post(f"/m/{ref}/step/hand_on/", village).status_code == 422


def test_at_the_county_nothing_is_offered_above(cast: Cast) -> None:
    ref = asked(cast.client("peace_officer"), kind="water").ref
    page = cast.client("water_officer").get(f"/m/{ref}/").content.decode()
    assert "归别的单位，转过去" in page and "往上请示" not in page


def _offered(client: Client, ref: str, step: str) -> set[str]:
    page = client.get(f"/m/{ref}/step/{step}/").content.decode()
    box = re.search(r'<select[^>]*name="assignee".*?</select>', page, re.DOTALL)
    assert box
    return set(re.findall(r'<option value="\d+"[^>]*>([^<]+)</option>', box[0]))
