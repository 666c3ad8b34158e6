"""Whistles: several units came together, one left and said who goes on; not now; not needed; asked just now."""

from __future__ import annotations

from datetime import timedelta

from cunli.cases.models import Answer
from cunli.desk.demo.staff_tale import StaffTale
from cunli.desk.demo.stage import Stage
from cunli.desk.demo.tale import REPORTER


class WhistleTale(StaffTale):
    def __init__(self, stage: Stage, who: str, place: str, kind: str, title: str) -> None:
        super().__init__(stage, procedure="joint_whistle", who=who, place=place, kind=kind, title=title)

    def units(self, *keys: str) -> list[int]:
        return [self.stage.unit(key).pk for key in keys]


def tell(stage: Stage) -> None:
    for story in (_sand_lorries, _landing, _rubbish, _lamp, _culvert):
        story(stage)


def _sand_lorries(stage: Stage) -> None:
    """Under way now: one is there, one is on the way, one has left and said who goes on."""
    tale = WhistleTale(stage, "wangxiumei", "yangliupu", "key_work", "砂石车压坏村口路，一家管不了")
    began = stage.ago(170)
    tale.open(began)
    tale.step(
        began + timedelta(minutes=12), "liuzhiyuan", "blow", gather_at="村口石桥边", task="交通查超载，水利看河堤",
        whistled=tale.units("county:roads", "county:water"),
    )  # fmt: skip
    tale.arrives(began + timedelta(minutes=38), "luguangping", "county:roads", "来了三个人，先拦车")
    tale.step(
        began + timedelta(minutes=50), "liuzhiyuan", "call_more", whistled=tale.units("county:power"),
        why="路边电杆也压歪了",
    )  # fmt: skip
    tale.arrives(began + timedelta(minutes=80), "yinliang", "county:power")
    tale.answer(
        began + timedelta(minutes=130), "yinliang", "county:power", Answer.LEFT, "新杆下午才拉得到",
        goes_on="供电所抢修班小马，下午三点到",
    )  # fmt: skip


def _landing(stage: Stage) -> None:
    """Done together, and the next flood of complaints brings it up again."""
    tale = WhistleTale(stage, "zhaoyongnian", "yushugou", "enforcement", "河滩上有人偷挖沙")
    tale.begin(16, "08:30")
    tale.then(
        16,
        "09:00",
        "gaozhenhua",
        "blow",
        whistled=tale.units("county:water"),
        gather_at="东沟河滩",
        task="看谁挖的，先停下",
    )
    tale.arrives(stage.moment(16, "09:25"), "jiangtao", "county:water")
    tale.answer(stage.moment(16, "12:00"), "jiangtao", "county:water", Answer.DONE, "停了，坑填平了")
    tale.then(16, "12:10", "zhaoyongnian", "progress", note="老板签了字，不再挖")
    tale.then(16, "12:30", "gaozhenhua", "finish", outcome="停挖了，河滩填平了，水利局立了牌子")


def _rubbish(stage: Stage) -> None:
    """Not now, because …; on its day it was there again, and it was whistled."""
    tale = WhistleTale(stage, "wujinfu", "fengxiangzhai", "key_work", "寨子下面的污水沟，几家都说不归自己")
    tale.begin(12, "10:00")
    tale.then(12, "15:00", "longzhicheng", "not_yet", why="水利局这周都在防汛。", again_on=tale.day(5))
    tale.then(
        5,
        "09:00",
        "longzhicheng",
        "blow",
        whistled=tale.units("county:water"),
        gather_at="下寨沟口",
        task="看水往哪里走",
    )
    tale.arrives(stage.moment(5, "09:30"), "jiangtao", "county:water")
    tale.answer(stage.moment(5, "11:00"), "jiangtao", "county:water", Answer.DONE, "量好了，月底来挖")
    tale.then(5, "11:10", "longzhicheng", "finish", outcome="定了水利局挖沟，村里出工")
    tale.then(2, "09:00", REPORTER, "blow_again", own_words="沟口又堵了，量好的桩也冲了")


def _lamp(stage: Stage) -> None:
    tale = WhistleTale(stage, "sunerwang", "yangliupu", "urgent", "三组路灯全不亮")
    tale.begin(9, "19:00")
    tale.then(
        8, "08:20", "liuzhiyuan", "not_blow", why="供电一家就能修。", what_would_change="已经打了电话，今天来修。"
    )


def _culvert(stage: Stage) -> None:
    tale = WhistleTale(stage, "changmantun", "yushugou", "key_work", "涵洞归谁修，公路和水利说不到一起")
    tale.begin(1, "16:00")
    tale.then(1, "17:00", "gaozhenhua", "not_yet", why="先请公路站拿图纸。", again_on=tale.day(-3))
