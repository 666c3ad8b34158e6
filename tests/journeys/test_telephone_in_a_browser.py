"""Scene 1 in a real browser: things that are simple for the young and hard for the old, at the village's window.

A bill paid in cash for an old woman without a phone, whose child follows it by the slip; a request told by phone and
handed on; a request whose papers are missing, by a villager with a phone who lets his daughter help.
"""

from __future__ import annotations

import io
import re

import pytest
import segno

from tests.journeys.browsing import SCREENS, Crowd, Visitor

pytestmark = pytest.mark.browser

SIZES = ("58", "80", "a6")
NO_SUCH_CODE = "没有这个号码，请看着小票再输一遍"
WAYS = {
    "as_they_are": ("desk", "phone", True),
    "all_at_phones": ("phone", "phone", True),
    "without_scripts": ("desk", "phone", False),
}


@pytest.mark.parametrize("way", WAYS)
def test_telephone(crowd: Crowd, way: str) -> None:
    office, pocket, scripts = WAYS[way]
    story = Telephone(crowd, office, pocket, scripts=scripts)
    story.a_bill_is_paid_in_cash()
    story.the_slip_is_printed()
    story.wrong_codes_all_get_the_same_sentence()
    story.the_child_says_that_it_is_good()
    story.told_by_phone_and_handed_on()


@pytest.mark.parametrize("way", WAYS)
def test_missing_papers(crowd: Crowd, way: str) -> None:
    office, pocket, scripts = WAYS[way]
    story = Telephone(crowd, office, pocket, scripts=scripts)
    story.a_villager_asks_in_large_type()
    story.what_is_missing_is_told_at_once()
    story.the_daughter_helps()


