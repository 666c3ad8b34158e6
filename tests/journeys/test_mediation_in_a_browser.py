"""Scene 9 in a real browser: a villager in large type asks for mediation on the phone; the cadre accepts it, sits down
with both sides, keeps a note for the mediators alone; the other side reads on their phone what is theirs to read."""

from __future__ import annotations

import re

import pytest

from tests.journeys.browsing import Crowd, Visitor

pytestmark = pytest.mark.browser

SAYS = "院墙占了我家一尺地"
SEALED = "他怕的是丢面子"


def test_a_wall_between_neighbours(crowd: Crowd) -> None:
    asker, ref = the_villager_asks(crowd)
    mediator = accepted(crowd)
    other = crowd.visitor("other", "phone")
    other.sign_in_by_phone("13900000002")
    other.goes(f"/m/{ref}/")
    other.sees(SAYS, "胡大成")
    other.does_at_once("我愿意谈")
    other.sees("正在问对方愿不愿意")
    begun(mediator, ref)
    session(mediator)
    for side in (asker, other):
        side.goes(f"/m/{ref}/")
        side.sees("正在调解", "王秀梅")
        side.does_not_see(SEALED)
    agreed(mediator, ref)
    officer = crowd.staff("peace_officer", "desk")
    officer.goes(f"/m/{ref}/")
    officer.sees("谈好了，口头协议，当天生效")
    officer.does_not_see(SEALED)
    officer.taps_on(officer.link("卷宗"))
    officer.sees("人民调解受理登记表", "人民调解口头协议登记表", "司法确认申请书")
    with other.expecting(404):
        other.goes(f"/m/{ref}/slip")
        other.does_not_see("打小票")


def the_villager_asks(crowd: Crowd) -> tuple[Visitor, str]:
    villager = crowd.visitor("villager", "phone")
    villager.sign_in_by_phone("13900000001")
    villager.taps_on(villager.button("字再大点"))
    villager.taps_on(villager.link("别的事"))
    villager.taps_on(villager.link("请人调解"))
    with villager.expecting(422):
        villager.taps_on(villager.button("请人调解"))
        villager.sees("还差一点")
    if villager.page.locator("select[name=where]").count():
        villager.chooses("哪个村", "石头村")
    villager.picks("宅基地")
    villager.writes("说一句是什么矛盾", SAYS)
    villager.writes("和谁闹的矛盾", "胡大成 13900000002")
    villager.taps_on(villager.button("请人调解"))
    villager.sees("收下了", "不收钱", "等答复收不收")
    found = re.search(r"/m/([\w-]+)/", villager.page.url)
    assert found
    return villager, found[1]


def accepted(crowd: Crowd) -> Visitor:
    mediator = crowd.staff("wang_clerk", "phone")
    crowd.place.sweep()
    mediator.goes("/inbox/")
    mediator.taps_on(mediator.link(SAYS))
    mediator.sees("等着答复收不收")
    mediator.opens_step("收下，登记")
    mediator.sends_step("收下，登记")
    mediator.sees("收下了，登了记")
    return mediator


def begun(mediator: Visitor, ref: str) -> None:
    mediator.goes(f"/m/{ref}/")
    mediator.sees("对方说愿意谈")
    mediator.opens_step("两边都愿意，定调解员和日子")
    mediator.chooses("谁来调解", "王秀梅")
    mediator.picks("两边选的")
    mediator.page.get_by_label("下次哪天谈").fill("2026-11-24")
    mediator.writes("在哪里谈", "村调解室")
    mediator.sends_step("两边都愿意，定调解员和日子")
    mediator.sees("定了调解员和日子")


def session(mediator: Visitor) -> None:
    mediator.opens_step("坐下来谈了一次")
    mediator.writes("在哪里谈", "院子里")
    mediator.writes("谁在场", "张有田、胡大成")
    mediator.writes("谈了什么，两边怎么说", "两边都量了一遍")
    mediator.picks("黄：还有火气")
    mediator.writes("只给调解员看的话", SEALED)
    mediator.page.get_by_label("下次哪天谈").fill("2026-11-26")
    mediator.sends_step("坐下来谈了一次")
    mediator.sees(SEALED)


def agreed(mediator: Visitor, ref: str) -> None:
    mediator.goes(f"/m/{ref}/")
    mediator.opens_step("谈好了，口头协议")
    mediator.writes("争的是什么，各方的责任", "墙占了一尺")
    mediator.writes("谈好的是什么，怎么履行", "开春把墙挪回去")
    mediator.writes("在哪里履行", "张有田家院外")
    mediator.page.get_by_label("下一次哪天前履行").fill("2027-03-10")
    mediator.sends_step("谈好了，口头协议")
    mediator.sees("开春把墙挪回去")
