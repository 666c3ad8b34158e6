"""A notice in a real browser: the cadre writes too much, sees what is blacked out, a colleague hangs it; a villager in
large type reads it without an account and objects; the town answers, and the village writes what came of it."""

from __future__ import annotations

import re

import pytest

from tests.journeys.browsing import Crowd, Visitor

pytestmark = pytest.mark.browser

ID = "152634196203040026"
TITLE = "防返贫监测对象公示"
SAYS = "名单里漏了三组的田奶奶家"
DAY = 24 * 60


def test_from_the_draft_to_what_came_of_it(crowd: Crowd) -> None:
    cadre = crowd.staff("wang_clerk", "desk")
    drafted(cadre)
    code = hung(crowd.staff("secretary", "desk"))
    villager = crowd.visitor("villager", "phone")
    objected(villager, code)
    answered(crowd.staff("peace_officer", "desk"))
    crowd.place.later(6 * DAY)
    concluded(cadre)
    villager.goes(f"/n/{code}")
    villager.sees("公示完了，结果写在下面", "补上了田奶奶家")
    villager.does_not_see("因〔病情已遮住〕致贫")


def drafted(cadre: Visitor) -> None:
    cadre.taps_on(cadre.link("公示"))
    cadre.taps_on(cadre.link("拟一份"))
    with cadre.expecting(422):
        cadre.taps_on(cadre.button("存好，看看挂出来什么样"))
        cadre.sees("请写公示的内容")
    cadre.page.get_by_label("防返贫监测对象公示").check()
    cadre.writes("标题", TITLE)
    cadre.writes("写什么", f"张有田，三组，身份证 {ID}，因尿毒症致贫，拟纳入监测。")
    cadre.writes("贴在哪里", "村委会公示栏")
    cadre.taps_on(cadre.button("存好，看看挂出来什么样"))
    cadre.sees("拟好了，还没挂出去", "〔身份证号已遮住〕", "因〔病情已遮住〕致贫", "遮住了 2 处", "11月28日")
    cadre.does_not_see(ID)
    cadre.does_not_see("核对过了，挂出去")


def hung(secretary: Visitor) -> str:
    secretary.goes("/notices/")
    secretary.taps_on(secretary.link(TITLE))
    secretary.taps_on(secretary.button("核对过了，挂出去"))
    secretary.sees("正在挂着", "最后一天也算")
    address = secretary.page.locator("a[href*='/n/']").first.get_attribute("href") or ""
    secretary.taps_on(secretary.link("打印一张贴公示栏"))
    secretary.sees("手机扫一扫也能看")
    found = re.search(r"/n/(\d{10})", address)
    assert found
    return found[1]


def objected(villager: Visitor, code: str) -> None:
    villager.goes(f"/n/{code}")
    villager.taps_on(villager.button("大字"))
    assert villager.page.locator("html").get_attribute("data-elder") == "22"
    villager.sees(TITLE, "张有田", "11月28日", "也贴在：村委会公示栏")
    villager.does_not_see(ID)
    villager.taps_on(villager.link("有意见，说一句"))
    villager.writes("哪里不对，您知道什么", SAYS)
    villager.taps_on(villager.button("提上去"))
    villager.sees("请记下号码", "OB-", "先看归不归这里管", "柳湾镇党政办")
    villager.does_not_see("王秀梅")


def answered(officer: Visitor) -> None:
    officer.goes("/inbox/")
    officer.taps_on(officer.link(SAYS))
    officer.does_at_once("收下，去查")
    officer.opens_step("写下查到的")
    officer.writes("查到了什么", "抄名单漏了一行")
    officer.sends_step("写下查到的")
    officer.opens_step("答复：理由和改了什么")
    officer.writes("怎么答复，理由是什么", "是抄漏了。")
    officer.writes("改了什么", "补上，重新公示。")
    officer.sends_step("答复：理由和改了什么")
    officer.sees("办完了")


def concluded(cadre: Visitor) -> None:
    cadre.goes("/")
    cadre.sees("公示到期，写结果")
    cadre.taps_on(cadre.link(TITLE))
    cadre.sees("收到 1 条")
    cadre.writes("结果怎样", "有一条异议，补上了田奶奶家。")
    cadre.taps_on(cadre.button("写上结果"))
    cadre.sees("公示完了，结果写好了")
