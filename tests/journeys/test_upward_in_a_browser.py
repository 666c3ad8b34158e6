"""Scenes 18, 6 and 20 in a real browser: what cannot be done yet is answered soon, with the reason and the day it is
looked at again; on that day it is there again by itself. A village that wants a cooperative and to see how others do it
asks upward; the town passes it up, and the county's bureau answers by its day, in part. The cadre holds a phone, the
officers sit at a desk."""

from __future__ import annotations

import re

import pytest

from tests.journeys.browsing import Crowd, Visitor

pytestmark = pytest.mark.browser

SAYS = "进村的路要铺石子，差 3 万元"
DAY = 24 * 60


def test_not_now_and_again_on_a_day(crowd: Crowd) -> None:
    cadre, ref = the_cadre_asks(crowd)
    crowd.place.sweep()  # nobody serves at the general office: it stands on everybody's list in the town
    officer = crowd.staff("peace_officer", "desk")
    not_now(officer)
    cadre.goes(f"/m/{ref}/")
    cadre.sees("现在还不行，到日子自己提上来", "今年修路的钱排完了", "11月27日 周五")
    the_sweep_revives_it(crowd)
    yes(officer, ref)
    delivered(officer, ref, "铺好了，车能到村口")
    cadre.goes(f"/m/{ref}/")
    cadre.sees("铺好了，车能到村口")
    cadre.does_at_once("好了")
    cadre.sees("解决了")
    cadre.goes("/messages/")
    cadre.sees("11月27日再看", "又提上来了", "12月1日前办到")


def the_cadre_asks(crowd: Crowd) -> tuple[Visitor, str]:
    cadre = crowd.staff("wang_clerk", "phone")
    cadre.sees("今天要做的事")
    cadre.taps_on(cadre.link("办一件事"))
    cadre.taps_on(cadre.button("向上请示"))
    with cadre.expecting(422):
        cadre.taps_on(cadre.button("报上去"))
        cadre.sees("还差一点")
    cadre.taps = 0
    cadre.picks("钱")
    cadre.picks("路和桥")
    cadre.writes("说一句要办成什么", SAYS)
    cadre.taps_on(cadre.button("报上去"))
    assert cadre.taps == 3, "three taps and a sentence"
    cadre.sees("号码 UP-", "等着答复", "柳湾镇党政办", "11月30日")
    return cadre, ref_of(cadre)


def ref_of(who: Visitor) -> str:
    found = re.search(r"/m/([\w-]+)/", who.page.url)
    assert found
    return found[1]


def not_now(officer: Visitor) -> None:
    officer.goes("/")
    officer.taps_on(officer.link(SAYS))
    officer.sees("王秀梅", "等着答复")
    officer.opens_step("现在不行，定哪天再看")
    officer.writes("为什么", "今年修路的钱排完了。")
    officer.page.get_by_label("哪天再看").fill("2026-11-20")
    with officer.expecting(409):
        officer.sends_step("现在不行，定哪天再看")
        officer.sees("再看的日子要在今天以后")
    officer.page.get_by_label("哪天再看").fill("2026-11-27")
    officer.sends_step("现在不行，定哪天再看")
    officer.sees("答复：现在不行")


def the_sweep_revives_it(crowd: Crowd) -> None:
    crowd.place.later(4 * DAY - 60 * 9)
    crowd.place.sweep()


def yes(officer: Visitor, ref: str) -> None:
    officer.goes("/inbox/")
    officer.taps_on(officer.link(SAYS))
    officer.sees("到了说好的日子，又提上来", "等着答复")
    officer.opens_step("行，定个日子")
    officer.writes("答应办什么", "铺 800 米石子，镇里出料，村里出工。")
    officer.page.get_by_label("哪天前办到").fill("2026-12-01")
    officer.sends_step("行，定个日子")
    officer.sees("答复：行", "铺 800 米石子")


def delivered(officer: Visitor, ref: str, outcome: str) -> None:
    officer.goes(f"/m/{ref}/")
    officer.opens_step("办到了，请他看看")
    officer.writes("弄成什么样了", outcome)
    officer.sends_step("办到了，请他看看")
    officer.sees("办完了，等本人说好了没有")


COOPERATIVE = "想办养羊合作社，先去办成的村看一看"


def test_the_town_passes_it_up_and_the_bureau_answers_by_its_day(crowd: Crowd) -> None:
    cadre, town = crowd.staff("wang_clerk", "phone"), crowd.staff("peace_officer", "desk")
    cadre.goes("/new/request_upward/")
    cadre.picks("去学习")
    cadre.picks("种养产业")
    cadre.writes("说一句要办成什么", COOPERATIVE)
    cadre.taps_on(cadre.button("报上去"))
    cadre.sees("号码 UP-", "等着答复")
    ref = ref_of(cadre)
    crowd.place.sweep()  # nobody serves at the general office: it stands on everybody's list in the town
    town.goes("/")
    town.taps_on(town.link(COOPERATIVE))
    town.opens_step("这里定不了，往上请示")
    town.chooses("谁来办", "县农业农村局")
    town.writes("为什么", "镇里没有这笔钱")
    town.sends_step("这里定不了，往上请示")
    bureau = crowd.staff("farming_officer", "desk")
    bureau.taps_on(bureau.link(COOPERATIVE))
    bureau.opens_step("能办一部分")
    bureau.writes("答应办什么", "下周派车去看两个合作社")
    bureau.writes("剩下的为什么办不了", "补助明年才有")
    bureau.writes("哪天前办到", "2026-12-01")
    bureau.sends_step("能办一部分")
    cadre.goes("/messages/")
    cadre.sees("镇里没有这笔钱", "下周派车去看两个合作社", "补助明年才有")
    delivered(bureau, ref, "看了两个村，章程带回来了")
    cadre.goes(f"/m/{ref}/")
    cadre.does_at_once("好了")
    cadre.sees("解决了", "章程带回来了")


def test_the_town_asks_the_county_and_a_villager_finds_no_such_door(crowd: Crowd) -> None:
    officer = crowd.staff("peace_officer", "desk")
    officer.taps_on(officer.link("办一件事"))
    officer.taps_on(officer.button("向上请示"))
    officer.sees("替柳湾镇提")
    officer.picks("人手")
    officer.picks("水和渠")
    officer.writes("说一句要办成什么", "水利站缺一个会修水泵的人")
    officer.taps_on(officer.button("报上去"))
    officer.sees("号码 UP-", "县水利局")
    county = crowd.staff("water_officer", "desk")
    county.taps_on(county.link("水利站缺一个会修水泵的人"))
    county.opens_step("能办一部分")
    county.does_not_see("往上请示")
    county.writes("答应办什么", "借一个人来十天")
    county.page.get_by_label("哪天前办到").fill("2026-12-05")
    county.writes("剩下的为什么办不了", "局里也缺人。")
    county.sends_step("能办一部分")
    county.sees("答复：能办一部分", "借一个人来十天")
    villager = crowd.visitor("villager", "phone")
    villager.sign_in_by_phone("13900000001")
    villager.sees("您好")
    villager.does_not_see("请示")
    with villager.expecting(403):
        villager.goes("/new/request_upward/")
        villager.does_not_see("要什么")
