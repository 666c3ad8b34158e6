"""Rows as the county's system exports them: invented people, the same for the same seed."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from cunli.lib import identity

HEADER = (
    "县(市、区、旗)", "乡(镇)", "行政村", "自然村", "户编号", "人编号", "姓名", "证件号码", "人数", "与户主关系",
    "民族", "文化程度", "在校生状况", "健康状况", "劳动技能", "务工时间（月）", "是否参加大病保险", "致贫原因1",
    "危房户", "是否解决安全饮用水", "人均纯收入", "户联系电话", "人联系电话", "首次识别时间", "人员识别时间", "户类型",
    "易返贫致贫户(监测对象)类型", "风险是否消除", "风险识别时间", "风险消除时间",
)  # fmt: skip
SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗单曾翟覃韦蒙"
GIVEN = "秀兰桂芳建国志强小军雨桐春梅玉珍德福有田石生国栋海燕金凤明远长顺大成喜旺二宝月娥文斌素英永贵银花"
RELATIONS = ("户主", "配偶", "之子", "之女", "之父", "之母", "之儿媳", "之孙子", "之孙女")


@dataclass(frozen=True, slots=True)
class Village:
    """As the county's sheet names it."""

    county: str
    town: str
    name: str
    group: str = "一组"


def rows(count: int, villages: list[Village], seed: int = 7) -> Iterator[dict[str, str]]:
    """``count`` rows by heading, household after household, nothing wrong in any of them."""
    luck = random.Random(seed)
    made = house = 0
    while made < count:
        village = villages[house % len(villages)]
        house += 1
        size = min(luck.choice((1, 2, 3, 3, 4, 4, 5)), count - made)
        kind = luck.choices(("一般农户", "脱贫户", "突发严重困难户", "脱贫不稳定户"), (80, 14, 3, 3))[0]
        income = f"{luck.randrange(3000, 40000)}.00"
        unsafe = luck.choices("是否", (1, 30))[0]
        phone = f"139{house % 100_000_000:08d}"
        for place in range(size):
            made += 1
            yield _row(luck, village, (house, size, kind, phone, income, unsafe), place, made)


def _row(
    luck: random.Random, village: Village, home: tuple[int, int, str, str, str, str], place: int, serial: int
) -> dict[str, str]:
    house, size, kind, phone, income, unsafe = home
    relation = RELATIONS[place] if place < 2 else luck.choice(RELATIONS[2:])
    old = 1930 + luck.randrange(70) if place < 2 else 1950 + luck.randrange(70)
    born = date(old, 1, 1) + timedelta(days=luck.randrange(365))
    monitored = kind in {"突发严重困难户", "脱贫不稳定户"}
    values = (
        village.county, village.town, village.name, village.group, f"9{house:08d}", f"9{serial:09d}",
        luck.choice(SURNAMES) + "".join(luck.sample(GIVEN, 2)), id_number(born, serial), str(size), relation,
        luck.choices(("汉族", "蒙古族", "壮族"), (8, 1, 1))[0], luck.choice(("小学", "初中", "高中", "文盲或半文盲")),
        "非在校生", luck.choices(("健康", "长期慢性病", "残疾", "患有大病"), (90, 5, 3, 2))[0],
        luck.choice(("普通劳动力", "无劳动力", "技能劳动力")), str(luck.randrange(12)), luck.choice("是否"),
        "因病" if kind != "一般农户" else "", unsafe, "是", income,
        phone, f"138{serial % 100_000_000:08d}", "2014-01-01" if kind == "脱贫户" else "", "", kind,
        kind if monitored else "", "否" if monitored else "", "2023-05-06" if monitored else "", "",
    )  # fmt: skip
    return dict(zip(HEADER, values, strict=True))


def id_number(born: date, serial: int) -> str:
    """Valid, of a code no county has, one for each serial."""
    first = f"{150900 + serial // 1000}{born:%Y%m%d}{serial % 1000:03d}"
    return first + identity.check_digit(first)
