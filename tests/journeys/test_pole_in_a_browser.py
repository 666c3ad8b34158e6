"""Scene 8 in a real browser: a pole is about to fall on a house; three companies each say they must report up first.

The grid member and the villager hold a phone, the officers sit at a desk; then everybody at a phone, everybody at a
desk, and everybody without scripts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import docx
import pytest

from tests.journeys.browsing import Crowd, Visitor

pytestmark = pytest.mark.browser

SAYS = "杆子歪到老周家屋顶上了，一刮风就晃。"
NAMED = SAYS.rstrip("。")
"""As a title it is quoted in other sentences, and ends with none of its own."""
GROUNDS = "杆根已松，人住在下面，随时会倒。"
DEED = "把杆子放倒，线理到路边，拉了绳子。"
TITLE = "商请明确倾斜线杆维修责任"
BODY = "11月23日，石头村3组一根通信线杆倾斜，压到村民房屋。\n请贵公司三个工作日内派人到现场，函复由谁维修。"


@dataclass(frozen=True)
class Devices:
    """What the people in the field and those in the office hold."""

    field: str
    office: str
    scripts: bool = True


WAYS = {
    "as_they_are": Devices("phone", "desk"),
    "all_at_phones": Devices("phone", "phone"),
    "all_at_desks": Devices("desk", "desk"),
    "without_scripts": Devices("phone", "desk", scripts=False),
}


@pytest.mark.parametrize("way", WAYS)
def test_pole(crowd: Crowd, tmp_path: Path, way: str) -> None:
    story = Pole(crowd, WAYS[way], tmp_path)
    story.the_grid_member_reports()
    story.a_villager_is_counted_with()
    story.the_officer_takes_it()
    story.on_the_spot()
    story.the_other_village_gets_nothing()
    story.the_letter()
    story.the_companies_answer()
    story.fixed_contested_and_fixed()
    story.everybody_was_told()


class Pole:
    """The people of the story as they come, and the reference they all speak of."""

    def __init__(self, crowd: Crowd, devices: Devices, folder: Path) -> None:
        self.crowd, self.devices, self.folder = crowd, devices, folder
        self.place = crowd.place
        self.ref = ""

    def comes(self, key: str, device: str) -> Visitor:
        return self.crowd.staff(key, device, scripts=self.devices.scripts)

    @property
    def address(self) -> str:
        return f"/m/{self.ref}/"

    def the_grid_member_reports(self) -> None:
        self.xiaoman = xiaoman = self.comes("grid_member", self.devices.field)
        xiaoman.sees("今天要做的事")
        xiaoman.look_if_new()
        xiaoman.taps = 0
        xiaoman.taps_on(xiaoman.link("上报"))
        xiaoman.picks("电线杆")
        xiaoman.writes("在哪里", "3组，老周家屋后")
        xiaoman.writes("说一句是什么事", SAYS)
        xiaoman.taps_on(xiaoman.button("报上去"))
        assert xiaoman.taps <= 3, "from Today to reported"
        xiaoman.sees("号码 HD-", "报上来了，还没人接", "柳湾镇平安办")
        found = re.search(r"/m/([\w-]+)/", xiaoman.page.url)
        assert found
        self.ref = found[1]

    def a_villager_is_counted_with(self) -> None:
        self.villager = villager = self.crowd.visitor("villager", self.devices.field, scripts=self.devices.scripts)
        villager.sign_in_by_phone("13900000001")
        villager.sees("您好")
        villager.taps_on(villager.link("哪里不安全"))
        villager.picks("电线杆")
        villager.writes("说一句是什么事", "屋后的杆子要倒了")
        villager.taps_on(villager.button("报上去"))
        villager.sees("可能已经有人报了", self.ref)
        villager.does_not_see("老周家屋顶")
        villager.taps_on(villager.button("算上我"))
        villager.sees("算上您了")

    def the_officer_takes_it(self) -> None:
        self.officer = officer = self.comes("peace_officer", self.devices.office)
        officer.sees(NAMED)
        officer.taps_on(officer.link("办事" if self.devices.office == "phone" else "待办"))
        officer.taps_on(officer.link(NAMED))
        officer.sees("郑小满", "屋后的杆子要倒了")
        self.place.later(2)
        officer.opens_step("定级别，派人去")
        officer.picks("一级")
        officer.chooses("谁来办", "柳湾镇平安办")
        officer.chooses("具体谁去", "刘志远")
        officer.picks("有")
        officer.sends_step("定级别，派人去")
        officer.sees("收下，定了级别，派了人", "一级", "到场")

    def on_the_spot(self) -> None:
        officer = self.officer
        self.place.later(8)
        officer.goes("/")
        officer.taps_on(officer.link(NAMED))
        officer.opens_step("到现场了")
        officer.writes("到了看见什么", "杆根松了，杆子靠在屋檐上")
        officer.sends_step("到现场了")
        officer.sees("人到了，正在处理")
        self.place.later(45)
        officer.opens_step("先处理，记下来")
        officer.writes("当场做了什么", DEED)
        officer.writes("为什么要当场处理", GROUNDS)
        officer.writes("谁在场", "郑小满，周满仓")
        officer.writes("有人不同意吗", "三家公司都说要先报上级")
        officer.unfolds("不是现在做的")
        officer.writes("其实是什么时候做的", "2026-11-23T10:20")
        officer.sends_step("先处理，记下来")
        officer.sees("今天 10:20", "补记", DEED)
        kept = officer.downloads(officer.link("当场决定记录"), self.folder)
        said = text_of(kept)
        assert GROUNDS in said and DEED in said and "周满仓" in said and "三家公司" in said

    def the_other_village_gets_nothing(self) -> None:
        clerk = self.comes("li_clerk", self.devices.office)
        clerk.does_not_see(NAMED)
        with clerk.expecting(404):
            clerk.goes(self.address)
            clerk.does_not_see("杆子")
            clerk.goes(f"{self.address}step/fix/")
            clerk.does_not_see("杆子")
        clerk.goes(f"/search/?q={self.ref}")
        clerk.does_not_see(NAMED)

    def the_letter(self) -> None:
        officer = self.officer
        officer.opens_step("起草公函")
        officer.picks("远信公司")
        officer.picks("联程公司")
        officer.writes("函的事由", TITLE)
        officer.writes("函的正文", BODY)
        officer.sends_step("起草公函")
        officer.sees("起草了公函")
        self.chief = chief = self.comes("peace_chief", self.devices.office)
        chief.goes("/")
        chief.taps_on(chief.link("等您签发"))
        chief.opens_step("签发公函，编号盖章")
        chief.sees(BODY.split("\n", maxsplit=1)[0], "青河远信通信公司")
        chief.sends_step("签发公函，编号盖章")
        chief.sees("公函签发，编号盖章")
        officer.goes(self.address)
        officer.opens_step("公函送出去了")
        officer.picks("当面")
        officer.sends_step("公函送出去了")
        officer.sees("远信公司", "联程公司", "待回复", "12月3日 周四")
        kept = officer.downloads(officer.link("号"), self.folder)
        said = text_of(kept)
        assert re.search(r"柳政平函?〔2026〕\d+号", said), said
        assert "青河远信通信公司" in said and "青河联程通信公司" in said
        assert TITLE in said and all(line in said for line in BODY.split("\n"))

    def the_companies_answer(self) -> None:
        contact = self.comes("dianxin_contact", self.devices.office)
        contact.goes("/inbox/")
        contact.taps_on(contact.link(NAMED))
        contact.does_not_see("周满仓")
        contact.taps_on(contact.link("写下答复"))
        contact.picks("要先报上级，过几天答")
        contact.writes("把话说清楚", "要先报市公司")
        contact.page.get_by_label("哪天再答").fill("2026-11-27")
        contact.taps_on(contact.button("答复"))
        contact.sees("要先报市公司", "11月27日再答")
        contact.taps_on(contact.link("写下答复"))
        contact.picks("我们来办")
        contact.writes("把话说清楚", "明天上午来修")
        contact.taps_on(contact.button("答复"))
        contact.sees("明天上午来修")
        self.place.later(60)
        officer = self.officer
        officer.goes(self.address)
        officer.sees("明天上午来修")
        officer.taps_on(officer.page.get_by_role("link", name="记下答复").last)
        officer.picks("说不归他们")
        officer.writes("原话怎么说", "不是我们的杆")
        officer.writes("谁答复的", "值班小马")
        officer.taps_on(officer.button("记下来"))
        officer.sees("不是我们的杆", "都回了")

    def fixed_contested_and_fixed(self) -> None:
        self._fix("新杆立好了")
        xiaoman = self.xiaoman
        xiaoman.goes(self.address)
        xiaoman.opens_step("没好")
        xiaoman.writes("他自己怎么说", "线还耷拉在路边")
        xiaoman.sends_step("没好")
        xiaoman.sees("线还耷拉在路边", "正在处理")
        self.place.later(120)
        self._fix("线也架上去了")
        xiaoman.goes(self.address)
        xiaoman.does_at_once("好了")
        xiaoman.sees("解决了")

    def _fix(self, outcome: str) -> None:
        officer = self.officer
        officer.goes(self.address)
        officer.opens_step("危险没了，请报的人看看")
        officer.writes("弄成什么样了", outcome)
        officer.sends_step("危险没了，请报的人看看")
        officer.sees("办完了，等本人说好了没有")

    def everybody_was_told(self) -> None:
        villager = self.villager
        villager.goes("/messages/")
        villager.sees("线也架上去了")
        villager.does_not_see("老周家屋后")
        self.officer.goes("/messages/")
        self.officer.goes("/inbox/")
        self.officer.goes("/figures/")


def text_of(file: Path) -> str:
    """All words of a Word file, tables included."""
    document = docx.Document(str(file))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])
