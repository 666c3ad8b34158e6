"""Households that the stories speak of, and the villagers who sign in with a phone."""

from __future__ import annotations

from dataclasses import dataclass

from cunli.desk.demo.homes import HomePlan, MemberPlan
from cunli.registry.kinds import Relation

R = Relation
_OLD_COUPLE = (MemberPlan(R.HEAD, True, 71), MemberPlan(R.SPOUSE, False, 69))

NAMED_HOMES: dict[str, tuple[HomePlan, ...]] = {
    "yangliupu": (
        HomePlan(_OLD_COUPLE, {0: "周满仓", 1: "田巧云"}, "zhou", 3),
        HomePlan((MemberPlan(R.HEAD, False, 78),), {0: "宋月娥"}, "song", 3),
        HomePlan((MemberPlan(R.HEAD, True, 45), MemberPlan(R.SPOUSE, False, 43), MemberPlan(R.CHILD, False, 12)),
                 {0: "丁向阳", 1: "贺雪梅", 2: "丁小蕊"}, "ding", 2),
    ),
    "yushugou": (
        HomePlan((MemberPlan(R.HEAD, False, 83),), {0: "李桂兰"}, "li", 1),
        HomePlan((MemberPlan(R.HEAD, False, 86),), {0: "侯玉珍"}, "hou", 2),
        HomePlan((MemberPlan(R.HEAD, True, 74), MemberPlan(R.SPOUSE, False, 72)),
                 {0: "赵存粮", 1: "崔桂花"}, "zhao_couple", 3),
        HomePlan((MemberPlan(R.HEAD, True, 50), MemberPlan(R.SPOUSE, False, 48), MemberPlan(R.CHILD, True, 13)),
                 {0: "王建军", 1: "段艳玲", 2: "王一鸣"}, "wang_son", 1),
    ),
    "fengxiangzhai": (
        HomePlan((MemberPlan(R.HEAD, True, 70), MemberPlan(R.SPOUSE, False, 66), MemberPlan(R.GRANDCHILD, False, 9)),
                 {0: "龙占山", 1: "吴银环", 2: "龙依依"}, "long", 2),
        HomePlan((MemberPlan(R.HEAD, True, 76), MemberPlan(R.SPOUSE, False, 73)), {0: "石喜顺", 1: "麻腊梅"}, "shi", 4),
    ),
}  # fmt: skip

WITHOUT_PHONE = frozenset({"侯玉珍", "宋月娥"})


@dataclass(frozen=True, slots=True)
class VillagerIn:
    """A person of the register with an account. The phone that gets the code is listed with the sign-ins."""

    key: str
    name: str
    village: str
    phone: str
    what: str = ""
    try_: str = ""


VILLAGERS: tuple[VillagerIn, ...] = (
    VillagerIn("li", "李桂兰", "yushugou", "15420000001", "村民，83 岁，一个人住",
               "点右上角“大字”；给村干部打电话，看自己的事，说好了没有"),
    VillagerIn("wang_son", "王建军", "yushugou", "15420000002", "李桂兰的儿子，替她办事", "看妈妈托他办的事"),
    VillagerIn("zhou", "周满仓", "yangliupu", "15420000003", "村民，杨柳铺村3组", "电线杆的事办到哪一步了"),
    VillagerIn("ding", "丁向阳", "yangliupu", "15420000004", "村民，杨柳铺村2组", "报一件事，没好就说没好，办完评一评"),
    VillagerIn("long", "龙占山", "fengxiangzhai", "15420000005", "村民，枫香寨村2组"),
    VillagerIn("he", "贺雪梅", "yangliupu", "15420000006"),
    VillagerIn("duan", "段艳玲", "yushugou", "15420000007"),
    VillagerIn("wu", "吴银环", "fengxiangzhai", "15420000008"),
)  # fmt: skip
