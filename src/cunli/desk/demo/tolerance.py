"""Tolerance files: the pole of scene 8, a road laid before the rains, a meter read wrong, one for elsewhere."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from cunli.cases.models import Matter
from cunli.desk.demo.staff_tale import StaffTale
from cunli.desk.demo.stage import Stage
from cunli.papers.kinds import PaperKind
from cunli.papers.selectors import papers_of
from cunli.procedures.catalogue.tolerance_facts import BODY, OWN, QUESTIONS, answer_key
from cunli.procedures.values import Value

BODY_NAME = "禾川县纪委监委"
POLE = "电线杆快倒了，压着老周家屋顶"
WHO = "yanzheng"


class ToleranceTale(StaffTale):
    def __init__(self, stage: Stage, who: str, place: str, kind: str, title: str) -> None:
        super().__init__(stage, procedure="tolerance_file", who=who, place=place, kind=kind, title=title)
        self.opened = replace(self.opened, opening="initiate" if who == WHO else "apply")

    def exhibit(self, at: datetime, who: str, title: str, shows: str) -> None:
        """The matter that has this title, and what was written on the spot in it."""
        self._plan(at, f"{who} names the matter", lambda now: self._name(now, who, self._matter(title), shows))
        self._plan(at, f"{who} names the record", lambda now: self._name(now, who, self._record(title), shows))

    def weigh(self, days_ago: int, clock: str, *said: str) -> None:
        answers: dict[str, Value] = {answer_key(BODY, one): text for one, text in zip(QUESTIONS, said, strict=True)}
        self.then(days_ago, clock, WHO, "weigh", measure="none", **answers)

    def decided(self, days_ago: int, clock: str, step: str, decision: str, reasons: str, **more: Value) -> None:
        self.then(
            days_ago, clock, WHO, step, decided_by=BODY_NAME, decided_on=self.day(days_ago),
            took_part=["严正", "监督室两位同志"], decision=decision, reasons=reasons, **more,
        )  # fmt: skip

    def _name(self, at: datetime, who: str, number: str, shows: str) -> None:
        self._step(at, who, "add_exhibit", None, {"exhibit": number, "shows": shows})

    def _matter(self, title: str) -> str:
        return Matter.objects.unscoped("the demo plays its own matters").get(title=title).ref

    def _record(self, title: str) -> str:
        papers = papers_of(self._matter(title)).filter(kind=PaperKind.SPOT_DECISION)
        return papers.get().verify_code


def tell(stage: Stage) -> None:
    for story in (_pole, _road, _meter, _bridge, _quarrel, _lamp, _seed):
        story(stage)


def _own(**said: str) -> dict[str, Value]:
    return {f"{OWN}_{key}": text for key, text in said.items()}


def _pole(stage: Stage) -> None:
    """Scene 11: the officer asks for it himself; the records of that night are named, and he has been heard."""
    tale = ToleranceTale(stage, "liuzhiyuan", "liuwan", "spot", "夜里先放倒线杆、后发公函的事")
    tale.begin(2, "09:00", events="杆根松了，压着屋顶，夜里有大风，先放倒，第二天发函。", harm="放倒时扯断了一根光缆。")
    tale.exhibit(stage.moment(2, "09:10"), "liuzhiyuan", POLE, "几点到、谁在场、为什么当场定")
    tale.then(2, "09:30", "liuzhiyuan", "say_own", **_own(
        motive="屋里有两位老人，先保住人。", conditions="夜里有大风，三家公司都说要先报上级。",
        manner="和网格员商量过，两个人在场，一个钟头里补了记录。", remedy="第二天就发了公函，光缆当天接好。",
    ))  # fmt: skip
    tale.then(2, "11:00", WHO, "accept")
    hearing: dict[str, Value] = {
        "heard_on": tale.day(1), "heard_where": "柳湾镇平安办", "heard_by": ["严正", "记录员小陈"],
        "heard_said": "当时只想着屋里的人。三家都打了电话，等不得。网格员担心责任，我说我来定。",
    }  # fmt: skip
    tale.then(1, "10:30", WHO, "hear", **hearing)


def _road(stage: Stage) -> None:
    """The body opened it; partly tolerated, and what was to be put right was put right, on a later day."""
    tale = ToleranceTale(stage, WHO, "yushugou", "reform", "汛前先铺石子、后补手续的事")
    tale.begin(40, "09:00", events="雨季前村里先铺了 300 米石子。", harm="没有先走比价的手续。")
    tale.then(40, "09:20", WHO, "name", concerned=stage.posts["zhaoyongnian"][0].user_id)
    tale.then(39, "10:00", WHO, "accept")
    tale.then(38, "09:00", "zhaoyongnian", "say_own", **_own(motive="去年冲断过路，怕老人看病出不去。"))
    tale.then(37, "09:00", "zhaoyongnian", "decline_hearing", own_words="该说的都写了")
    tale.weigh(
        33, "15:00", "头一回自己铺，没有经验。", "镇里有比价的规定。", "没有发现私利。", "为了村里人出行。",
        "雨季只差五天。", "村里议过，没比价。", "手续不全，不重。", "价钱不高于市价。", "愿意补手续。",
    )  # fmt: skip
    tale.decided(
        32, "16:00", "decide_to_correct", "partly", "出发点是好的，手续要补齐。", correct_what="补比价记录，补开会记录",
        correct_who="榆树沟村委会", correct_by=tale.day(18),
    )  # fmt: skip
    tale.then(31, "10:00", WHO, "give_to_correct", given_how="by_hand")
    tale.then(29, "09:00", "zhaoyongnian", "object", own_words="开会是开了的，记录丢了")
    tale.then(
        27, "09:00", WHO, "uphold_to_correct", reasons="开会的记录找人补签，还是要补。", who_has_it_now="市纪委监委",
        correct_by=tale.day(18),
    )  # fmt: skip
    tale.then(20, "09:00", WHO, "move_day", correct_by=tale.day(12), why="有一位代表外出。")
    tale.then(14, "09:00", "zhaoyongnian", "report_correction", put_right="比价和开会的记录都补了，贴出来了。")
    tale.then(13, "15:00", WHO, "corrected", outcome="核对过，补齐了。")


def _meter(stage: Stage) -> None:
    """Decided, objected to, looked at once more; the second decision waits to be given."""
    tale = ToleranceTale(stage, "maxiaoying", "fengxiangzhai", "other", "代收电费记错一户的事")
    tale.begin(30, "09:00", events="代收时把两户记反了。", harm="有一户多收了二十元。")
    tale.then(29, "09:00", WHO, "accept")
    tale.then(28, "09:00", "maxiaoying", "decline_hearing")
    said = (
        "不是明知。",
        "有复核的规定。",
        "没有私利。",
        "忙中出错。",
        "那天来了四十人。",
        "没复核。",
        "轻。",
        "二十元。",
        "当天退了。",
    )
    tale.weigh(27, "09:00", *said)
    tale.decided(26, "09:00", "decide", "not_tolerated", "没有复核。")
    tale.then(26, "15:00", WHO, "give", given_how="by_hand")
    tale.then(20, "09:00", "maxiaoying", "object", own_words="复核了，单子在抽屉里")
    tale.then(12, "09:00", WHO, "look_again", why="复核的单子找到了。")
    tale.decided(1, "15:00", "decide", "no_fault", "复核过，错在抄表。")


def _bridge(stage: Stage) -> None:
    """There is something to put right, and it waits to be given; another is being put right, a third objected to."""
    said = (
        "没经验。",
        "没有明令禁止。",
        "没有私利。",
        "好。",
        "急。",
        "没请人看。",
        "一般。",
        "没人受伤。",
        "加固了。",
    )
    for place, who, title, last in (
        ("yangliupu", "wangxiumei", "先拆旧桥板的事", "decided"),
        ("yushugou", "linxiaofeng", "先发种苗、后签字的事", "correcting"),
        ("fengxiangzhai", "guyifan", "先修水池、后报项目的事", "objected"),
    ):
        tale = ToleranceTale(stage, who, place, "progress", title)
        tale.begin(15, "09:00", events="急着办，先做了。", harm="手续晚了几天。")
        tale.then(14, "09:00", WHO, "accept")
        tale.then(13, "09:00", who, "decline_hearing")
        tale.weigh(9, "09:00", *said)
        put_right: dict[str, Value] = {"correct_what": "补手续", "correct_who": "本人", "correct_by": tale.day(-10)}
        tale.decided(2, "15:00", "decide_to_correct", "tolerated", "为了大家，手续补上。", **put_right)
        if last != "decided":
            tale.then(1, "09:00", WHO, "give_to_correct", given_how="by_hand")
        if last == "objected":
            tale.then(1, "16:00", who, "object", own_words="手续早就交了")


def _quarrel(stage: Stage) -> None:
    tale = ToleranceTale(stage, "douchangshun", "zaoyuan", "other", "和邻居争地边的事")
    tale.begin(11, "09:00", events="争地边吵了几句。", harm="没有。")
    tale.then(10, "09:00", WHO, "not_accept", why="不是工作上的事。", who_has_it_now="枣园村调解中心")


def _lamp(stage: Stage) -> None:
    """Not yet, on its day there again, taken up, given, objected to, and the decision stands."""
    tale = ToleranceTale(stage, "sumingzhe", "yangliupu", "other", "路灯先装后批的事")
    tale.begin(60, "09:00", events="先装了一盏灯。", harm="批文晚了。")
    tale.then(59, "09:00", WHO, "not_yet", why="批文还在路上。", again_on=tale.day(52))
    tale.then(50, "09:00", WHO, "accept")
    tale.then(49, "09:00", "sumingzhe", "decline_hearing")
    said = ("没经验。", "有规定。", "没有私利。", "为了安全。", "路黑。", "没先报。", "轻。", "没有。", "补报了。")
    tale.weigh(45, "09:00", *said)
    tale.decided(44, "09:00", "decide", "partly", "以后先报。")
    tale.then(43, "09:00", WHO, "give", given_how="electronic")
    tale.then(40, "09:00", "sumingzhe", "object", own_words="报过口头的")
    tale.then(36, "09:00", WHO, "uphold", reasons="口头的没有记录。", who_has_it_now="市纪委监委")


def _seed(stage: Stage) -> None:
    """Not yet, and its day is to come; another one has just come in."""
    tale = ToleranceTale(stage, "wujinfu", "fengxiangzhai", "reform", "先试种新药材的事")
    tale.begin(4, "09:00", events="试种了五亩。", harm="天旱死了一半。")
    tale.then(3, "09:00", WHO, "not_yet", why="等收完再算损失。", again_on=tale.day(-20))
    other = ToleranceTale(stage, "heyuqing", "liuwan", "other", "通知发晚一天的事")
    other.open(stage.ago(200), events="系统里没点发送。", harm="晚了一天。")
