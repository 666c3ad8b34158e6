"""Rounds of looking: under way, finished, late, called off; and hazards that came out of them."""

from __future__ import annotations

from datetime import datetime, timedelta

from cunli.cases.models import Matter
from cunli.desk.demo.staff_tale import StaffTale
from cunli.desk.demo.stage import Stage
from cunli.desk.demo.tale import Tale


class RoundTale(StaffTale):
    def __init__(self, stage: Stage, who: str, place: str, kind: str, title: str) -> None:
        super().__init__(stage, procedure="inspection_round", who=who, place=place, kind=kind, title=title)

    def well(self, days_ago: int, clock: str, who: str, spot: str) -> None:
        self.then(days_ago, clock, who, "seen_well", spot=spot)

    def faulty(self, at: datetime, who: str, spot: str, fault: str, kind: str) -> Tale:
        """The hazard that came out of it, whose own course goes on from there."""
        self.step(at, who, "seen_faulty", happened_at=None, spot=spot, fault=fault, hazard_kind=kind)
        hazard = Tale(self.stage, self.opened)
        self.stage.plan(at, fault, lambda _now: self._follow(hazard, spot))
        return hazard

    def _follow(self, hazard: Tale, spot: str) -> None:
        found = Matter.objects.unscoped("the demo plays its own matters")
        hazard.ref = found.get(came_from__ref=self.ref, place=spot).ref


def tell(stage: Stage) -> None:
    for story in (_roads, _wooden_houses, _shops, _fog, _culverts, _ponds):
        story(stage)


def _roads(stage: Stage) -> None:
    """Under way: one place is well, at one something is wrong since this morning, two are left."""
    tale = RoundTale(stage, "wangxiumei", "yangliupu", "road", "入冬前把路和桥看一遍")
    places = "村口石桥\n3组水泥路\n河边护栏\n去榆树沟的岔路口"
    tale.begin(2, "08:40", places=places, done_by=tale.day(-3), with_whom="苏明哲")
    tale.well(1, "15:20", "sumingzhe", "3组水泥路")
    tale.faulty(stage.ago(50), "wangxiumei", "河边护栏", "护栏少了两根，孩子放学走这里", "road")


def _wooden_houses(stage: Stage) -> None:
    """Scene 16: the town leads, the village goes along; what was found is being put right."""
    tale = RoundTale(stage, "longzhicheng", "fengxiangzhai", "wooden_fire", "入冬前看木屋的火和电")
    places = "鼓楼\n上寨1排\n上寨2排\n下寨粮仓"
    tale.begin(9, "09:00", places=places, done_by=tale.day(4), with_whom="枫香寨村委会")
    tale.well(8, "10:00", "wujinfu", "鼓楼")
    at = stage.moment(8, "10:40")
    hazard = tale.faulty(at, "wujinfu", "上寨2排", "火塘边的电线皮破了", "wooden_fire")
    peace = stage.unit("wuping:peace").pk
    hazard.step(at + timedelta(minutes=30), "longzhicheng", "screen", happened_at=None, level="L3", assignee=peace)
    hazard.step(stage.moment(7, "09:30"), "longzhicheng", "arrive", happened_at=None, seen="两处破皮")
    tale.well(8, "11:10", "wujinfu", "上寨1排")
    tale.then(6, "15:00", "wujinfu", "not_seen", spot="下寨粮仓", why="主人外出，门锁着，月底回来再看")
    tale.then(6, "16:00", "longzhicheng", "finish")


def _shops(stage: Stage) -> None:
    """Small premises; its day has passed and one place is left."""
    tale = RoundTale(stage, "gaozhenhua", "yushugou", "small_premises", "看小店、小饭馆的电和煤气")
    tale.begin(8, "14:00", places="利民小卖部\n老乔面馆", done_by=tale.day(1), with_whom="榆树沟村委会")
    tale.then(7, "09:00", "gaozhenhua", "add_places", places="兽药店")
    tale.well(5, "10:00", "zhaoyongnian", "利民小卖部")
    tale.well(5, "10:30", "zhaoyongnian", "兽药店")
    tale.then(4, "17:00", "gaozhenhua", "progress", note="面馆老板说后天在家")


def _fog(stage: Stage) -> None:
    tale = RoundTale(stage, "zhaoyongnian", "yushugou", "road", "看山上的路")
    tale.begin(19, "08:00", places="梁顶急弯\n东沟涵洞", done_by=tale.day(17))
    tale.then(18, "09:10", "zhaoyongnian", "call_off", why="大雾封山，镇里说等晴了一起看")


def _culverts(stage: Stage) -> None:
    """The town's peace office began it, the housing office has it now, with another day."""
    tale = RoundTale(stage, "fengyuanshan", "yushugou", "road", "雨后看涵洞堵没堵")
    tale.begin(4, "09:30", places="村东涵洞\n学校门口", done_by=tale.day(1))
    housing = tale.stage.unit("shuangling:housing").pk
    tale.then(3, "10:00", "fengyuanshan", "refer", assignee=housing, why="路和涵洞归村建办看")
    tale.then(2, "16:00", "jiangdalei", "move_day", done_by=tale.day(-1), why="水还没退")


def _ponds(stage: Stage) -> None:
    """All of it is well; after the rain one of them was seen again."""
    tale = RoundTale(stage, "wangxiumei", "yangliupu", "water", "水塘边的牌子和绳子")
    tale.begin(26, "09:00", places="大塘\n小塘", done_by=tale.day(22))
    tale.well(25, "16:00", "wangxiumei", "大塘")
    tale.well(25, "16:20", "sumingzhe", "小塘")
    tale.then(25, "16:30", "wangxiumei", "finish")
    tale.then(14, "08:30", "wangxiumei", "go_again", why="下了两天雨", done_by=tale.day(12), places="大塘")
    tale.well(13, "16:00", "wangxiumei", "大塘")
    tale.then(13, "16:10", "wangxiumei", "finish")
