"""Where nobody else can be asked a colleague goes to look; what was sent elsewhere and stayed undone comes back."""

from __future__ import annotations

from cunli.desk.demo.hazards import HazardTale
from cunli.desk.demo.stage import Stage
from cunli.desk.demo.tale import REPORTER, Opened, Tale
from cunli.desk.demo.titles import Danger


def tell(stage: Stage) -> None:
    for story in (_branch, _grating, _own_form, _own_printer, _county_road):
        story(stage)


def _found(stage: Stage, danger: Danger, village: str, by: str) -> HazardTale:
    tale = HazardTale(stage, danger, village, by=by, opening="found_and_fixed")
    tale.officer = by
    return tale


def _branch(stage: Stage) -> None:
    danger = Danger("road", "断枝横在去学校的路上", "小学门口", "", "锯开搬走了，路扫干净了")
    tale = _found(stage, danger, "yangliupu", "zhengxiaoman")
    tale.found_and_fixed(stage.moment(12, "07:40"))
    tale.step(stage.moment(12, "16:20"), "sumingzhe", "seen_good", looked="接孩子时路过，路上干净，两位家长都说好走")


def _grating(stage: Stage) -> None:
    """Looked at and not good: whoever had done it did it again."""
    danger = Danger("road", "下水沟盖板缺了一块", "文化室门口", "", "补了一块木板")
    tale = _found(stage, danger, "yushugou", "qiaoermei")
    tale.found_and_fixed(stage.moment(9, "09:10"))
    tale.step(stage.moment(8, "10:00"), "linxiaofeng", "seen_not", looked="木板踩上去就翘，要换水泥板")
    tale.step(stage.moment(5, "15:30"), "qiaoermei", "fix", outcome="换了水泥板，抹了灰")
    tale.step(stage.moment(4, "09:00"), "linxiaofeng", "seen_good", looked="站上去试了，稳")


def _own(stage: Stage, kind: str, title: str) -> Tale:
    """What the woman at the counter needed herself."""
    told = Opened(
        procedure="service_request", kind=kind, title=title, village="yushugou", by="duanxiulan",
        opening="done_on_the_spot", channel="counter", spot="便民服务站",
    )  # fmt: skip
    return Tale(stage, told)


def _own_form(stage: Stage) -> None:
    tale = _own(stage, "phone_silent", "自己的手机收不到短信")
    tale.open(stage.moment(14, "10:05"), outcome="拦截关掉了")
    tale.step(stage.moment(14, "11:00"), "zhaoyongnian", "seen_good", looked="发了一条过去，收到了")


def _own_printer(stage: Stage) -> None:
    tale = _own(stage, "phone_silent", "自己的手机不响")
    tale.open(stage.moment(11, "09:05"), outcome="铃声调大了")
    tale.step(stage.moment(11, "10:30"), "zhaoyongnian", "seen_not", looked="打过去还是不响")
    tale.step(stage.moment(10, "09:00"), "duanxiulan", "fix", outcome="换了喇叭")


def _county_road(stage: Stage) -> None:
    danger = Danger("road", "县道边的反光镜倒了", "村口弯道", "镜子倒在沟里", "")
    tale = HazardTale(stage, danger, "yangliupu", asker=stage.named["ding"], by=REPORTER, channel="self")
    tale.report(stage.moment(16, "17:30"))
    tale.not_ours()
    tale.step(stage.moment(6, "08:10"), REPORTER, "still_there", own_words="十天了没人来扶，弯道看不见车")
    tale.screen(stage.moment(6, "09:00"))
    tale.arrive()
    tale.progress("和养护站一起看了，镜子换新的，订了货")
