"""Scene 11 in a real browser: the pole was taken down at night and papers came later. The officer opens the file at his
phone, puts in what was written at the time, answers the three distinctions and six factors; the county's body hears
him, weighs, writes down what was decided and gives it to him; what is to be put right is put right."""

from __future__ import annotations

import re
from pathlib import Path

import docx
import pytest

from cunli.lib.codes import spoken
from tests.journeys.browsing import Crowd, Visitor

pytestmark = pytest.mark.browser

POLE = "杆子歪到老周家屋顶上了"
DEED = "把杆子放倒，线理到路边"
TITLE = "夜里先放倒线杆的事"
MOTIVE = "屋里有两位老人，先保住人"
WEIGHED = "没有发现为自己谋私利"
REASONS = "当时情况急，是为了救人；比价要补"
DISTINCTIONS = ("第一个区分", "第二个区分", "第三个区分")
FACTORS = ("动机态度", "客观条件", "程序方法", "性质程度", "后果影响", "挽回损失")


def test_from_the_night_of_the_pole_to_what_was_put_right(crowd: Crowd, tmp_path: Path) -> None:
    officer = crowd.staff("peace_officer", "phone")
    hazard, code = the_night(crowd, officer, tmp_path)
    ref = the_officer_asks(officer)
    records_of_the_time(officer, hazard, code)
    in_his_own_words(officer)
    colleague = crowd.staff("peace_chief", "desk")
    with colleague.expecting(404):
        colleague.goes(f"/m/{ref}/")
        colleague.does_not_see(TITLE)
    body = crowd.staff("discipline_officer", "desk")
    heard(body, hazard)
    weighed(body)
    decided(body)
    officer.goes(f"/m/{ref}/")
    officer.sees("定了，书面的马上给您")
    for unseen in (WEIGHED, REASONS):
        officer.does_not_see(unseen)
    given(body, officer, ref, tmp_path)
    put_right(body, officer, ref)


def the_night(crowd: Crowd, officer: Visitor, folder: Path) -> tuple[str, str]:
    """Reported, screened, there, done on the spot; the number of the matter and the digits on the sealed record."""
    walker = crowd.staff("grid_member", "phone")
    walker.goes("/report/")
    walker.picks("电线杆")
    walker.writes("说一句是什么事", POLE)
    walker.taps_on(walker.button("报上去"))
    hazard = ref_of(walker)
    officer.goes(f"/m/{hazard}/")
    officer.opens_step("定级别，派人去")
    officer.picks("一级")
    officer.chooses("谁来办", "柳湾镇平安办")
    officer.sends_step("定级别，派人去")
    officer.opens_step("到现场了")
    officer.sends_step("到现场了")
    officer.opens_step("先处理，记下来")
    officer.writes("当场做了什么", DEED)
    officer.writes("为什么要当场处理", "杆根已松，人住在下面")
    officer.writes("谁在场", "郑小满")
    officer.sends_step("先处理，记下来")
    said = words_of(officer.downloads(officer.link("当场决定记录"), folder))
    found = re.search(r"\b\d{10}\b", said.replace(" ", ""))
    assert found
    return hazard, found[0]


def ref_of(who: Visitor) -> str:
    found = re.search(r"/m/([\w-]+)/", who.page.url)
    assert found
    return found[1]


def words_of(file: Path) -> str:
    document = docx.Document(str(file))
    parts = [document, *(section.footer for section in document.sections)]
    cells = [cell.text for part in parts for table in part.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(line.text for part in parts for line in part.paragraphs), *cells])


def the_officer_asks(officer: Visitor) -> str:
    officer.goes("/")
    officer.taps_on(officer.link("办一件事"))
    officer.taps_on(officer.button("容错纠错"))
    officer.sees("只有您自己和管这件事的机关看得到", "系统不打分")
    officer.picks("先处理")
    officer.writes("说一句是哪件事", TITLE)
    officer.writes("那件事的经过", "杆根松了，压着屋顶，夜里有大风，先放倒，第二天发函。")
    officer.writes("出了什么问题", "没有先比价就请了吊车。")
    officer.taps_on(officer.button("提上去"))
    officer.sees("号码 TF-", "等答复收不收", "县纪委监委")
    return ref_of(officer)


