"""Who usually does what, town by town and village by village."""

from __future__ import annotations

from dataclasses import dataclass

from cunli.desk.demo.geography import VILLAGES
from cunli.desk.demo.staff import SMALL_VILLAGES


@dataclass(frozen=True, slots=True)
class TownCrew:
    """Logins by what they do."""

    town: str
    officers: tuple[str, ...]
    chief: str
    civil: str
    water: str
    housing: str
    insurance: str


@dataclass(frozen=True, slots=True)
class VillageCrew:
    """``callers`` ask whether it is good; never the one who did it. ``helpers`` stand at the counter."""

    village: str
    grid_members: tuple[str, ...]
    cadre: str
    helpers: tuple[str, ...]
    callers: tuple[str, ...]


TOWN_CREWS: dict[str, TownCrew] = {
    "liuwan": TownCrew(
        "liuwan", ("liuzhiyuan", "heyuqing"), "fangjingmin", "wujing", "wanghaibo", "lujiancheng", "dingxiulan"
    ),
    "shuangling": TownCrew(
        "shuangling", ("fengyuanshan",), "gaozhenhua", "baijie", "hanshuisheng", "jiangdalei", "menglihua"
    ),
    "wuping": TownCrew(
        "wuping", ("longzhicheng",), "shiguangming", "yangamei", "pantianshui", "tianjianmu", "oulanying"
    ),
}
_LARGE = (
    VillageCrew(
        "yangliupu",
        ("zhengxiaoman", "machunsheng", "xujinling"),
        "wangxiumei",
        ("zhouguifang", "wangxiumei"),
        ("sumingzhe", "wangxiumei", "zhouguifang"),
    ),
    VillageCrew(
        "yushugou",
        ("qiaoermei", "baiyulin"),
        "zhaoyongnian",
        ("duanxiulan", "zhaoyongnian"),
        ("linxiaofeng", "zhaoyongnian", "duanxiulan"),
    ),
    VillageCrew(
        "fengxiangzhai",
        ("yangxiuhua", "shihaiyan", "longwenbin"),
        "wujinfu",
        ("maxiaoying", "wujinfu"),
        ("guyifan", "wujinfu", "maxiaoying"),
    ),
)
VILLAGE_CREWS: dict[str, VillageCrew] = {crew.village: crew for crew in _LARGE} | {
    key: VillageCrew(key, (walker,), cadre, (window,), (cadre, window))
    for key, ((cadre, _), (walker, _), (window, _)) in SMALL_VILLAGES.items()
}
TOWN_OF: dict[str, str] = {village.key: village.town for village in VILLAGES}


def crew_of(village: str) -> tuple[TownCrew, VillageCrew]:
    return TOWN_CREWS[TOWN_OF[village]], VILLAGE_CREWS[village]


def handler_of(kind: str, village: str) -> tuple[str, str]:
    """The unit and the officer that a hazard of this kind is usually given to."""
    town, crew = crew_of(village)
    peace = (f"{town.town}:peace", town.officers[0])
    return {
        "house": (f"{town.town}:housing", town.housing),
        "water": (f"{town.town}:water", town.water),
        "road": ("county:roads", "luguangping"),
        "surroundings": (f"{village}:committee", crew.cadre),
    }.get(kind, peace)


def desk_for(kind: str, village: str) -> tuple[str, str]:
    """The unit and the officer that a service is handed on to."""
    town, _crew = crew_of(village)
    civil = (f"{town.town}:civil", town.civil)
    return {
        "medical_claim": (f"{town.town}:insurance", town.insurance),
        "pension_pay": (f"{town.town}:insurance", town.insurance),
        "house_building": (f"{town.town}:housing", town.housing),
        "legal_aid": (f"{town.town}:peace", town.officers[0]),
    }.get(kind, civil)
