"""A town's officer at a desk and at a phone: a filter is kept, several matters are handed on, a map shows where.

The pictures of the map come from a server of this machine, whose address the county has put into the environment; no
other host is asked, and that one only by the page of the map.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.journeys.browsing import Crowd, Visitor
from tests.journeys.serving import Village, village
from tests.journeys.tiles import APPROVAL, Tiles, tile_server

pytestmark = pytest.mark.browser

WAYS = {"at_a_desk": ("desk", True), "at_a_phone": ("phone", True), "without_scripts": ("desk", False)}
SPOTS = (("杆子一", "40.1000", "100.2000"), ("杆子二", "40.1001", "100.2001"), ("杆子三", "40.1400", "100.2600"))


@pytest.fixture
def tiles() -> Iterator[Tiles]:
    with tile_server() as running:
        yield running


@pytest.fixture
def place(ground: Path, tmp_path: Path, tiles: Tiles) -> Iterator[Village]:
    """The server of a county that has a map."""
    with village(ground, tmp_path / "data", tiles.settings) as running:
        yield running


@pytest.mark.parametrize("way", WAYS)
def test_map_and_bulk(crowd: Crowd, tiles: Tiles, way: str) -> None:
    device, scripts = WAYS[way]
    crowd.hosts.add(tiles.url)
    _three_poles(crowd)
    officer = crowd.staff("peace_officer", device, scripts=scripts)
    _keeps_a_filter(officer)
    _hands_on_together(officer, device, scripts=scripts)
    assert tiles.asked == [], "lists ask no other host"
    _looks_at_the_map(officer, tiles, scripts=scripts)
    _draws_the_village(officer, scripts=scripts)


def _three_poles(crowd: Crowd) -> None:
    """Reported at a phone whose position is known: the place of the form is filled as the browser would."""
    member = crowd.staff("grid_member", "phone")
    for title, lat, lng in SPOTS:
        member.goes("/report/")
        member.picks("电线杆")
        member.writes("说一句是什么事", title)
        point = "([n, v]) => { document.querySelector(`input[name=${n}]`).value = v }"
        member.page.evaluate(point, ["lat", lat])
        member.page.evaluate(point, ["lng", lng])
        member.taps_on(member.button("报上去"))
        if member.button("不是一回事").count():
            member.taps_on(member.button("不是一回事"))
        member.sees("号码 HD-")


def _keeps_a_filter(officer: Visitor) -> None:
    officer.goes("/inbox/?kind=hazard")
    officer.unfolds("存下这个条件")
    officer.writes("叫什么名字", "隐患")
    officer.taps_on(officer.button("存下"))
    officer.sees("存好了：隐患")
    officer.goes("/inbox/")
    officer.taps_on(officer.page.get_by_role("link", name="隐患", exact=True))
    officer.sees("杆子一", "杆子三")


def _hands_on_together(officer: Visitor, device: str, *, scripts: bool) -> None:
    if device == "phone":
        officer.taps_on(officer.link("选几件一起办"))
    if not scripts or device == "phone":
        officer.taps_on(officer.link("这一页全勾上"))
    else:
        assert not officer.button("交给谁办").is_visible(), "nothing is ticked yet"
        officer.page.get_by_label("这一页全勾上").check()
    officer.taps_on(officer.button("交给谁办"))
    officer.sees("3 件能一起办")
    officer.picks("二级")
    officer.chooses("谁来办", "柳湾镇平安办")
    officer.taps_on(officer.button("3 件一起办"))
    officer.sees("3 件记下了", "收下，定了级别，派了人")


def _looks_at_the_map(officer: Visitor, tiles: Tiles, *, scripts: bool) -> None:
    officer.goes("/map/")
    officer.sees("石头村")
    if not scripts:
        assert tiles.asked == [] and not officer.page.locator("#map").is_visible()
        return
    officer.page.locator(".dk-dot").nth(1).wait_for()
    officer.page.wait_for_load_state("networkidle")
    assert tiles.asked, "the county's own tile server was asked"
    assert {referrer for _path, referrer in tiles.asked} == {f"{officer.crowd.place.url}/"}, "told no page"
    officer.sees(APPROVAL)
    officer.looks("map")
    near = officer.page.get_by_role("button", name="2 件")
    near.focus()
    officer.page.keyboard.press("Enter")
    officer.page.get_by_role("link", name="杆子一").wait_for()
    officer.taps_on(officer.link("杆子二"))
    officer.sees("派了人")


def _draws_the_village(officer: Visitor, *, scripts: bool) -> None:
    picture = Path(__file__).parents[2] / "docs" / "pictures"
    officer.goes("/map/")
    officer.unfolds("各村的示意图")
    officer.taps_on(officer.link("石头村（还没画）"))
    officer.page.get_by_label("图（JPG、PNG）").set_input_files(next(iter(sorted(picture.glob("*.png")))))
    officer.taps_on(officer.button("传上去"))
    officer.sees("示意图换好了")
    officer.unfolds("标网格在哪里")
    first = officer.page.get_by_role("group", name="第一网格")
    if scripts:
        first.get_by_label("左起").focus()
        officer.page.locator("[data-sketch] img").click(position={"x": 60, "y": 40})
        assert float(first.get_by_label("左起").input_value()) > 1
    else:
        first.get_by_label("左起").fill("30")
        first.get_by_label("上起").fill("40")
    officer.taps_on(officer.button("标好了"))
    officer.sees("网格标好了")
    officer.page.locator(".dk-pin", has_text="第一网格").wait_for()