class Telephone:
    def __init__(self, crowd: Crowd, office: str, pocket: str, *, scripts: bool) -> None:
        self.crowd, self.office, self.pocket, self.scripts = crowd, office, pocket, scripts
        self.place = crowd.place
        self.window = crowd.staff("window", office, scripts=scripts)
        self.ref = self.code = ""

    def visitor(self, key: str) -> Visitor:
        return self.crowd.visitor(key, self.pocket, scripts=self.scripts)

    def a_bill_is_paid_in_cash(self) -> None:
        window = self.window
        window.sees("今天要做的事")
        window.look_if_new()
        window.taps = 0
        self._for_whom("田奶奶")
        window.picks("交电费")
        window.unfolds("收了现钱")
        window.writes("收了多少钱", "100")
        window.writes("交掉多少", "87.5")
        window.writes("找回多少", "10")
        with window.expecting(422, 409):
            window.taps_on(window.button("当场办好了"))
            window.sees("收 100 元，交 87.50 元，该找回 12.50 元")
        assert window.page.get_by_label("交掉多少").input_value() == "87.5"
        assert window.page.get_by_label("收了多少钱").input_value() == "100"
        window.writes("找回多少", "12.5")
        window.taps_on(window.button("当场办好了"))
        window.sees("记下了", "查询码")
        self._note()
        assert window.taps <= 9, "from Today to the number, with one mistake on the way"

    def _for_whom(self, name: str) -> None:
        """Somebody of the register: found while typing; without scripts with one more tap."""
        window = self.window
        window.taps_on(window.link("登记一件事"))
        window.page.locator('input[name="who"]').fill(name)
        if not self.scripts:
            window.taps_on(window.button("找"))
        window.picks(name)

    def _note(self) -> None:
        said = self.window.page.locator("main").inner_text()
        found = re.search(r"SV-\d{4}-\d{5}", said)
        assert found
        self.ref, self.code = found[0], re.sub(r"\D", "", self.window.page.locator(".dk-code").inner_text())

    def the_slip_is_printed(self) -> None:
        window = self.window
        window.taps_on(window.link("打小票给他"))
        for size in SIZES:
            window.goes(f"/m/{self.ref}/slip?size={size}")
            said = window.page.locator(".slip").inner_text()
            assert self.ref in said and "钱是代交的，村里不收费" in said and "办事不收钱" not in said
            assert "田奶奶" not in said and self.code in re.sub(r"\D", "", said)
            if self.scripts:
                self._on_paper(size)
        drawn = window.page.locator(".qr svg path").last.get_attribute("d")
        assert drawn == _path_of(f"{self.place.url}/s/{self.code}"), "the QR opens this matter"
        window.goes("/")

    def _on_paper(self, size: str) -> None:
        """What comes out of the printer: one piece of paper."""
        folder = SCREENS / self.crowd.story
        folder.mkdir(parents=True, exist_ok=True)
        page = self.window.page
        page.emulate_media(media="print")
        page.locator(".slip").screenshot(path=folder / f"slip-{size}.png")
        printed = page.pdf(path=folder / f"slip-{size}.pdf", prefer_css_page_size=True)
        page.emulate_media(media="screen")
        assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1, f"{size}: one piece of paper"

    def wrong_codes_all_get_the_same_sentence(self) -> None:
        stranger = self.visitor("stranger")
        stranger.goes("/s/")
        with stranger.expecting(404):
            for wrong in (str((int(self.code) + 1) % 10**10).zfill(10), "123", self.code[:-1]):
                stranger.writes("小票上的号码", wrong)
                stranger.taps_on(stranger.button("看看办到哪了"))
                stranger.sees(NO_SUCH_CODE)
                assert stranger.page.get_by_label("小票上的号码").input_value() == wrong
            stranger.goes("/s/0000000000")
            stranger.sees(NO_SUCH_CODE)
        with stranger.expecting(404, 403):
            stranger.goes(f"/m/{self.ref}/")
            stranger.does_not_see("交电费")

    def the_child_says_that_it_is_good(self) -> None:
        self.child = child = self.visitor("child")
        child.goes("/s/")
        child.writes("小票上的号码", f"{self.code[:3]} {self.code[3:6]} {self.code[6:]}")
        child.taps_on(child.button("看看办到哪了"))
        child.sees("交电费", "办完了，请您看看好了没有")
        child.does_not_see("3组 12号")
        child.does_at_once("好了")
        child.sees("好了")
        child.taps_on(child.link("说说办得怎么样"))
        child.picks("满意")
        child.writes("想说一句", "电来得快")
        child.taps_on(child.button("就这么说"))
        child.sees("您评的是")
        self.window.goes(f"/m/{self.ref}/")
        self.window.sees("解决了", "电来得快")

    def told_by_phone_and_handed_on(self) -> None:
        window = self.window
        window.goes("/")
        window.taps_on(window.link("登记一件事"))
        window.page.locator('input[name="who"]').fill("过路的老李")
        window.unfolds("电话，怎么来的")
        window.writes("电话", "0474-7911111")
        window.picks("打电话")
        window.picks("停电合闸")
        window.writes("说一句", "家里没电，闸合不上")
        window.taps_on(window.button("记下来等着办"))
        window.sees("记下了")
        self._note()
        window.taps_on(window.link("看这件事"))
        window.opens_step("转给该管的办")
        window.chooses("谁来办", "石头村跑腿队")
        window.writes("为什么", "他们会合闸")
        window.sends_step("转给该管的办")
        window.sees("石头村跑腿队", "有人在办")
        child = self.child
        child.goes(f"/s/{self.code}")
        child.sees("正在办", "家里没电，闸合不上")
        child.does_not_see("他们会合闸")

    def a_villager_asks_in_large_type(self) -> None:
        self.villager = villager = self.visitor("villager")
        villager.sign_in_by_phone("13900000001")
        villager.sees("张有田，您好")
        villager.taps_on(villager.button("大字" if villager.button("大字").count() else "字再大点"))
        assert villager.page.locator("html").get_attribute("data-elder") == "22"
        if self.scripts:
            size = villager.page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)")
            assert size >= 22
        villager.taps_on(villager.link("找人办事"))
        villager.unfolds("还有这些")
        villager.picks("申请低保")
        villager.writes("说一句", "老伴病了，想申请低保")
        villager.taps_on(villager.button("请人来办"))
        villager.sees("收下了，号码")
        villager.taps_on(villager.link("我的事"))
        villager.sees("老伴病了，想申请低保", "收下了，等人来办")

    def what_is_missing_is_told_at_once(self) -> None:
        window, villager = self.window, self.villager
        window.goes("/")
        window.taps_on(window.link("老伴病了，想申请低保"))
        window.opens_step("还缺材料，一次说全")
        window.picks("户口本")
        window.picks("核对授权书")
        window.writes("别的，写在这里", "老伴的住院病历")
        window.sends_step("还缺材料，一次说全")
        window.sees("缺的一次说清了")
        villager.goes("/mine/")
        villager.taps_on(villager.link("老伴病了，想申请低保"))
        villager.sees("还缺材料，请您补来", "户口本", "核对授权书", "老伴的住院病历")
        villager.goes("/messages/")
        villager.sees("户口本、", "老伴的住院病历")

    def the_daughter_helps(self) -> None:
        daughter, villager, window = self.visitor("daughter"), self.villager, self.window
        daughter.sign_in_by_phone("13900000009")
        daughter.sees("尾号0009，您好")
        villager.goes("/mine/")
        villager.taps_on(villager.link("让孩子帮我"))
        villager.writes("他的手机号", "13900000009")
        villager.writes("他是您的谁", "我女儿")
        villager.taps_on(villager.button("让他帮我"))
        villager.sees("我女儿")
        address = villager.page.url
        daughter.goes(address)
        daughter.opens_step("补来了")
        daughter.writes("带来了什么", "三样都带来了")
        daughter.sends_step("补来了")
        daughter.sees("正在办")
        window.goes(address)
        window.sees("三样都带来了")
        self.place.later(60 * 24)
        window.goes(address)
        window.opens_step("办好了，请他看看")
        window.writes("弄成什么样了", "申请交到镇里了，12月10日前入户看")
        window.sends_step("办好了，请他看看")
        daughter.goes(address)
        daughter.sees("申请交到镇里了")
        daughter.does_at_once("好了")
        villager.goes(address)
        villager.taps_on(villager.button("不用他看了"))
        villager.sees("收回了")
        with daughter.expecting(404, 403):
            daughter.goes(address)
            daughter.does_not_see("低保")


def _path_of(address: str) -> str:
    drawn = io.BytesIO()
    segno.make_qr(address, error="q").save(drawn, kind="svg", xmldecl=False, svgns=False, omitsize=True, border=2)
    found = re.findall(r' d="([^"]+)"', drawn.getvalue().decode())
    return str(found[-1])
