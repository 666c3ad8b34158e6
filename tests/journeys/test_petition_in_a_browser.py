"""Scene 9 in a real browser, as it came to the town: a petition is transferred, two brothers quarrel over the house
their parents left. The officer accepts it and asks for a mediation beside it; the village sits down with them, with a
policeman from the roster; it is calm at dusk and they come again; they agree, and the petition is answered in writing
all the same. The officer sits at a desk, the mediator and the brother hold phones, the brother's in large type."""

from __future__ import annotations

import re

import pytest

from tests.journeys.browsing import Crowd, Visitor

pytestmark = pytest.mark.browser

SAYS = "弟弟占了爹妈留下的三间房"
DISPUTE = "爹妈留下的三间房怎么分"
AGREED = "东边两间归哥哥，西边一间归弟弟，院子一起用"
POLICE = "李警官"


def test_two_brothers(crowd: Crowd) -> None:
    officer = crowd.staff("peace_officer", "desk")
    roster_has_a_policeman(officer)
    petition = transferred(officer)
    mediation = mediated_beside(officer)
    mediator = crowd.staff("wang_clerk", "phone")
    sat_down(mediator, mediation)
    calm_at_dusk(mediator)
    agreed(mediator, mediation)
    answered(officer, crowd.staff("peace_chief", "desk"), petition)
    brother = crowd.visitor("villager", "phone")
    brother.sign_in_by_phone("13900000001")
    brother.taps_on(brother.button("字再大点"))
    brother.taps_on(brother.link("我的事"))
    brother.taps_on(brother.link(SAYS))
    brother.sees("意见书", "12月23日", "不同意，申请复查")
    brother.goes(f"/m/{mediation}/")
    brother.sees(AGREED, POLICE)


def ref_of(who: Visitor) -> str:
    found = re.search(r"/m/([\w-]+)/", who.page.url)
    assert found
    return found[1]


def roster_has_a_policeman(officer: Visitor) -> None:
    officer.goes("/roster/add")
    officer.chooses("是什么", "民警")
    officer.writes("名字", POLICE)
    officer.writes("电话", "13700000009")
    officer.taps_on(officer.button("记下"))


def transferred(officer: Visitor) -> str:
    officer.taps_on(officer.link("办一件事"))
    officer.taps_on(officer.page.get_by_role("button", name="收下转来的信访"))
    officer.picks("求解决")
    officer.writes("名字", "张有田")
    officer.writes("电话", "13900000001")
    officer.chooses("哪个村", "石头村")
    officer.writes("一句话，他要求什么", SAYS)
    officer.picks("来信")
    officer.writes("哪里转来的", "县信访局")
    officer.taps_on(officer.button("收下转来的"))
    officer.sees("号码 XF-", "等着告诉受理不受理", "信访转来的")
    ref = ref_of(officer)
    officer.does_at_once("受理")
    officer.sees("受理了，正在调查")
    return ref


def mediated_beside(officer: Visitor) -> str:
    officer.opens_step("两边都愿意，请人调解")
    officer.writes("和谁闹的矛盾", "胡大成 13900000002")
    officer.writes("为什么事闹的", DISPUTE)
    officer.chooses("是哪种纠纷", "继承")
    officer.writes("在哪里", "3组，张有田家院里")
    officer.answers("两边都愿意调解没有", "有")
    officer.sends_step("两边都愿意，请人调解")
    officer.sees("连着的事")
    officer.taps_on(officer.link(DISPUTE))
    officer.sees("从这件事来的", SAYS, "信访转来的")
    return ref_of(officer)


def sat_down(mediator: Visitor, ref: str) -> None:
    mediator.goes("/inbox/")
    mediator.taps_on(mediator.link(DISPUTE))
    mediator.opens_step("收下，登记")
    mediator.sends_step("收下，登记")
    mediator.opens_step("两边都愿意，定调解员和日子")
    mediator.chooses("谁来调解", "王秀梅")
    mediator.picks("两边选的")
    mediator.writes("下次哪天谈", "2026-11-23")
    mediator.writes("在哪里谈", "张有田家院里")
    mediator.sends_step("两边都愿意，定调解员和日子")
    mediator.opens_step("请人来帮着劝")
    mediator.picks(POLICE)
    mediator.writes("他是谁", "派出所民警")
    mediator.answers("两边都答应了没有", "有")
    mediator.sends_step("请人来帮着劝")
    mediator.sees(POLICE)


def calm_at_dusk(mediator: Visitor) -> None:
    mediator.opens_step("坐下来谈了一次")
    mediator.writes("在哪里谈", "院子里")
    mediator.writes("谁在场", f"张有田、胡大成、{POLICE}、邻居老周")
    mediator.writes("谈了什么，两边怎么说", "邻居也来劝，没谈拢，不吵了")
    mediator.picks("黄：还有火气")
    mediator.writes("下次哪天谈", "2026-11-25")
    mediator.sends_step("坐下来谈了一次")
    mediator.sees("没谈拢，不吵了")


def agreed(mediator: Visitor, ref: str) -> None:
    mediator.goes(f"/m/{ref}/")
    mediator.opens_step("谈好了，口头协议")
    mediator.writes("争的是什么，各方的责任", DISPUTE)
    mediator.writes("谈好的是什么，怎么履行", AGREED)
    mediator.writes("在哪里履行", "张有田家院里")
    mediator.writes("下一次哪天前履行", "2026-12-10")
    mediator.sends_step("谈好了，口头协议")
    mediator.sees(AGREED)


def answered(officer: Visitor, chief: Visitor, ref: str) -> None:
    """Whether they agree or not, on its day the petition has an answer in writing."""
    officer.goes(f"/m/{ref}/")
    officer.opens_step("写信访处理意见书")
    officer.writes("他要求什么", "分清三间房")
    officer.writes("查明的事实和理由", "两边谈好了，口头协议当天生效。")
    officer.writes("处理意见", "照谈好的办。")
    officer.picks("支持")
    officer.writes("依据哪条规定", "人民调解法第二十八条")
    officer.sends_step("写信访处理意见书")
    chief.goes("/inbox/")
    chief.taps_on(chief.link(SAYS))
    chief.does_at_once("审签，编号盖章")
    officer.goes(f"/m/{ref}/")
    officer.opens_step("意见书送到本人了")
    officer.picks("当面送")
    officer.sends_step("意见书送到本人了")
    officer.sees("处理意见书送到本人")
