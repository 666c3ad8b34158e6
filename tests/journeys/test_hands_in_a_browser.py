"""Scenes 10, 18 and 20 in a real browser: a village calls hands and a villager comes and is home; it asks its town to
whistle, a department says with one tap that it is there, and nobody leaves before it is done."""

from __future__ import annotations

import re

import pytest

from tests.journeys.browsing import Crowd, Visitor

pytestmark = pytest.mark.browser

CALL = "河水漫到路上，要装沙袋"
WHISTLE = "砂石车压坏村口路"


def ref_of(who: Visitor) -> str:
    found = re.search(r"/m/([\w-]+)/", who.page.url)
    assert found
    return found[1]


def test_the_village_calls_and_it_ends_when_everybody_is_home(crowd: Crowd) -> None:
    clerk, ref = the_clerk_calls(crowd)
    villager = crowd.visitor("villager", "phone")
    villager.sign_in_by_phone("13900000001")
    villager.goes("/")
    villager.taps_on(villager.link("别的事"))
    villager.taps_on(villager.link("哪里缺人手"))
    villager.taps_on(villager.link("看一看，我能帮"))
    villager.sees(CALL, "村口桥头", "20 个人")
    villager.writes("带什么来", "铁锹")
    villager.taps_on(villager.button("我来"))
    villager.sees("记下了", "在路上")
    villager.taps_on(villager.button("到了"))
    clerk.goes(f"/m/{ref}/hands/")
    clerk.sees("张有田", "到了 1 人")
    clerk.goes(f"/m/{ref}/")
    clerk.opens_step("都到家了，收")
    clerk.writes("弄成什么样了", "水退了")
    with clerk.expecting(409):
        clerk.sends_step("都到家了，收")
        clerk.sees("还有人没说到家了")
    villager.goes(f"/m/{ref}/hands/")
    villager.taps_on(villager.button("到家了"))
    clerk.sends_step("都到家了，收")
    clerk.sees("水退了")
    clerk.does_not_see("张有田")


def the_clerk_calls(crowd: Crowd) -> tuple[Visitor, str]:
    clerk = crowd.staff("wang_clerk", "phone")
    clerk.taps_on(clerk.link("办一件事"))
    clerk.taps_on(clerk.button("叫人手"))
    clerk.sees("别写谁家的私事")
    clerk.picks("防汛")
    clerk.writes("说一句出了什么事", CALL)
    clerk.writes("到哪里集合", "村口桥头")
    clerk.writes("缺多少人", "20 个人")
    clerk.writes("要到哪天", "2026-11-27")
    clerk.taps_on(clerk.button("叫人"))
    clerk.sees("号码 CH-", "正在叫人")
    return clerk, ref_of(clerk)


def test_a_department_is_there_with_one_tap_and_says_when_it_is_done(crowd: Crowd) -> None:
    clerk = crowd.staff("wang_clerk", "phone")
    clerk.taps_on(clerk.link("办一件事"))
    clerk.taps_on(clerk.button("吹哨报到"))
    clerk.sees("不用吹哨")
    clerk.picks("难办的事")
    clerk.writes("说一句：在哪里，为什么一家办不了", WHISTLE)
    clerk.taps_on(clerk.button("报给镇里"))
    ref = ref_of(clerk)
    officer = crowd.staff("peace_officer", "desk")
    officer.taps_on(officer.link(WHISTLE))
    officer.opens_step("吹哨，请他们来")
    officer.page.get_by_text("县水利局").first.click()
    officer.writes("到哪里集合", "村口")
    officer.writes("来了干什么", "看路看堤")
    officer.sends_step("吹哨，请他们来")
    officer.sees("在等县水利局到场")
    officer.does_not_see("办完了，写下结果")
    department = crowd.staff("water_officer", "phone")
    department.goes(f"/m/{ref}/")
    department.sees("前到现场")
    department.taps_on(department.button("到了"))
    department.taps_on(department.link("干完了，或者要先走"))
    department.picks("干完了，走了")
    department.writes("说一句", "堤没事")
    department.taps_on(department.button("记下来"))
    officer.page.reload()
    officer.opens_step("办完了，写下结果")
    officer.writes("弄成什么样了", "砂石车改走省道")
    officer.sends_step("办完了，写下结果")
    officer.sees("砂石车改走省道")
