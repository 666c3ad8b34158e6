"""What was promised in the three villages: kept, put off, not right yet, not to be done after all, let go, held to."""

from __future__ import annotations

from datetime import timedelta

from cunli.desk.demo.stage import Stage
from cunli.desk.demo.tale import REPORTER, Opened, Tale
from cunli.procedures.values import Value


class PromiseTale(Tale):
    """Made at the door of somebody of a village; days are before the anchor's, a day to come is negative."""

    def __init__(self, stage: Stage, who: str, place: str, to: str, title: str) -> None:
        told = Opened(procedure="promise", kind="", title=title, village=place, by=who, channel="visit")
        super().__init__(stage, told, asker=stage.named[to])

    def begin(self, days_ago: int, clock: str, *, done_by: int) -> None:
        self.open(self.stage.moment(days_ago, clock), done_by=self.day(done_by))

    def then(self, days_ago: int, clock: str, who: str, key: str, **values: Value) -> None:
        self.step(self.stage.moment(days_ago, clock), who, key, happened_at=None, **values)

    def day(self, days_ago: int) -> str:
        return (self.stage.today - timedelta(days_ago)).isoformat()


def tell(stage: Stage) -> None:
    for story in (_coal, _stove, _lamp, _roof, _seed, _ramp, _bed, _rice):
        story(stage)


def _coal(stage: Stage) -> None:
    """Kept, good, and good still four weeks later."""
    tale = PromiseTale(stage, "linxiaofeng", "yushugou", "li", "把过冬的煤拉到家门口")
    tale.begin(46, "10:00", done_by=40)
    tale.then(43, "09:00", "linxiaofeng", "progress", note="车定了，大后天拉")
    tale.then(41, "16:00", "linxiaofeng", "deliver", outcome="拉来半吨，码在南墙根。")
    tale.then(40, "09:00", REPORTER, "confirm")
    tale.then(11, "09:30", REPORTER, "still_good")


def _stove(stage: Stage) -> None:
    """Done, and she says that it is not right yet: another day is named."""
    tale = PromiseTale(stage, "zhaoyongnian", "yushugou", "hou", "给炉子换一截烟筒")
    tale.begin(12, "15:00", done_by=8)
    tale.then(8, "11:00", "zhaoyongnian", "deliver", outcome="换上了新的。")
    tale.then(7, "10:00", "linxiaofeng", "asked_and_not", own_words="刮风还往屋里倒烟。")
    tale.then(6, "09:00", "zhaoyongnian", "say_day", done_by=tale.day(-2))


def _lamp(stage: Stage) -> None:
    """It cannot be done here; he holds to it, and a day has to be named."""
    tale = PromiseTale(stage, "wangxiumei", "yangliupu", "zhou", "屋后巷子里装一盏路灯")
    tale.begin(9, "17:00", done_by=2)
    tale.then(4, "10:00", "wangxiumei", "excuse", why="灯杆归供电所。", what_would_change="供电所答应来人")
    tale.then(1, "19:00", REPORTER, "insist", own_words="天黑看不见路，摔过一回。")


def _roof(stage: Stage) -> None:
    """It cannot be done after all; the person has not said yet what they think of it."""
    tale = PromiseTale(stage, "wujinfu", "fengxiangzhai", "long", "赶在下雪前把屋角的瓦补上")
    tale.begin(8, "09:30", done_by=-1)
    tale.then(1, "16:00", "wujinfu", "excuse", why="瓦匠进城了。", what_would_change="月底瓦匠回来就补")


def _seed(stage: Stage) -> None:
    """Put off with the reason, handed on, and waiting to be looked at."""
    tale = PromiseTale(stage, "sumingzhe", "yangliupu", "ding", "带两袋新麦种来")
    tale.begin(20, "08:40", done_by=10)
    tale.then(10, "18:00", "sumingzhe", "move_day", done_by=tale.day(1), why="种子站还没到货。")
    unit = stage.unit("yangliupu:station").pk
    tale.then(5, "09:00", "sumingzhe", "hand_on", assignee=unit, why="种子站送到服务站")
    tale.then(1, "11:00", "zhouguifang", "deliver", outcome="两袋都到了，放在服务站。")


def _ramp(stage: Stage) -> None:
    """Not right yet in her own words, then nobody could be asked in time, then it was taken up again."""
    tale = PromiseTale(stage, "wangxiumei", "yangliupu", "song", "门口垫一个缓坡")
    tale.begin(40, "14:00", done_by=36)
    tale.then(36, "15:00", "wangxiumei", "deliver", outcome="垫了土，压实了。")
    tale.then(35, "09:00", REPORTER, "contest", own_words="下雨就冲走了。")
    tale.then(34, "09:00", "wangxiumei", "deliver", outcome="抹了一层水泥。")
    # nobody says anything: the sweep of a night a week later puts it away


def _bed(stage: Stage) -> None:
    """She wants it done though it was hard, then it is let go: her son has brought one."""
    tale = PromiseTale(stage, "zhaoyongnian", "yushugou", "li", "找一张高一点的床")
    tale.begin(30, "10:00", done_by=25)
    tale.then(28, "10:00", "zhaoyongnian", "excuse", why="村里没有多的。", what_would_change="镇里敬老院有旧的")
    tale.then(27, "10:00", "linxiaofeng", "asked_and_insists", own_words="矮床起不来。")
    tale.then(26, "10:00", "zhaoyongnian", "excuse", why="敬老院的还没腾出来。", what_would_change="下个月")
    tale.then(25, "10:00", "linxiaofeng", "asked_and_released", own_words="儿子买来了。")
    tale.then(20, "10:00", REPORTER, "reopen", own_words="还是矮。")
    tale.then(18, "10:00", "zhaoyongnian", "deliver", outcome="垫高了两块砖。")
    tale.then(17, "15:00", "linxiaofeng", "asked_and_good", own_words="这下好起来了。")


def _rice(stage: Stage) -> None:
    """Excused; one lets it go at once, of another nobody has heard anything."""
    tale = PromiseTale(stage, "wujinfu", "fengxiangzhai", "shi", "捎一袋米上来")
    tale.begin(33, "10:00", done_by=30)
    tale.then(32, "10:00", "wujinfu", "excuse", why="车坏了。", what_would_change="车修好")
    tale.then(31, "10:00", REPORTER, "release")
    other = PromiseTale(stage, "zhaoyongnian", "yushugou", "zhao_couple", "借一台粉碎机")
    other.begin(35, "10:00", done_by=31)
    other.then(32, "10:00", "zhaoyongnian", "excuse", why="机器借出去了。", what_would_change="开春还回来")
    # nobody says anything: a sweep puts it away
