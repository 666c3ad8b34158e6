"""What lies today with the people one signs in as: a few things each, late, due and to come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from cunli.desk.demo.hazards import HazardTale
from cunli.desk.demo.history import someone
from cunli.desk.demo.services import ServiceTale
from cunli.desk.demo.stage import Stage
from cunli.desk.demo.titles import Danger, Wish


@dataclass(frozen=True, slots=True)
class Given:
    """A hazard given to someone, due in so many days. ``seen``: they have been there already."""

    login: str
    unit: str
    village: str
    danger: Danger
    due_in: int
    seen: bool = True


def _danger(kind: str, title: str, spot: str, seen: str) -> Danger:
    return Danger(kind, title, spot, seen, "", "L3")


GIVEN = (
    Given("zhengxiaoman", "yangliupu:committee", "yangliupu",
          _danger("surroundings", "渠边倒了一堆建筑垃圾", "东渠边", "有三车多"), 0),
    Given("zhengxiaoman", "yangliupu:committee", "yangliupu",
          _danger("road", "巷口的石阶松了，老人走着晃", "学校后巷", "松了两级"), 1),
    Given("zhengxiaoman", "yangliupu:committee", "yangliupu",
          _danger("water", "水渠的盖板翘起来", "3组磨坊旁", "翘了一块，绊过人"), 3, seen=False),
    Given("wangxiumei", "yangliupu:committee", "yangliupu",
          _danger("surroundings", "污水从沟里漫出来", "南街", "沟里淤满了"), -1),
    Given("wangxiumei", "yangliupu:committee", "yangliupu",
          _danger("surroundings", "草垛堆到路上，只能过一个人", "村委会旁", "占了半条路"), 1),
    Given("liuzhiyuan", "liuwan:peace", "zaoyuan",
          _danger("road", "弯道的镜子碎了", "枣园村西弯道", "镜子碎了一半"), 0),
    Given("liuzhiyuan", "liuwan:peace", "yangliupu",
          _danger("house", "老供销社的房檐掉瓦", "十字街", "掉了十几片"), 2),
    Given("heyuqing", "liuwan:peace", "shiqiao",
          _danger("school", "校门口的减速带翘了", "村小门口", "螺丝露出来了"), -2),
    Given("heyuqing", "liuwan:peace", "shanghe",
          _danger("other", "废井口只盖了木板", "北地", "木板朽了"), 4),
    Given("zhaoyongnian", "yushugou:committee", "yushugou",
          _danger("water", "院里的排水沟塌了，水往屋里返", "", "沟塌了两米"), -1),
    Given("zhaoyongnian", "yushugou:committee", "yushugou",
          _danger("surroundings", "井边的石板滑，老人打水难", "老井", "长满青苔"), 0),
    Given("qiaoermei", "yushugou:committee", "yushugou",
          _danger("surroundings", "门前的粪池盖板破了", "", "破了一角，拿木板挡着"), 1),
    Given("wujinfu", "fengxiangzhai:committee", "fengxiangzhai",
          _danger("slope", "鼓楼后面的坡往下掉土", "鼓楼", "掉了两筐土"), 0),
    Given("wujinfu", "fengxiangzhai:committee", "fengxiangzhai",
          _danger("road", "产业路没修通的那段下雨就滑", "产业路尽头", "泥有一拃深"), 5),
    Given("yangxiuhua", "fengxiangzhai:committee", "fengxiangzhai",
          _danger("road", "屋前的石板桥松了", "", "踩上去就晃"), 1),
)  # fmt: skip
SERVED = (
    ("wangxiumei", "yangliupu", Wish("pension_check", "养老认证还差三天到期", ""), 0),
    ("zhouguifang", "yangliupu", Wish("water_bill", "水费单上的名字不对", ""), 1),
    ("zhouguifang", "yangliupu", Wish("errand", "眼药水用完了，帮忙去镇上买", ""), 0),
    ("zhaoyongnian", "yushugou", Wish("dibao_question", "低保年审要带哪几样", ""), 1),
    ("duanxiulan", "yushugou", Wish("phone_silent", "新换的手机不会接电话", ""), 0),
    ("wujinfu", "fengxiangzhai", Wish("medical_pay", "一家五口的医保怎么交", ""), 2),
)
"""Services taken by someone of the village: login, village, wish, due in days."""
DAY_OF_ARRIVAL = 2
"""Who has not been there yet is still within the days for going there."""


def tell(stage: Stage) -> None:
    for given in GIVEN:
        _give(stage, given)
    for login, village, wish, due_in in SERVED:
        tale = ServiceTale(stage, wish, village, someone(stage, village))
        tale.helper = tale.worker = login
        begun = stage.begun_for("service.done", due_in, clock="10:15")
        tale.ask(begun - timedelta(minutes=20))
        tale.take(begun)


def _give(stage: Stage, given: Given) -> None:
    asker = None if given.danger.spot else someone(stage, given.village)
    tale = HazardTale(stage, given.danger, given.village, asker=asker, channel="call" if asker else "grid")
    tale.unit_key, tale.officer = given.unit, given.login
    clock, due_in = (
        ("hazard.done", given.due_in) if given.seen else ("hazard.arrival", min(given.due_in, DAY_OF_ARRIVAL))
    )
    begun = stage.begun_for(clock, due_in, per="L3", clock="11:05")
    tale.report(begun - timedelta(minutes=55))
    tale.screen(begun)
    if given.seen:
        tale.arrive(60, 600)
