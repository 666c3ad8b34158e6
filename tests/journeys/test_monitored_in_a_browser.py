"""Scene 5 in a real browser: an old couple says that the son was hurt; two people visit, both committees judge, the
village appraises and hangs one notice, the assembly decides, the town reviews, the county decides, and the couple reads
what is done for them. The couple reads in large type, the cadres hold phones, town and county sit at desks. Somebody
else is not taken in, reads why it was not him, and where to object."""

from __future__ import annotations

import re

import pytest

from tests.journeys.browsing import Crowd, Visitor

pytestmark = pytest.mark.browser

SAYS = "儿子出了车祸，干不了活，药钱花完了"
OTHER = "做手术花了三万"
DIFFERS = "孙二旺说先看医保报多少"
MEASURES = "八千元买羊，下月到户"
NO = "医保报了两万四，自己掏的不多。"
DAY = 24 * 60


def test_from_the_couples_own_word_to_the_sheep(crowd: Crowd) -> None:
    couple, ref = said(crowd, "13900000001", SAYS)
    clerk, secretary = crowd.staff("wang_clerk", "phone"), crowd.staff("secretary", "phone")
    town, county = crowd.staff("civil_officer", "desk"), crowd.staff("farming_officer", "desk")
    visited(clerk, SAYS, "张有田")
    surveyed(clerk, income="5600", spending="18000", medicine="没有")
    compared(clerk, county, ref)
    judged(secretary, ref)
    appraised(clerk, ref)
    hung(secretary, ref)
    couple.goes(f"/m/{ref}/")
    couple.sees("在村里公示")
    couple.does_not_see(DIFFERS)
    crowd.place.later(6 * DAY)
    concluded(clerk, ref)
    decided(clerk, ref)
    reviewed(town)
    identified(county)
    helped(clerk, ref)
    couple.goes(f"/m/{ref}/")
    couple.sees("正在帮", MEASURES)
    couple.goes("/messages/")
    couple.sees("县里认定了，纳入监测", f"定下来这样帮：{MEASURES}。")


def said(crowd: Crowd, phone: str, words: str) -> tuple[Visitor, str]:
    """From the first screen, in large type: two taps and a sentence."""
    villager = crowd.visitor("villager", "phone")
    villager.sign_in_by_phone(phone)
    villager.taps_on(villager.button("字再大点"))
    villager.taps_on(villager.link("别的事"))
    villager.taps_on(villager.link("家里有难处"))
    villager.sees("以前是不是贫困户都行", "11月26日前来家里看")
    villager.picks("出事故")
    villager.writes("说一句家里怎么了", words)
    villager.taps_on(villager.button("说出来，请村里来看"))
    villager.sees("收到了", "等村里来家里看", "11月26日")
    return villager, ref_of(villager)


def ref_of(who: Visitor) -> str:
    found = re.search(r"/m/([\w-]+)/", who.page.url)
    assert found
    return found[1]


def visited(clerk: Visitor, words: str, who: str) -> None:
    clerk.goes("/inbox/")
    clerk.taps_on(clerk.link(words))
    clerk.opens_step("入户，约好谁签授权书")
    home = clerk.page.get_by_label("户册上哪一户").locator("option:checked")
    assert who in home.inner_text(), "they said it themselves: nobody looks for their home again"
    assert clerk.page.get_by_label("这家谁来签授权书").input_value() == who
    clerk.chooses("谁去核实的", "王秀梅")
    clerk.chooses("还有谁一起去的", "王秀梅")
    with clerk.expecting(409):
        clerk.sends_step("入户，约好谁签授权书")
        clerk.sees("入户核实要两个人", "写的都还在下面")
    clerk.chooses("还有谁一起去的", "何雨晴")
    clerk.sends_step("入户，约好谁签授权书")
    clerk.sees("等签授权书")


def surveyed(clerk: Visitor, *, income: str, spending: str, medicine: str) -> None:
    clerk.opens_step("授权书签了，写下核实的")
    clerk.picks("按手印")
    clerk.picks("上年同月 1 日到上月底")
    clerk.writes("一年人均纯收入", income)
    clerk.writes("合规自付的大开支", spending)
    clerk.writes("自己能怎么应对", "存款花完了，亲戚借过一轮")
    for question in ("吃的", "穿的", "义务教育", "住房", "饮水", "家里有没有劳力"):
        clerk.answers(question, "有")
    clerk.answers("看病", medicine)
    clerk.sends_step("授权书签了，写下核实的")
    clerk.sees("核实好了")


def compared(clerk: Visitor, county: Visitor, ref: str) -> None:
    clerk.opens_step("请县里比对信息")
    clerk.picks("县农业农村局")
    clerk.sends_step("请县里比对信息")
    county.goes("/")
    county.taps_on(county.link(SAYS))
    county.sees("请比对", "张有田家")
    county.taps_on(county.link("写下答复"))
    county.picks("比对好了")
    county.writes("把话说清楚", "没有车，没有铺面")
    county.taps_on(county.button("答复"))
    clerk.goes(f"/m/{ref}/")
    clerk.sees("县农业农村局答复：比对好了", "没有车，没有铺面")
    clerk.opens_step("写下比对结果")
    clerk.writes("哪天比对的", "2026-11-23")
    clerk.writes("比对出什么", "没有车，没有铺面")
    clerk.sends_step("写下比对结果")


