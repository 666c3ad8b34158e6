"""Scene 14 and GRD-15 in a real browser: the village goes round, what is wrong becomes a hazard, which the round shows;
in small premises the town leads. The clerk holds a phone, the officer sits at a desk."""

from __future__ import annotations

import re

import pytest

from tests.journeys.browsing import Crowd, Visitor

pytestmark = pytest.mark.browser

SAYS = "入冬前把路和桥看一遍"
FAULT = "桥栏杆断了一截"


def test_from_the_first_screen_to_the_hazard_and_back(crowd: Crowd) -> None:
    clerk, ref = the_clerk_plans(crowd)
    clerk.opens_step("看过，有毛病")
    clerk.picks("村口石桥")
    clerk.writes("有什么毛病", FAULT)
    clerk.chooses("是哪种隐患", "道路交通")
    clerk.sends_step("看过，有毛病")
    clerk.sees("报成隐患", "连着的事", FAULT, "还有 1 处")
    the_town_sends_somebody(crowd)
    clerk.goes(f"/m/{ref}/")
    clerk.sees("派了人，还没到")
    clerk.does_not_see("都看过了")
    clerk.opens_step("看过，没问题")
    clerk.picks("3组水泥路")
    clerk.does_not_see("村口石桥")
    clerk.sends_step("看过，没问题")
    clerk.does_at_once("都看过了")
    clerk.sees("名单上的地方都看过了")
    clerk.taps_on(clerk.link(FAULT))
    clerk.sees("从这件事来的", SAYS)
    clerk.taps_on(clerk.link(SAYS))
    clerk.sees("名单上的地方都看过了", "看过，没问题")


def the_clerk_plans(crowd: Crowd) -> tuple[Visitor, str]:
    clerk = crowd.staff("wang_clerk", "phone")
    clerk.taps_on(clerk.link("办一件事"))
    clerk.taps_on(clerk.button("去巡查"))
    with clerk.expecting(422):
        clerk.taps_on(clerk.button("定下来"))
        clerk.sees("还差一点", "请填“查什么”")
    clerk.picks("路和桥")
    clerk.writes("说一句这次看什么", SAYS)
    clerk.writes("看哪些地方", "村口石桥\n3组水泥路")
    clerk.writes("哪天前看完", "2026-11-27")
    clerk.writes("和谁一起去", "修路队老周")
    clerk.taps_on(clerk.button("定下来"))
    clerk.sees("号码 IR-", "正在一处一处看", "村口石桥", "还没看", "11月27日")
    found = re.search(r"/m/([\w-]+)/", clerk.page.url)
    assert found
    return clerk, found[1]


def the_town_sends_somebody(crowd: Crowd) -> None:
    officer = crowd.staff("peace_officer", "desk")
    officer.taps_on(officer.link(FAULT))
    officer.sees("村口石桥", "从这件事来的", SAYS)
    officer.opens_step("定级别，派人去")
    officer.picks("三级")
    officer.chooses("谁来办", "柳湾镇平安办")
    officer.sends_step("定级别，派人去")
    officer.taps_on(officer.link(SAYS))
    officer.sees("连着的事", "派了人，还没到", "还有 1 处")


def test_in_small_premises_the_town_leads_and_the_village_goes_along(crowd: Crowd) -> None:
    clerk = crowd.staff("wang_clerk", "phone")
    clerk.goes("/new/inspection_round/")
    planned(clerk)
    with clerk.expecting(422):
        clerk.taps_on(clerk.button("定下来"))
        clerk.sees("不能由村里牵头")
    officer = crowd.staff("peace_officer", "desk")
    officer.taps_on(officer.link("办一件事"))
    officer.taps_on(officer.button("去巡查"))
    planned(officer)
    officer.chooses("哪个村", "石头村")
    officer.taps_on(officer.button("定下来"))
    officer.sees("号码 IR-", "刘志远")
    clerk.goes("/inbox/")
    clerk.taps_on(clerk.link("过年前看小店的电和火"))
    clerk.opens_step("看过，没问题")
    clerk.picks("小英小卖部")
    clerk.sends_step("看过，没问题")
    clerk.sees("记下了：看过，没问题", "现在等：刘志远")
    clerk.does_not_see("都看过了")
    officer.page.reload()
    officer.does_at_once("都看过了")
    officer.sees("名单上的地方都看过了")


def planned(who: Visitor) -> None:
    who.picks("九小场所")
    who.writes("说一句这次看什么", "过年前看小店的电和火")
    who.writes("看哪些地方", "小英小卖部")
    who.writes("哪天前看完", "2026-11-27")
