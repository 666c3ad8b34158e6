"""Where the signal ends: what was typed is kept, and a photo is small before it is sent and bare when it is kept."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from PIL import Image

from tests.files.samples import photo
from tests.journeys.browsing import Crowd, Visitor
from tests.journeys.serving import Village

pytestmark = pytest.mark.browser

SAYS = "杆子歪到老周家屋顶上了，一刮风就晃。"
KEPT_SIDE = 2400


def at_the_form(crowd: Crowd, *, scripts: bool = True) -> Visitor:
    xiaoman = crowd.staff("grid_member", "phone", scripts=scripts)
    xiaoman.goes("/report/")
    return xiaoman


def test_what_is_half_written_when_the_page_goes_is_there_again(crowd: Crowd) -> None:
    xiaoman = at_the_form(crowd)
    xiaoman.look_if_new()
    xiaoman.context.set_offline(True)
    xiaoman.sees("现在没信号")
    xiaoman.writes("在哪里", "3组，老周家屋后")
    xiaoman.writes("说一句是什么事", SAYS)
    xiaoman.looks("no-signal")
    xiaoman.context.set_offline(False)
    xiaoman.page.goto(f"{crowd.place.url}/report/")
    assert xiaoman.page.get_by_label("说一句是什么事").input_value() == SAYS
    assert xiaoman.page.get_by_label("在哪里").first.input_value() == "3组，老周家屋后"
    xiaoman.picks("电线杆")
    xiaoman.taps_on(xiaoman.button("报上去"))
    xiaoman.sees("号码 HD-", SAYS.rstrip("。"))
    assert _count(crowd.place) == 1
    xiaoman.goes("/report/")
    assert xiaoman.page.get_by_label("说一句是什么事").input_value() == "", "it was taken: the draft is gone"


@pytest.mark.parametrize("scripts", [True, False], ids=["shrunk_on_the_phone", "without_scripts"])
def test_a_large_photo_arrives_small_and_bare(crowd: Crowd, tmp_path: Path, *, scripts: bool) -> None:
    taken = tmp_path / "杆子.jpg"
    taken.write_bytes(photo(size=(4000, 3000)))
    assert Image.open(taken).getexif().get_ifd(0x8825), "the photo says where it was taken"
    xiaoman = at_the_form(crowd, scripts=scripts)
    xiaoman.picks("电线杆")
    xiaoman.writes("说一句是什么事", SAYS)
    xiaoman.page.locator('input[type="file"]').set_input_files(taken)
    if scripts:
        xiaoman.page.locator("[data-photo][data-shrunk]").wait_for(state="attached")
        xiaoman.sees("加了 1 张")
    xiaoman.taps_on(xiaoman.button("报上去"))
    xiaoman.sees("号码 HD-")
    assert xiaoman.page.locator(".dk-photos img").count() == 1
    kept = [path for path in (crowd.place.data / "files").rglob("*") if path.is_file()]
    assert len(kept) == 1
    with Image.open(kept[0]) as picture:
        assert max(picture.size) <= KEPT_SIDE
        assert picture.height > picture.width, "turned as it was held"
        assert not picture.getexif() and "comment" not in picture.info


def test_pressed_twice_it_is_filed_once(crowd: Crowd) -> None:
    xiaoman = at_the_form(crowd)
    xiaoman.picks("电线杆")
    xiaoman.writes("说一句是什么事", SAYS)
    xiaoman.look_if_new()
    xiaoman.button("报上去").dblclick()
    xiaoman.sees("号码 HD-")
    assert _count(crowd.place) == 1


def _count(place: Village) -> int:
    with sqlite3.connect(place.data / "cunli.sqlite3") as database:
        return int(database.execute("SELECT count(*) FROM cases_matter").fetchone()[0])