def judged(secretary: Visitor, ref: str) -> None:
    secretary.goes(f"/m/{ref}/")
    secretary.opens_step("写下“两委”研判")
    secretary.writes("村党组织谁参加了", "何雨晴、孙二旺")
    secretary.writes("村委会谁参加了", "王秀梅")
    secretary.writes("情况是什么", "药费一个月一千五，地没人种")
    secretary.writes("有谁看法不一样", DIFFERS)
    secretary.writes("怎么看，打算怎么办", "报上去，帮着养羊")
    secretary.answers("有没有必要报上去", "有")
    secretary.picks("突发严重困难户")
    secretary.sends_step("写下“两委”研判")
    secretary.sees("研判了", DIFFERS)


def appraised(clerk: Visitor, ref: str) -> None:
    clerk.goes(f"/m/{ref}/")
    clerk.opens_step("评议过了，拟公示")
    clerk.writes("评议会怎么说", "到会的都同意")
    clerk.writes("贴在哪里", "村委会公示栏")
    clerk.sends_step("评议过了，拟公示")
    clerk.sees("等人核对")


def hung(secretary: Visitor, ref: str) -> None:
    secretary.goes(f"/m/{ref}/")
    secretary.taps_on(secretary.link("纳入的公示"))
    secretary.sees("张有田家")
    secretary.does_not_see("车祸")
    secretary.taps_on(secretary.button("核对过了，挂出去"))
    secretary.sees("正在挂着")


def concluded(clerk: Visitor, ref: str) -> None:
    clerk.goes("/")
    clerk.taps_on(clerk.link("防止返贫致贫对象公示"))
    clerk.writes("结果怎样", "没有人提异议")
    clerk.taps_on(clerk.button("写上结果"))
    clerk.sees("公示完了")


def decided(clerk: Visitor, ref: str) -> None:
    clerk.goes(f"/m/{ref}/")
    clerk.opens_step("村民会议定了，报镇里")
    clerk.picks("授权的代表会议")
    clerk.writes("村民会议哪天、怎么授权的", "年初的村民会议")
    clerk.writes("哪天开的会", "2026-11-29")
    clerk.writes("应到多少", "30")
    clerk.writes("实到多少", "19")
    clerk.writes("多少人同意", "19")
    clerk.writes("打算怎么帮", "补八千元买羊")
    clerk.chooses("谁来办", "柳湾镇民政办")
    with clerk.expecting(409):
        clerk.sends_step("村民会议定了，报镇里")
        clerk.sees("到会的人数不够", "写的都还在下面")
    clerk.writes("实到多少", "26")
    clerk.sends_step("村民会议定了，报镇里")
    clerk.sees("报到镇里了")


def reviewed(town: Visitor) -> None:
    town.goes("/inbox/")
    town.taps_on(town.link(SAYS))
    town.opens_step("镇里审核同意，报县里")
    town.writes("镇里审核的意见", "材料齐，同意")
    town.chooses("谁来办", "县农业农村局")
    town.sends_step("镇里审核同意，报县里")
    town.sees("报到县里了")


def identified(county: Visitor) -> None:
    county.goes("/")
    county.taps_on(county.link(SAYS))
    county.opens_step("县里认定，公告")
    county.writes("县里怎么定的", "11月29日局务会")
    county.writes("公告贴在哪里", "村委会公示栏")
    county.sends_step("县里认定，公告")
    county.sees("已经转出去")


def helped(clerk: Visitor, ref: str) -> None:
    clerk.goes(f"/m/{ref}/")
    clerk.opens_step("定下帮什么、谁来帮")
    clerk.writes("帮什么，谁帮，到哪天", MEASURES)
    clerk.chooses("帮扶联系人", "何雨晴")
    clerk.sends_step("定下帮什么、谁来帮")
    clerk.sees("正在帮")
    clerk.goes("/households/?q=张有田")
    clerk.taps_on(clerk.link("张有田"))
    clerk.sees("监测")


def test_somebody_else_reads_why_it_was_not_him(crowd: Crowd) -> None:
    other, ref = said(crowd, "13900000002", OTHER)
    clerk = crowd.staff("wang_clerk", "phone")
    visited(clerk, OTHER, "胡大成")
    surveyed(clerk, income="21000", spending="6000", medicine="有")
    clerk.opens_step("不纳入，说明原因")
    clerk.writes("为什么", NO)
    clerk.writes("怎样就能", "又有大开支，带票据来。")
    clerk.sends_step("不纳入，说明原因")
    other.goes("/messages/")
    other.sees("这次没有纳入", NO)
    other.goes(f"/m/{ref}/")
    other.sees("为什么是这样", "一年人均纯收入在", "21000", "收入少了，或者算错了")
    other.taps_on(other.link("不同意"))
    assert other.page.locator(f'input[value="{ref}"]').count(), "the number is not typed again"
