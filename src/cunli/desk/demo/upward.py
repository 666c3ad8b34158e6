"""What villages and a town have asked upward: waiting, not now and again on a day, promised, arrived, refused."""

from __future__ import annotations

from cunli.desk.demo.staff_tale import StaffTale
from cunli.desk.demo.stage import Stage
from cunli.desk.demo.tale import REPORTER


class UpwardTale(StaffTale):
    def __init__(self, stage: Stage, who: str, place: str, kind: str, title: str) -> None:
        super().__init__(stage, procedure="request_upward", who=who, place=place, kind=kind, title=title)

    def ask(self, days_ago: int, clock: str, wanted: str) -> None:
        self.begin(days_ago, clock, wanted=wanted)


def tell(stage: Stage) -> None:
    for story in (_road, _well, _coal, _learning, _pump, _wall, _snow, _teacher, _lamp, _rubbish):
        story(stage)


def _road(stage: Stage) -> None:
    """Scene 19: not now, because …, again on a day to come."""
    tale = UpwardTale(stage, "wujinfu", "fengxiangzhai", "road", "产业路还差 800 米没铺，请给石料钱")
    tale.ask(9, "09:40", "money")
    why = "今年的修路钱已经排完，明年的计划下月报。"
    tale.then(6, "10:20", "tianjianmu", "not_yet", why=why, again_on=tale.day(-24))


def _well(stage: Stage) -> None:
    """Scene 6: the town cannot decide it and has passed it up; the county's office has days of its own."""
    tale = UpwardTale(stage, "zhaoyongnian", "yushugou", "water", "想办养羊合作社，请帮着打一口井")
    tale.ask(6, "08:50", "money")
    tale.step(
        stage.begun_for("upward.first_answer", 1, clock="11:10"), "hanshuisheng", "pass_up",
        assignee=stage.unit("county:water").pk, officer=stage.posts["jiangtao"][0].user_id, why="打井要县水利局批。",
    )  # fmt: skip


def _coal(stage: Stage) -> None:
    """Come in just now, nobody has answered yet."""
    tale = UpwardTale(stage, "sumingzhe", "yangliupu", "aid", "给独居老人送煤，缺两个能出力的人")
    tale.open(stage.ago(140), wanted="hands")


def _learning(stage: Stage) -> None:
    """Scene 20: promised, arrived, good, and four weeks later still good."""
    tale = UpwardTale(stage, "wangxiumei", "yangliupu", "houses", "想去搞得好的村学怎么分垃圾")
    tale.ask(46, "15:10", "visit")
    promised = "联系好石桥村，去十个人，镇里出车。"
    tale.then(44, "09:30", "lujiancheng", "say_yes", promised=promised, done_by=tale.day(36))
    tale.then(40, "17:00", "lujiancheng", "progress", note="石桥村定在后天")
    tale.then(37, "17:00", "lujiancheng", "deliver", outcome="去了十一个人，带回来一张分类单子")
    tale.then(36, "08:30", REPORTER, "confirm")
    tale.then(6, "09:15", REPORTER, "still_good")


def _pump(stage: Stage) -> None:
    """A town asks the county: a part is promised, and its day comes."""
    tale = UpwardTale(stage, "wanghaibo", "liuwan", "water", "水利站缺一个会修水泵的人")
    tale.ask(5, "10:00", "hands")
    rest = "局里也只有两个人会修。"
    tale.then(3, "16:00", "jiangtao", "say_partly", promised="先借一个人来十天。", done_by=tale.day(-2), rest=rest)


