"""Who looks after whom in the three villages, what they wrote down after their visits, and what they promised.

Scene 3: rain has sunk an old woman's yard, two people fill it. Scene 4: each has a share of the households. Scene 7: in
the evening the day's visits stand in the notebook.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial

from cunli.acts.visiting import Promised, Visit, write_visit
from cunli.desk.demo.geography import VILLAGES
from cunli.desk.demo.stage import Stage, Villager
from cunli.lib.terms import day_of
from cunli.places.models import Area
from cunli.visits import care
from cunli.visits.kinds import Way
from cunli.visits.models import Care
from cunli.visits.services import Wording, end_pairings, pair, share_out_village

PAIRED_BEFORE = timedelta(70)
ADOPTED = 5
CADRES = {"yangliupu": "wangxiumei", "yushugou": "zhaoyongnian", "fengxiangzhai": "wujinfu"}
HELPERS = {
    "yangliupu": ("wangxiumei", "sumingzhe", "sunerwang", "zhengxiaoman", "machunsheng", "xujinling"),
    "yushugou": ("zhaoyongnian", "linxiaofeng", "changmantun", "qiaoermei", "baiyulin"),
    "fengxiangzhai": ("wujinfu", "guyifan", "tianmaolin", "yangxiuhua", "shihaiyan", "longwenbin"),
}
SEEN = (
    ("都好，煤够烧到年底。", "", "看了看炉子和烟囱。"),
    ("院子扫得干净，粮食收进屋了。", "今年玉米比去年好。", ""),
    ("屋里冷，窗缝漏风。", "夜里要起来添两回煤。", "找了块塑料布先钉上。"),
    ("两口子都在，精神不错。", "儿子过年回来。", "帮着看了看电表。"),
    ("灶台边堆着柴，不安全。", "", "一起把柴挪到院里。"),
)
HOMES_SEEN = 8


def tell(stage: Stage) -> None:
    for village in VILLAGES:
        if village.full:
            _pair(stage, village.key)
            _notes(stage, village.key)
    _yard(stage)


def _pair(stage: Stage, village: str) -> None:
    """Shared out evenly; the named households of the stories to the cadre; one newly without anybody."""
    cadre, area = stage.actor(CADRES[village]), stage.land.areas[village]
    ids = [stage.posts[login][0].user_id for login in HELPERS[village]]
    named = [one.household.pk for one in stage.named.values() if one.household.village_id == area.pk]
    other = next(one.household.pk for one in reversed(stage.villagers[village]) if one.household.pk not in named)

    def shared(at: datetime) -> None:
        pair(actor=cadre, household_ids=named, user_id=cadre.user_id or 0, at=at)
        share_out_village(actor=cadre, village=area, helper_ids=ids, at=at)

    def left(at: datetime) -> None:
        end_pairings(actor=cadre, household_ids=[other], why="原来联系的人调走了", at=at)

    stage.plan(stage.anchor - PAIRED_BEFORE, f"pairing in {village}", shared)
    stage.plan(stage.moment(2, "09:00"), f"one without a contact in {village}", left)
    stage.plan(stage.moment(ADOPTED, "00:10"), f"the rhythm in {village}", partial(_adopt, area))


def _adopt(area: Area, at: datetime) -> None:
    """The county has said how often who is to be seen only these few days ago: nobody is months late."""
    Care.objects.unscoped("the demo adopts the rhythm").filter(village=area).delete()
    care.follow(area, on=day_of(at))


def _notes(stage: Stage, village: str) -> None:
    """A visit or two on the evenings of the last weeks, by the cadre and the first secretary."""
    homes = stage.villagers[village]
    for number in range(HOMES_SEEN):
        who, words = HELPERS[village][number % 2], SEEN[number % len(SEEN)]
        at = stage.moment(1 + 3 * number, "17:40")
        whom = homes[stage.random.randrange(len(homes))]
        _visit(stage, at, who, whom, words, way=Way.PHONE if number % 4 == 3 else Way.VISIT)


def _yard(stage: Stage) -> None:
    """李桂兰 is 83 and lives alone; what was promised is due in two days, what was promised before was kept."""
    seen = (
        "下雨把院子泡沉了一块，水往墙根流。",
        "夜里腿疼，想去镇上看看。",
        "和常满囤填了两车土，垒了一道小坎，干了两个钟头。",
    )
    promised = [Promised(words="送她去镇卫生院看腿", done_by=stage.today + timedelta(2))]
    _visit(stage, stage.moment(1, "16:20"), "zhaoyongnian", stage.named["li"], seen, promises=promised)
    again = "手机能响了。", "", "把铃声调到最大，教她接了两遍。"
    _visit(stage, stage.moment(9, "10:10"), "linxiaofeng", stage.named["li"], again, promises=[])


def _visit(
    stage: Stage,
    at: datetime,
    who: str,
    whom: Villager,
    words: tuple[str, str, str],
    *,
    way: str = Way.VISIT,
    promises: list[Promised] | None = None,
) -> None:
    seen, said, did = words
    visit = Visit(
        way=way, wording=Wording(seen=seen, said=said, did=did), met=[whom.person.pk], happened_at=at, to=whom.person,
        promises=promises or [],
    )  # fmt: skip

    def happens(now: datetime) -> None:
        write_visit(actor=stage.actor(who), household=whom.household, visit=visit, at=now)

    stage.plan(at, f"{who} visits {whom.person.name}", happens)
