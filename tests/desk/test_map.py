"""Open matters by place: on a map where the county has one, always as a list, on the sketch of a village."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from decimal import Decimal
from unittest import mock

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings
from PIL import Image

from cunli.cases.models import Matter
from cunli.config import environment
from cunli.desk.map import page as map_page
from cunli.journal.models import Entry
from cunli.registry.models import Sketch
from tests.acts.stories import report
from tests.cast import NOW, Cast
from tests.desk.test_inbox import QUERIES, titles

TILES = ("https://tiles.example.gov.cn/{z}/{x}/{y}.png", "https://names.example.gov.cn/{z}/{x}/{y}.png")
with_tiles = override_settings(MAP_TILES=TILES, MAP_APPROVAL="GS(2026)0001号")


@pytest.fixture(autouse=True)
def _at_ten() -> Iterator[None]:
    with mock.patch("django.utils.timezone.now", return_value=NOW):
        yield


def at_the_desk(cast: Cast, who: str) -> Client:
    client = cast.client(who)
    client.cookies["face"] = "desk"
    return client


def placed(cast: Cast, title: str, *, at: tuple[str, str] = ("40.123456", "100.654321"), **story: object) -> Matter:
    matter = report(cast, "grid_member", title, **story)  # type: ignore[arg-type]  # as the story is told
    Matter.objects.unscoped("test").filter(pk=matter.pk).update(lat=Decimal(at[0]), lng=Decimal(at[1]))
    return matter


def points(page: str) -> list[dict[str, object]]:
    found = re.search(r'<script id="map-points" type="application/json">(.*?)</script>', page, re.S)
    return list(json.loads(found[1])) if found else []


def picture(colour: str = "white") -> SimpleUploadedFile:
    drawn = io.BytesIO()
    Image.new("RGB", (60, 40), colour).save(drawn, "PNG")
    return SimpleUploadedFile("村.png", drawn.getvalue(), "image/png")


def test_without_a_tile_address_no_other_host_is_named_and_no_map_is_loaded(cast: Cast) -> None:
    placed(cast, "杆子歪了", grid=cast.grids["shitou_1"])
    answer = at_the_desk(cast, "peace_officer").get("/map/")
    page = answer.content.decode()
    assert "leaflet" not in page and points(page) == [] and "http" not in answer["Content-Security-Policy"]
    assert "第一网格 <b>1</b>" in page


@with_tiles
def test_with_one_the_page_of_the_map_may_load_pictures_from_there_and_no_other_page_may(cast: Cast) -> None:
    placed(cast, "杆子歪了")
    client = at_the_desk(cast, "peace_officer")
    answer = client.get("/map/")
    page = answer.content.decode()
    policy = dict(part.strip().split(" ", 1) for part in answer["Content-Security-Policy"].split(";"))
    assert "https://tiles.example.gov.cn https://names.example.gov.cn" in policy["img-src"]
    assert all("example.gov.cn" not in value for name, value in policy.items() if name != "img-src")
    assert "leaflet.min.js" in page and "GS(2026)0001号" in page
    assert "example.gov.cn" not in client.get("/inbox/")["Content-Security-Policy"]


@with_tiles
def test_a_point_leads_to_its_matter_and_is_rounded_to_ten_metres(cast: Cast) -> None:
    matter = placed(cast, "杆子</script><b>歪了")
    (point,) = points(at_the_desk(cast, "peace_officer").get("/map/").content.decode())
    assert point["href"] == f"/m/{matter.ref}/" and point["title"] == "杆子</script><b>歪了"
    assert (point["lat"], point["lng"]) == (40.1235, 100.6543)
    assert "reporter" not in point and "phone" not in point


@with_tiles
def test_the_filters_of_the_inbox_are_the_filters_of_the_map(cast: Cast) -> None:
    placed(cast, "杆子歪了", grid=cast.grids["shitou_1"])
    placed(cast, "井盖没了", kind="road")
    report(cast, "li_clerk", "桥栏", area=cast.other_village, kind="road")
    client = at_the_desk(cast, "peace_officer")
    for query in ({"q": "杆子"}, {"grid": cast.grids["shitou_1"].pk}):
        page = client.get("/map/", query).content.decode()
        assert [point["title"] for point in points(page)] == ["杆子歪了"]
        assert titles(client.get("/inbox/", query).content.decode()) == ["杆子歪了"]
    assert points(client.get("/map/", {"tab": "late"}).content.decode()) == []


def test_every_count_opens_exactly_those_matters(cast: Cast) -> None:
    for grid in ("shitou_1", "shitou_1", "shitou_2"):
        report(cast, "grid_member", grid, grid=cast.grids[grid])
    report(cast, "grid_member", "没网格")
    report(cast, "li_clerk", "桥栏", area=cast.other_village, kind="road")
    client = at_the_desk(cast, "peace_officer")
    page = client.get("/map/").content.decode()
    links = re.findall(r'<a class="cl-link" href="(/inbox/[^"]+)">.*?<(?:b|span class="cl-count")>(\d+)<', page)
    assert len(links) == 4
    for href, count in links:
        assert len(titles(client.get(href.replace("&amp;", "&")).content.decode())) == int(count)


@with_tiles
def test_at_most_so_many_points_are_drawn_and_the_rest_is_counted(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(map_page, "MOST_POINTS", 3)
    for number in range(5):
        placed(cast, f"第{number}件")
    report(cast, "grid_member", "没位置的")
    page = at_the_desk(cast, "peace_officer").get("/map/").content.decode()
    assert len(points(page)) == 3
    assert "还有 2 件在下面数着" in page and "1 件没记位置" in page


def test_a_large_scope_is_counted_up_to_a_bound_and_says_so(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(map_page, "MOST_COUNTED", 2)
    for number in range(4):
        report(cast, "grid_member", f"第{number}件")
    assert "只数了期限最近的 2 件" in at_the_desk(cast, "peace_officer").get("/map/").content.decode()


@with_tiles
def test_nobody_sees_points_of_another_village_and_villagers_have_no_map(cast: Cast) -> None:
    placed(cast, "杆子歪了", grid=cast.grids["shitou_1"])
    for who in ("li_clerk", "far_officer", "dianxin_contact"):
        page = at_the_desk(cast, who).get("/map/").content.decode()
        assert points(page) == [] and "杆子" not in page and "石头村" not in page
    for who in ("villager", "system_admin", "audit_admin"):
        assert cast.client(who).get("/map/").status_code == 403


@with_tiles
def test_the_map_costs_at_most_twelve_queries_on_either_face(cast: Cast) -> None:
    for number in range(20):
        placed(cast, f"第{number}件", grid=cast.grids["shitou_1"])
    at_the_desk(cast, "wang_clerk").post(sketch_of(cast, "draw"), {"picture": picture()})
    for face in ("desk", "phone"):
        client = cast.client("peace_officer")
        client.cookies["face"] = face
        client.get("/map/")
        with CaptureQueriesContext(connection) as spent:
            client.get("/map/", {"grid": cast.grids["shitou_1"].pk})
        assert len(spent) <= QUERIES
        with CaptureQueriesContext(connection) as spent:
            client.get(sketch_of(cast))
        assert len(spent) <= QUERIES


@pytest.mark.parametrize(
    ("tiles", "approval", "mistake"),
    [
        ("https://tiles.example.gov.cn/{z}/{x}/{y}.png", "", "MAP_APPROVAL"),
        ("https://tiles.example.gov.cn/picture.png", "GS(2026)0001号", "{z}"),
        ("ftp://tiles.example.gov.cn/{z}/{x}/{y}.png", "GS(2026)0001号", "https://"),
        ("https://a;script-src/{z}/{x}/{y}", "GS(2026)0001号", "a host"),
        ("/tiles/{z}/{x}/{y}", "GS(2026)0001号", "a host"),
    ],
)
def test_an_address_that_cannot_be_right_stops_the_start(
    tiles: str, approval: str, mistake: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MAP_TILES", tiles)
    monkeypatch.setenv("MAP_APPROVAL", approval)
    with pytest.raises(SystemExit, match=re.escape(mistake)):
        environment.map_tiles()


def sketch_of(cast: Cast, what: str = "") -> str:
    return f"/map/sketch/{cast.village.pk}/" + (f"{what}/" if what else "")


def pins(cast: Cast, x: str = "37.5", y: str = "20") -> dict[str, object]:
    pk = cast.grids["shitou_1"].pk
    return {f"x{pk}": x, f"y{pk}": y}


def test_a_village_draws_itself_and_pins_its_grids_by_hand(cast: Cast) -> None:
    report(cast, "grid_member", "杆子歪了", grid=cast.grids["shitou_1"])
    clerk = at_the_desk(cast, "wang_clerk")
    assert "还没有示意图" in clerk.get(sketch_of(cast)).content.decode()
    clerk.post(sketch_of(cast, "draw"), {"picture": picture()})
    clerk.post(sketch_of(cast, "pins"), pins(cast))
    answer = clerk.get(sketch_of(cast))
    page = answer.content.decode()
    assert "left: 37.5%; top: 20.0%;" in page and "第一网格 <b>1</b>" in page
    nonce = re.search(r'<style nonce="([^"]+)">', page)
    assert nonce and f"'nonce-{nonce[1]}'" in answer["Content-Security-Policy"]
    shown = clerk.get(sketch_of(cast, "picture"))
    assert shown["Content-Type"] == "image/png" and b"".join(shown).startswith(b"\x89PNG")
    assert "石头村示意图" in at_the_desk(cast, "peace_officer").get("/map/").content.decode()


def test_whoever_may_draw_finds_the_way_to_a_village_that_has_not_drawn_itself(cast: Cast) -> None:
    assert f'href="{sketch_of(cast)}"' in at_the_desk(cast, "wang_clerk").get("/map/").content.decode()
    town = at_the_desk(cast, "peace_officer").get("/map/").content.decode()
    assert "石头村（还没画）" in town and "桥头村（还没画）" in town and "山外村" not in town
    assert "还没画" not in at_the_desk(cast, "grid_member").get("/map/").content.decode()


def test_the_grid_member_sees_the_drawing_but_does_not_draw(cast: Cast) -> None:
    at_the_desk(cast, "wang_clerk").post(sketch_of(cast, "draw"), {"picture": picture()})
    member = at_the_desk(cast, "grid_member")
    assert "传一张图" not in member.get(sketch_of(cast)).content.decode()
    assert member.get(sketch_of(cast, "picture")).status_code == 200
    assert member.post(sketch_of(cast, "draw"), {"picture": picture()}).status_code == 403


def test_the_other_village_neither_sees_nor_draws_it(cast: Cast) -> None:
    at_the_desk(cast, "wang_clerk").post(sketch_of(cast, "draw"), {"picture": picture()})
    other = at_the_desk(cast, "li_clerk")
    for what in ("", "picture"):
        assert other.get(sketch_of(cast, what)).status_code == 404
    for what, sent in (("draw", {"picture": picture("black")}), ("pins", pins(cast))):
        assert other.post(sketch_of(cast, what), sent).status_code == 404
    assert cast.client("villager").get(sketch_of(cast)).status_code == 403


def test_the_same_picture_sent_twice_is_one_act_and_a_new_picture_begins_without_pins(cast: Cast) -> None:
    clerk = at_the_desk(cast, "wang_clerk")
    clerk.post(sketch_of(cast, "draw"), {"picture": picture(), "key": "k1"})
    clerk.post(sketch_of(cast, "pins"), {**pins(cast), "key": "k2"})
    before = Entry.objects.count()
    clerk.post(sketch_of(cast, "draw"), {"picture": picture(), "key": "k1"})
    clerk.post(sketch_of(cast, "pins"), {**pins(cast), "key": "k2"})
    assert Entry.objects.count() == before
    sketch = Sketch.objects.unscoped("test").get()
    assert sketch.pins.count() == 1
    clerk.post(sketch_of(cast, "draw"), {"picture": picture("black"), "key": "k3"})
    assert sketch.pins.count() == 0


@pytest.mark.parametrize(("x", "y"), [("101", "5"), ("-1", "5"), ("x", "5"), ("5", ""), ("NaN", "5"), ("1e9", "5")])
def test_a_pin_that_is_not_on_the_picture_is_refused_and_the_others_stay(cast: Cast, x: str, y: str) -> None:
    clerk = at_the_desk(cast, "wang_clerk")
    clerk.post(sketch_of(cast, "draw"), {"picture": picture()})
    clerk.post(sketch_of(cast, "pins"), pins(cast))
    answer = clerk.post(sketch_of(cast, "pins"), pins(cast, x, y))
    assert answer.status_code == 422 and "0 到 100" in answer.content.decode()
    assert Sketch.objects.unscoped("test").get().pins.get().x == Decimal("37.5")


def test_what_is_no_picture_is_refused_with_what_to_do(cast: Cast) -> None:
    clerk = at_the_desk(cast, "wang_clerk")
    for sent in ({}, {"picture": SimpleUploadedFile("村.png", b"not a picture")}):
        assert clerk.post(sketch_of(cast, "draw"), sent).status_code == 422
    assert clerk.post(sketch_of(cast, "pins"), pins(cast)).status_code == 422, "nothing to pin on"
    assert not Sketch.objects.unscoped("test").exists()


def test_a_pin_for_a_grid_of_another_village_is_left_out(cast: Cast) -> None:
    clerk = at_the_desk(cast, "wang_clerk")
    clerk.post(sketch_of(cast, "draw"), {"picture": picture()})
    elsewhere = cast.grids["qiaotou_1"].pk
    clerk.post(sketch_of(cast, "pins"), {f"x{elsewhere}": "5", f"y{elsewhere}": "5"})
    assert not Sketch.objects.unscoped("test").get().pins.exists()
