"""Scene 10 in a real browser: the town's centre. Whoever comes, by whatever way, is written down once at one door; five
who say one thing are one matter, and each of them is told; who belongs to the grid stands on a roster and is called.
The officer sits at the desk of the centre, villager and cadre hold phones. Who is whistled for and comes is in
``test_hands_in_a_browser``."""

from __future__ import annotations

import re

import pytest

from tests.journeys.browsing import Crowd, Visitor

pytestmark = pytest.mark.browser

SAYS = "杆子歪到路上，一刮风就晃"
OWN = "我家门口的杆子要倒了"
OUTCOME = "新杆立好了"
ASKED_AT_THE_DOOR = (("打电话", "赵大爷", "13600000001"), ("12345", "李家嫂子", "13600000002"), ("纸条", "田奶奶", ""))


def test_five_say_one_thing_and_each_is_told(crowd: Crowd) -> None:
    officer = crowd.staff("peace_officer", "desk")
    ref = the_first_comes_to_the_counter(officer)
    for way, name, phone in ASKED_AT_THE_DOOR:
        said_at_the_door(officer, way, name, phone)
        officer.sees("可能已经有人报了", ref)
        officer.taps_on(officer.button("算上他"))
    villager = crowd.visitor("other", "phone")
    villager.sign_in_by_phone("13900000002")
    villager.taps_on(villager.link("哪里不安全"))
    villager.picks("电线杆")
    villager.writes("说一句是什么事", OWN)
    villager.taps_on(villager.button("报上去"))
    villager.sees("可能已经有人报了", ref)
    villager.does_not_see("周满仓")
    villager.taps_on(villager.button("算上我"))
    officer.goes(f"/m/{ref}/")
    officer.sees(*(name for _way, name, _phone in ASKED_AT_THE_DOOR), "胡大成")
    mended(officer)
    villager.goes("/messages/")
    villager.sees(OUTCOME)
    everybody_is_rung_up(officer)


def said_at_the_door(officer: Visitor, way: str, name: str, phone: str) -> None:
    """Written once: the page of the kind knows it all."""
    officer.goes("/")
    officer.taps_on(officer.link("办一件事"))
    officer.writes("是谁的事", name)
    officer.writes("他的电话", phone)
    officer.chooses("哪个村", "石头村")
    officer.writes("在哪里", "3组，周满仓家门前")
    officer.writes("说一句是什么事", SAYS)
    officer.picks(way)
    officer.writes("找哪种事", "电线杆")
    officer.taps_on(officer.button("找"))
    officer.taps_on(officer.page.locator(".dk-hits button").filter(has_text="杆线").first)
    assert officer.page.locator("#teller").input_value() == name
    officer.taps_on(officer.button("报上去"))


def the_first_comes_to_the_counter(officer: Visitor) -> str:
    said_at_the_door(officer, "窗口", "周满仓", "13600000009")
    officer.sees("号码 HD-", "周满仓")
    found = re.search(r"/m/([\w-]+)/", officer.page.url)
    assert found
    return found[1]


def mended(officer: Visitor) -> None:
    officer.opens_step("定级别，派人去")
    officer.picks("三级")
    officer.chooses("谁来办", "柳湾镇平安办")
    officer.sends_step("定级别，派人去")
    officer.opens_step("到现场了")
    officer.sends_step("到现场了")
    officer.opens_step("危险没了，请报的人看看")
    officer.writes("弄成什么样了", OUTCOME)
    officer.sends_step("危险没了，请报的人看看")


def everybody_is_rung_up(officer: Visitor) -> None:
    """Who has no account: whoever came first and the three, each once, with the newest; on foot to who has no phone."""
    officer.goes("/messages/")
    officer.sees("4 个", OUTCOME, "没有电话，当面说")
    for left in ("3 个", "2 个", "1 个"):
        officer.page.get_by_label("他怎么说").first.fill("知道了")
        officer.taps_on(officer.button("记下"))
        officer.sees(left)


def test_who_belongs_to_a_grid_is_on_the_roster_and_can_be_rung_up(crowd: Crowd) -> None:
    officer = crowd.staff("peace_officer", "desk")
    officer.taps_on(officer.link("网格力量"))
    officer.sees("名单上还没有人")
    officer.taps_on(officer.link("加一位"))
    officer.chooses("管哪里", "石头村")
    officer.taps_on(officer.button("换"))
    officer.chooses("是什么", "民警")
    officer.writes("名字", "李警官")
    officer.writes("电话", "13700000009")
    officer.taps_on(officer.button("记下"))
    officer.sees("李警官")
    officer.does_not_see("13700000009")
    clerk = crowd.staff("wang_clerk", "phone")
    clerk.goes("/roster/")
    clerk.sees("李警官", "民警", "137****0009")
    clerk.taps_on(clerk.link("看全号"))
    clerk.writes("为什么", "村口吵起来了")
    clerk.taps_on(clerk.button("看全号"))
    clerk.sees("看过了，留了记录")
    clerk.goes("/report/")
    other = crowd.staff("li_clerk", "phone")
    other.goes("/roster/")
    other.does_not_see("李警官")