def records_of_the_time(officer: Visitor, hazard: str, code: str) -> None:
    officer.opens_step("放一份当时的记录")
    officer.writes("当时的记录", "HD-2026-99999")
    officer.writes("它说明什么", "几点报的，几点到的")
    with officer.expecting(409):
        officer.sends_step("放一份当时的记录")
        officer.sees("没有找到这份记录", "写的都还在下面")
    officer.writes("当时的记录", hazard)
    officer.sends_step("放一份当时的记录")
    officer.opens_step("放一份当时的记录")
    officer.writes("当时的记录", code)
    officer.writes("它说明什么", "谁在场，为什么当场定")
    officer.sends_step("放一份当时的记录")
    officer.sees(f"{hazard}（2026年11月23日", f"核验码 {spoken(code)}", "没有改动")


def in_his_own_words(officer: Visitor) -> None:
    officer.opens_step("我一条一条说明")
    officer.writes("第三个区分", "没有得一分钱")
    officer.writes("动机态度", MOTIVE)
    officer.writes("挽回损失", "第二天就发了公函")
    officer.sends_step("我一条一条说明")
    officer.sees(MOTIVE)


def heard(body: Visitor, hazard: str) -> None:
    body.goes("/")
    body.taps_on(body.link(TITLE))
    body.sees(MOTIVE, "没有改动")
    body.does_at_once("收下，去了解")
    body.does_not_see("记下机关的决定")
    with body.expecting(404):
        body.goes(f"/m/{hazard}/")
        body.does_not_see(DEED)
    body.page.go_back()
    body.opens_step("听了本人说，写下来")
    body.page.get_by_label("哪天听的").fill("2026-11-23")
    body.writes("在哪里听的", "柳湾镇平安办")
    body.writes("谁听的", "严正、记录员小陈")
    body.writes("本人怎么说", "当时只想着屋里的人。")
    body.sends_step("听了本人说，写下来")
    body.sees("听了本人说")


def weighed(body: Visitor) -> None:
    body.opens_step("一条一条写明看法")
    for name in DISTINCTIONS + FACTORS:
        body.writes(name, WEIGHED if name == "第三个区分" else "写明了")
    body.picks("还没有录入细则")
    body.sends_step("一条一条写明看法")
    body.sees(WEIGHED)


def decided(body: Visitor) -> None:
    body.opens_step("记下决定，有要改正的")
    body.writes("哪个机关定的", "县纪委监委")
    body.page.get_by_label("哪天定的").fill("2026-11-23")
    body.writes("谁参加了", "严正、监督室两位同志")
    body.picks("部分予以容错")
    body.writes("理由", REASONS)
    body.writes("要改正什么", "补比价记录")
    body.writes("谁来改", "柳湾镇平安办")
    body.page.get_by_label("哪天前改好").fill("2026-12-10")
    body.sends_step("记下决定，有要改正的")
    body.sees("还没送到本人")


def given(body: Visitor, officer: Visitor, ref: str, folder: Path) -> None:
    body.opens_step("决定送到本人了")
    body.picks("当面送")
    body.sends_step("决定送到本人了")
    officer.goes("/messages/")
    officer.sees("的决定书面给您了")
    officer.goes(f"/m/{ref}/")
    officer.sees("送到了，照着改正", "12月10日")
    said = words_of(officer.downloads(officer.link("容错纠错决定"), folder))
    assert REASONS in said and WEIGHED in said and "部分予以容错" in said


def put_right(body: Visitor, officer: Visitor, ref: str) -> None:
    officer.opens_step("我改了这些")
    officer.writes("改了什么", "比价记录补好了，贴在卷里")
    officer.sends_step("我改了这些")
    body.goes("/inbox/")
    body.taps_on(body.link(TITLE))
    body.sees("比价记录补好了")
    body.opens_step("改好了，核对过")
    body.writes("弄成什么样了", "核对过，补齐了")
    body.sends_step("改好了，核对过")
    officer.goes(f"/m/{ref}/")
    officer.sees("定了，书面的给您了", "核对过，补齐了")