def _wall(stage: Stage) -> None:
    """Handed on, sent back, handed on to the right office; the day is moved; it waits for a word now."""
    tale = UpwardTale(stage, "changmantun", "yushugou", "aid", "五保老人的院墙要倒，请帮着垒")
    tale.ask(15, "09:05", "money")
    peace, housing = (tale.stage.unit(f"shuangling:{key}").pk for key in ("peace", "housing"))
    tale.then(14, "10:00", "baijie", "hand_on", assignee=peace, why="墙的事请平安办看看。")
    tale.then(14, "15:00", "gaozhenhua", "object", why="没伤人，垒墙归村建办。")
    tale.then(13, "09:00", "baijie", "hand_on", assignee=housing, why="垒墙归村建办。")
    tale.then(12, "11:00", "jiangdalei", "say_yes", promised="镇里出砖，村里出工。", done_by=tale.day(7))
    tale.then(7, "16:00", "jiangdalei", "move_day", done_by=tale.day(3), why="下雨，砖拉不进去。")
    tale.then(2, "17:10", "jiangdalei", "deliver", outcome="墙垒好了，抹了灰")


def _snow(stage: Stage) -> None:
    """Refused, asked again, put off, there again on its day by itself, and refused with the reason."""
    tale = UpwardTale(stage, "guyifan", "fengxiangzhai", "aid", "鼓楼边想添一间日间照料室")
    tale.ask(40, "14:00", "money")
    tale.then(38, "09:30", "yangamei", "close_unsolved", why="没有立项。", what_would_change="村里先开会定下来。")
    tale.then(30, "10:00", REPORTER, "reopen", own_words="会开过了，都同意")
    tale.then(28, "11:00", "yangamei", "not_yet", why="等县里下指标。", again_on=tale.day(14))
    why, change = "今年的指标给了木梯村。", "明年指标下来先排你们。"
    tale.then(12, "15:00", "yangamei", "close_unsolved", why=why, what_would_change=change)


def _teacher(stage: Stage) -> None:
    """Said to be there twice and was not; then it was, as a colleague heard."""
    tale = UpwardTale(stage, "wangxiumei", "yangliupu", "insurance", "请派人来讲养老怎么交")
    tale.ask(33, "08:40", "rule")
    _promised(tale, 32)
    tale.then(29, "18:00", REPORTER, "contest", own_words="等了一上午，人没来")
    _promised(tale, 28)
    tale.then(25, "18:00", "sumingzhe", "asked_and_not", own_words="来是来了，只发了张纸")
    _promised(tale, 24)
    tale.then(21, "18:00", "sumingzhe", "asked_and_good", own_words="一家一家算给大家听了")


def _promised(tale: UpwardTale, days_ago: int) -> None:
    """And said to have been done three days later."""
    done_by = tale.day(days_ago - 3)
    tale.then(days_ago, "10:00", "dingxiulan", "say_yes", promised="派一个人来讲一次。", done_by=done_by)
    tale.then(days_ago - 3, "12:00", "dingxiulan", "deliver", outcome="去讲过了")


def _lamp(stage: Stage) -> None:
    """An officer writes down what a village needs and sees to it himself: a colleague goes and looks, twice."""
    tale = UpwardTale(stage, "liuzhiyuan", "yangliupu", "peace", "村口转弯没有灯，晚上看不见")
    tale.ask(24, "19:00", "money")
    tale.then(23, "09:00", "liuzhiyuan", "say_yes", promised="装一盏太阳能灯。", done_by=tale.day(20))
    tale.then(20, "16:00", "liuzhiyuan", "deliver", outcome="灯装上了")
    tale.then(19, "20:00", "sumingzhe", "seen_not", looked="装是装了，不亮")
    tale.then(18, "09:00", "liuzhiyuan", "say_yes", promised="换电池。", done_by=tale.day(16))
    tale.then(16, "16:00", "liuzhiyuan", "deliver", outcome="电池换了")
    tale.then(15, "20:00", "sumingzhe", "seen_good", looked="亮着，一直照到桥头")


def _rubbish(stage: Stage) -> None:
    """Delivered, and nobody has said yet whether it is good: the night's sweep puts it away."""
    tale = UpwardTale(stage, "linxiaofeng", "yushugou", "houses", "清沟的垃圾堆在路边，没车拉")
    tale.ask(22, "09:00", "hands")
    tale.then(21, "10:30", "jiangdalei", "say_yes", promised="来一辆车拉走。", done_by=tale.day(19))
    tale.then(19, "17:00", "jiangdalei", "deliver", outcome="拉了两车，拉干净了")
