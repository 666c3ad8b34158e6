"""Calls for hands: a yard under water now, a grandmother who was found, a road under snow that is clear again."""

from __future__ import annotations

from datetime import datetime, timedelta

from cunli.accounts.selectors import villager_actor
from cunli.cases import services as cases
from cunli.cases.calling import call_for
from cunli.cases.models import Answer
from cunli.cases.services import Coming, Mark
from cunli.desk.demo.staff_tale import StaffTale
from cunli.desk.demo.stage import Stage
from cunli.lib.actors import Actor


class CallTale(StaffTale):
    def __init__(self, stage: Stage, who: str, place: str, kind: str, title: str) -> None:
        super().__init__(stage, procedure="call_for_hands", who=who, place=place, kind=kind, title=title)

    def comes(
        self, at: datetime, who: str, name: str = "", *, people: int = 1, brings: str = "", comes: str = ""
    ) -> None:
        """By themselves, or taken by telephone where a name is given. ``who`` is a login or a villager of the stage."""
        said: dict[str, int | str] = {"people": people, "brings": brings, "comes": comes}
        self._plan(at, f"{who} {name} comes", lambda now: self._comes(now, who, name, said))

    def marked(self, at: datetime, who: str, name: str, mark: Mark) -> None:
        self._plan(at, f"{name} {mark}", lambda now: self._marked(now, who, name, mark))

    def _who(self, who: str) -> Actor:
        villager = self.stage.named.get(who)
        if villager is None:
            return self.stage.actor(who)
        if villager.person.user is None:
            raise LookupError(who)
        return villager_actor(villager.person.user)

    def _comes(self, at: datetime, who: str, name: str, said: dict[str, int | str]) -> None:
        actor = self._who(who)
        coming = Coming(
            name=name or actor.name, user_id=None if name else actor.user_id, people=int(said["people"]),
            brings=str(said["brings"]), comes=str(said["comes"]),
        )  # fmt: skip
        cases.say_coming(actor=actor, matter=call_for(actor, self.ref), coming=coming, at=at)

    def _marked(self, at: datetime, who: str, name: str, mark: Mark) -> None:
        actor = self._who(who)
        matter = call_for(actor, self.ref)
        cases.mark_hand(actor=actor, matter=matter, hand=matter.hands.still_out().get(name=name), mark=mark, at=at)


def needs(where: str, how_many: str, until: str, **more: str) -> dict[str, str]:
    return {"gather_at": where, "how_many": how_many, "until": until, **more}


def tell(stage: Stage) -> None:
    for story in (_water, _grandmother, _snow, _fire):
        story(stage)


def _water(stage: Stage) -> None:
    """Scene 20: under way now; villagers come, a neighbouring village has sent a team."""
    tale = CallTale(stage, "wangxiumei", "yangliupu", "flood", "河水漫到村口路上，要装沙袋")
    began = stage.ago(150)
    wanted = needs("村口石桥边", "20 个人", tale.day(0), machines="铁锹、抽水泵", skills="会开抽水泵的")
    tale.open(began, happened_at=None, **wanted)
    units = [stage.unit(key).pk for key in ("zaoyuan:committee", "shiqiao:committee")]
    tale.step(began + timedelta(minutes=5), "wangxiumei", "ask_neighbours", neighbours=units)
    tale.comes(began + timedelta(minutes=9), "zhou", brings="铁锹两把", comes="马上到")
    tale.comes(began + timedelta(minutes=14), "sunerwang", "宋大河", people=3, brings="三轮车", comes="半个钟头")
    tale.comes(
        began + timedelta(minutes=20), "douchangshun", "窦长顺带队", people=8, brings="抽水泵一台", comes="40 分钟"
    )
    tale.marked(began + timedelta(minutes=22), "zhou", "周满仓", Mark.ARRIVED)
    tale.arrives(began + timedelta(minutes=58), "douchangshun", "zaoyuan:committee", "8 个人带泵到了")
    tale.marked(began + timedelta(minutes=60), "douchangshun", "窦长顺带队", Mark.ARRIVED)
    tale.comes(began + timedelta(minutes=70), "ding", brings="手电", comes="天黑前")
    tale.step(began + timedelta(minutes=75), "sumingzhe", "progress", note="沙袋垒了两层，水没再涨")


def _grandmother(stage: Stage) -> None:
    tale = CallTale(stage, "zhaoyongnian", "yushugou", "missing", "段奶奶下午出门没回来")
    tale.begin(6, "16:00", **needs("村委会", "能走的都来", tale.day(6)))
    tale.then(6, "16:40", "zhaoyongnian", "call_off", why="在女儿家找到了。")


def _snow(stage: Stage) -> None:
    """Called, changed, enough, called once more, and it ended when everybody was home."""
    tale = CallTale(stage, "wujinfu", "fengxiangzhai", "snow", "进寨的路结了冰，车上不来")
    tale.begin(19, "07:30", **needs("寨门口", "15 个人", tale.day(18), machines="铁锹、盐"))
    tale.comes(stage.moment(19, "07:50"), "tianmaolin", "2组的八个人", people=8, brings="铁锹")
    tale.then(19, "08:10", "guyifan", "change_needs", **needs("寨门口", "再来 5 个", tale.day(18), machines="盐"))
    tale.marked(stage.moment(19, "08:30"), "tianmaolin", "2组的八个人", Mark.ARRIVED)
    tale.then(19, "10:00", "wujinfu", "enough")
    tale.then(19, "11:00", "wujinfu", "call_again", **needs("鼓楼坡", "6 个人", tale.day(18)))
    tale.then(19, "14:00", "wujinfu", "enough")
    tale.marked(stage.moment(19, "15:00"), "tianmaolin", "2组的八个人", Mark.HOME)
    tale.then(19, "15:30", "wujinfu", "end", outcome="冰铲完了，撒了盐，班车上来了")


def _fire(stage: Stage) -> None:
    """Enough for now; not everybody is home yet."""
    tale = CallTale(stage, "zhaoyongnian", "yushugou", "fire", "东梁冒烟，要看着火头")
    tale.begin(1, "15:00", **needs("东梁路口", "10 个人", tale.day(0), machines="扫把、水桶"))
    tale.step(
        stage.moment(1, "15:05"), "zhaoyongnian", "ask_neighbours", neighbours=[stage.unit("shuangling:peace").pk]
    )
    tale.comes(stage.moment(1, "15:20"), "changmantun", "1组四个人", people=4, brings="扫把")
    tale.arrives(stage.moment(1, "15:50"), "fengyuanshan", "shuangling:peace", "镇里应急队 6 个人到了")
    tale.answer(stage.moment(1, "19:00"), "fengyuanshan", "shuangling:peace", Answer.DONE, "火灭了，留两个人守")
    tale.marked(stage.moment(1, "15:40"), "changmantun", "1组四个人", Mark.ARRIVED)
    tale.then(1, "20:00", "zhaoyongnian", "enough")
