"""One county, three towns, ten villages; their grids and units."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from cunli.desk.demo.invented import LANDLINE
from cunli.lib.actors import SYSTEM
from cunli.places import services as places
from cunli.places.kinds import CodeSystem, Level, UnitFunction, UnitKind
from cunli.places.models import Area, Grid, Unit

COUNTY = "禾川县"
F = UnitFunction
K = UnitKind


@dataclass(frozen=True, slots=True)
class VillageIn:
    """``groups`` villager groups, ``grids`` grids, the middle of the village as (latitude, longitude)."""

    key: str
    name: str
    town: str
    groups: int
    grids: int
    middle: tuple[str, str]
    full: bool = False
    """Also has a mediation centre and an errand team."""
    households: int = 0
    """How many, where the story does not say."""


@dataclass(frozen=True, slots=True)
class TownIn:
    key: str
    name: str
    mark: str


TOWNS = (
    TownIn("liuwan", "柳湾镇", "柳政"),
    TownIn("shuangling", "霜岭镇", "霜政"),
    TownIn("wuping", "雾坪苗族乡", "雾政"),
)
VILLAGES = (
    VillageIn("yangliupu", "杨柳铺村", "liuwan", 5, 3, ("40.1000", "100.2000"), full=True),
    VillageIn("shiqiao", "石桥村", "liuwan", 2, 1, ("40.1200", "100.2300")),
    VillageIn("zaoyuan", "枣园村", "liuwan", 2, 1, ("40.0800", "100.2400")),
    VillageIn("shanghe", "上河村", "liuwan", 2, 1, ("40.1100", "100.1500")),
    VillageIn("yushugou", "榆树沟村", "shuangling", 4, 2, ("40.3000", "100.3000"), full=True),
    VillageIn("baishiying", "白石营村", "shuangling", 2, 1, ("40.3300", "100.3400")),
    VillageIn("erdaokan", "二道坎村", "shuangling", 2, 1, ("40.2800", "100.3600")),
    VillageIn("fengxiangzhai", "枫香寨村", "wuping", 6, 3, ("39.9000", "100.0500"), full=True),
    VillageIn("yunjiao", "云脚村", "wuping", 2, 1, ("39.9300", "100.0200")),
    VillageIn("muti", "木梯村", "wuping", 2, 1, ("39.8800", "100.0900")),
)
TOWN_UNITS = (
    ("gov", F.GENERAL, "人民政府", "政府", ""),
    ("peace", F.PEACE, "平安建设办公室", "平安办", "平"),
    ("civil", F.CIVIL_AFFAIRS, "民政办公室", "民政办", "民"),
    ("water", F.WATER, "水利站", "水利站", ""),
    ("housing", F.HOUSING, "村镇建设办公室", "村建办", ""),
    ("insurance", F.SOCIAL_INSURANCE, "社会保障所", "社保所", ""),
)
DEPARTMENTS = (
    ("office", F.GENERAL, "人民政府办公室", "县政府办", "禾政办"),
    ("water", F.WATER, "水利局", "县水利局", "禾水"),
    ("roads", F.ROADS, "交通运输局", "县交通局", "禾交"),
    ("emergency", F.EMERGENCY, "应急管理局", "县应急局", "禾应急"),
    ("housing", F.HOUSING, "住房和城乡建设局", "县住建局", "禾住建"),
    ("civil", F.CIVIL_AFFAIRS, "民政局", "县民政局", "禾民"),
    ("education", F.EDUCATION, "教育局", "县教育局", "禾教"),
    ("food", F.FOOD, "市场监督管理局", "县市场监管局", "禾市监"),
    ("farming", F.FARMING, "农业农村局", "县农业农村局", "禾农"),
    ("forestry", F.FORESTRY, "林业局", "县林业局", "禾林"),
    ("geology", F.GEOLOGY, "自然资源局", "县自然资源局", "禾自然"),
    ("health", F.HEALTH, "卫生健康局", "县卫健局", "禾卫"),
    ("insurance", F.SOCIAL_INSURANCE, "人力资源和社会保障局", "县人社局", "禾人社"),
    ("police", F.POLICE, "公安局", "县公安局", "禾公"),
    ("environment", F.ENVIRONMENT, "生态环境局", "县生态环境局", "禾环"),
    ("fire", F.FIRE, "消防救援大队", "县消防大队", "禾消"),
    ("discipline", F.DISCIPLINE, "纪委监委", "县纪委监委", "禾纪"),
)
COMPANIES = (
    ("yunlian", F.TELECOM, "云联通信禾川分公司", "云联通信"),
    ("yuanxun", F.TELECOM, "远讯通信禾川分公司", "远讯通信"),
    ("guangxin", F.TELECOM, "广信有线禾川分公司", "广信有线"),
    ("power", F.POWER, "禾川县供电公司", "县供电公司"),
    ("gas", F.GAS, "禾川县丰年燃气公司", "丰年燃气"),
)
SOURCE = "演示县，代码是编的（没有 99 开头的省）"
FIGURES = "一二三四五六七八九"


@dataclass
class Land:
    """Everything by its key; groups as ``yangliupu:3``, grids as ``yangliupu:2``, units as ``liuwan:peace``."""

    areas: dict[str, Area] = field(default_factory=dict)
    grids: dict[str, Grid] = field(default_factory=dict)
    units: dict[str, Unit] = field(default_factory=dict)
    middles: dict[str, tuple[Decimal, Decimal]] = field(default_factory=dict)


@dataclass
class _Builder:
    land: Land
    since: date
    at: datetime

    def area(self, key: str, level: Level, name: str, parent: str | None, *, short: str = "", code: str = "") -> Area:
        above = self.land.areas[parent] if parent else None
        area = places.add_area(
            actor=SYSTEM, level=level, name=name, parent=above, valid_from=self.since, at=self.at, short=short
        )
        self.land.areas[key] = area
        if code:
            places.give_code(
                actor=SYSTEM, area=area, system=CodeSystem.STATISTICS, code=code, valid_from=self.since, source=SOURCE,
                as_of=self.since, at=self.at,
            )  # fmt: skip
        return area

    def unit(
        self, key: str, area: Area, what: tuple[UnitKind, UnitFunction], name: str, short: str, *, mark: str = ""
    ) -> None:
        kind, function = what
        self.land.units[key] = places.add_unit(
            actor=SYSTEM, kind=kind, function=function, name=name, short_name=short, area=area, at=self.at,
            phone=LANDLINE.format(len(self.land.units) + 101), doc_mark=mark, address=f"{COUNTY}{area.short_name}",
        )  # fmt: skip


def build(*, since: date, at: datetime) -> Land:
    """Make all areas, grids and units, in force from ``since``."""
    builder = _Builder(Land(), since, at)
    county = builder.area("county", Level.COUNTY, COUNTY, None, code="990101")
    for key, function, name, short, mark in DEPARTMENTS:
        builder.unit(f"county:{key}", county, (K.DEPARTMENT, function), COUNTY + name, short, mark=mark)
    for key, function, name, short in COMPANIES:
        builder.unit(f"county:{key}", county, (K.OUTSIDE_COMPANY, function), name, short)
    for number, town in enumerate(TOWNS, 101):
        _town(builder, town, f"990101{number}")
    return builder.land


def _town(builder: _Builder, town: TownIn, code: str) -> None:
    area = builder.area(town.key, Level.TOWN, town.name, "county", code=code)
    for key, function, name, short, mark in TOWN_UNITS:
        doc_mark = town.mark + mark if mark or key == "gov" else ""
        builder.unit(
            f"{town.key}:{key}", area, (K.TOWN_OFFICE, function), town.name + name, town.name + short, mark=doc_mark
        )
    builder.unit(
        f"{town.key}:window", area, (K.SERVICE_STATION, F.STATION), f"{town.name}便民服务中心", f"{town.name}便民中心"
    )
    builder.unit(
        f"{town.key}:mediation",
        area,
        (K.MEDIATION_CENTRE, F.MEDIATION),
        f"{town.name}人民调解委员会",
        f"{town.name}调委会",
    )
    for number, village in enumerate((one for one in VILLAGES if one.town == town.key), 201):
        _village(builder, village, f"{code}{number}")


def add_village(land: Land, village: VillageIn, *, since: date, at: datetime) -> None:
    """One more village under a town that is there."""
    town = land.areas[village.town]
    number = 201 + town.children.filter(level=Level.VILLAGE).count()
    town_number = 101 + [row.key for row in TOWNS].index(village.town)
    _village(_Builder(land, since, at), village, f"990101{town_number}{number}")


def _village(builder: _Builder, village: VillageIn, code: str) -> None:
    land, key, name = builder.land, village.key, village.name
    area = builder.area(key, Level.VILLAGE, f"{name}村民委员会", village.town, short=name, code=code)
    land.middles[key] = (Decimal(village.middle[0]), Decimal(village.middle[1]))
    for number in range(1, village.groups + 1):
        builder.area(f"{key}:{number}", Level.GROUP, f"第{FIGURES[number - 1]}村民小组", key, short=f"{number}组")
    for number in range(1, village.grids + 1):
        land.grids[f"{key}:{number}"] = places.add_grid(
            actor=SYSTEM, village=area, name=f"{name}第{FIGURES[number - 1]}网格", code=f"{code}{number:03d}",
            valid_from=builder.since, at=builder.at,
        )  # fmt: skip
    builder.unit(f"{key}:committee", area, (K.VILLAGERS_COMMITTEE, F.COMMITTEE), f"{name}村民委员会", f"{name}村委会")
    builder.unit(f"{key}:station", area, (K.SERVICE_STATION, F.STATION), f"{name}便民服务站", f"{name}服务站")
    if village.full:
        builder.unit(
            f"{key}:mediation", area, (K.MEDIATION_CENTRE, F.MEDIATION), f"{name}矛盾调解中心", f"{name}调解中心"
        )
        builder.unit(f"{key}:errands", area, (K.ERRAND_TEAM, F.ERRANDS), f"{name}跑腿服务队", f"{name}跑腿队")


def grid_of(village: VillageIn, group: int) -> str:
    """Neighbouring groups share a grid."""
    return f"{village.key}:{(group - 1) * village.grids // village.groups + 1}"
