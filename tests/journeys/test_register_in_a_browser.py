"""The register is kept right: what is wrong is said and checked, who stands in it twice is made one and two again, and
what concerns people's own data is on one page.

A villager says that the door number is wrong, a cadre checks it and writes down what the family has; she tells them
what is kept, notes what they agree to and what they want removed; she decides about a pair and takes it back; at last
she parts the telephone's account from the man, because the number is somebody else's now.
"""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator

from tests.journeys.browsing import Crowd, Visitor

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("office", ["desk", "phone"])
def test_register(crowd: Crowd, office: str) -> None:
    crowd.place.somebody_stands_twice()
    story = Register(crowd, office)
    story.he_says_what_is_wrong()
    story.she_checks_it()
    story.she_writes_down_what_they_have()
    story.she_tells_them_what_is_kept()
    story.what_they_agree_to_and_want_removed()
    story.two_entries_are_made_one()
    story.and_two_again()
    story.the_number_is_somebody_elses()


def _link(visitor: Visitor, words: str, of: str) -> Locator:
    """A link whose last words only a screen reader says."""
    return visitor.page.get_by_role("link", name=re.compile(rf"^{words}\s*{of}$"))


class Register:
    def __init__(self, crowd: Crowd, office: str) -> None:
        self.clerk: Visitor = crowd.staff("wang_clerk", office)
        self.villager: Visitor = crowd.visitor("villager", "phone")
        self.home = ""

    def he_says_what_is_wrong(self) -> None:
        villager = self.villager
        villager.sign_in_by_phone("13900000001")
        villager.goes("/mine/home/")
        villager.taps_on(_link(villager, "不对？请改", "房子"))
        villager.taps_on(_link(villager, "请改", "门牌号"))
        villager.writes("改成什么", "东头15号")
        villager.writes("哪里不对，为什么", "换")
        with villager.expecting(422):
            villager.taps_on(villager.button("请人核对"))
            villager.sees("请写一句哪里不对、为什么，至少 4 个字")
        assert villager.page.get_by_label("改成什么").input_value() == "东头15号"
        villager.writes("哪里不对，为什么", "春天换的门牌")
        villager.taps_on(villager.button("请人核对"))
        villager.sees("提上去了", "等另一个人核对", "谁能核对", "王秀梅")

    def she_checks_it(self) -> None:
        clerk = self.clerk
        clerk.goes("/households/")
        clerk.taps_on(clerk.link("要核对的更改"))
        clerk.taps_on(clerk.link("张有田家的门牌号"))
        clerk.unfolds("不改")
        with clerk.expecting(422):
            clerk.taps_on(clerk.button("回他：不改"))
            clerk.sees("请写一句为什么不改，至少 4 个字")
        clerk.taps_on(clerk.button("核对过了，改"))
        clerk.sees("改好了，提的人会知道")
        self.villager.goes("/messages/")
        self.villager.sees("张有田家的门牌号，核对过，改好了。")

    def she_writes_down_what_they_have(self) -> None:
        clerk = self.clerk
        clerk.goes("/search/?q=张有田")
        clerk.taps_on(clerk.link("张有田"))
        self.home = clerk.page.url
        clerk.taps_on(clerk.link("记一笔"))
        clerk.chooses("哪一样", "羊")
        clerk.writes("有多少", "2.5")
        clerk.writes("谁说的，或者看的哪张纸", "张有田说的")
        with clerk.expecting(422):
            clerk.taps_on(clerk.button("记下"))
            clerk.sees("头数、只数请写整数")
        clerk.writes("有多少", "3")
        clerk.taps_on(clerk.button("记下"))
        clerk.sees("羊", "张有田说的")
        clerk.taps_on(clerk.link("张有田家"))
        clerk.sees("家里人")

    def she_tells_them_what_is_kept(self) -> None:
        clerk = self.clerk
        clerk.taps_on(clerk.link("告知、答应、谁看过"))
        clerk.sees("张有田家：个人信息", "这一户有人像是登记了两次")
        clerk.taps_on(clerk.button("当面告诉了，记下"))
        clerk.sees("当面告知，记下了", "当面说")
        clerk.unfolds("谁看过这一户的号码")
        clerk.sees("还没有人看过。")

    def what_they_agree_to_and_want_removed(self) -> None:
        clerk = self.clerk
        clerk.taps_on(clerk.link("答应过什么"))
        clerk.picks("身体怎么样")
        clerk.writes("答应拿来做什么", "有险情先来接")
        clerk.picks("当面说的，有人作证")
        with clerk.expecting(422):
            clerk.taps_on(clerk.button("记下"))
            clerk.sees("还差一点，写的都")
        clerk.writes("当面说的，谁在场作证", "胡大成")
        clerk.taps_on(clerk.button("记下"))
        clerk.sees("有险情先来接", "本人收回了")
        clerk.taps_on(clerk.link("个人信息"))
        clerk.taps_on(clerk.link("要求去掉"))
        clerk.picks("银行卡号")
        clerk.taps_on(clerk.button("替他记下"))
        clerk.sees("记下了，", "前答复")

    def two_entries_are_made_one(self) -> None:
        clerk = self.clerk
        clerk.goes("/households/")
        clerk.taps_on(clerk.link("是不是同一个人"))
        clerk.sees("名字读音一样")
        clerk.taps_on(clerk.link("张小燕 和 张晓燕"))
        clerk.writes("怎么知道的", "问")
        with clerk.expecting(422):
            clerk.taps_on(clerk.button("是同一个人，留先登记的"))
            clerk.sees("请写一句怎么知道的，至少 4 个字")
        clerk.writes("怎么知道的", "问过她本人")
        clerk.taps_on(clerk.button("是同一个人，留先登记的"))
        clerk.sees("并成一个了。弄错了可以退回", "眼下没有。")

    def and_two_again(self) -> None:
        clerk = self.clerk
        clerk.taps_on(clerk.link("定过的"))
        clerk.sees("问过她本人")
        clerk.taps_on(clerk.link("张小燕 和 张晓燕"))
        clerk.writes("怎么知道的", "又问了她妈，是表姐妹")
        clerk.taps_on(clerk.button("退回，还分成两条"))
        clerk.sees("退回了，请再看一遍", "不是同一个人，不再问")

    def the_number_is_somebody_elses(self) -> None:
        clerk, villager = self.clerk, self.villager
        clerk.goes(f"{self.home}personal/")
        clerk.sees("手机上的账号", "139****0001")
        clerk.unfolds("不是他的")
        clerk.writes("怎么知道的", "换")
        with clerk.expecting(422):
            clerk.taps_on(clerk.button("分开"))
            clerk.sees("请写一句怎么知道的，至少 4 个字")
        clerk.writes("怎么知道的", "打过去，是外地人接的")
        clerk.taps_on(clerk.button("分开"))
        clerk.sees("户册里的电话也去掉了")
        clerk.does_not_see("手机上的账号")
        villager.goes("/mine/home/")
        villager.sees("户册里还没有您家")
