"""Kinds of hazards (GRD-17, with wooden houses and the village's surroundings) and their four levels."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from cunli.county.values import Default, Json, Shape
from cunli.places.kinds import UnitFunction as Function


def _kind(
    key: str,
    word: str,
    title: str,
    icon: str,
    *,
    by: tuple[Function, ...],
    often: bool = False,
    assists: bool = False,
) -> dict[str, Json]:
    """``by``: who usually handles it, then who may be asked as well. ``assists``: the village only assists."""
    return {
        "key": key,
        "word": word,
        "title": title,
        "icon": icon,
        "handles": by[0].value,
        "asks": [function.value for function in by[1:]],
        "often": often,
        "village_only_assists": assists,
    }


_F = Function
_KINDS: list[Json] = [
    _kind(
        "pole",
        _("电线杆"),
        _("电力、通信杆线"),
        "utility-pole",
        by=(_F.PEACE, _F.TELECOM, _F.POWER),
        often=True,
        assists=True,
    ),
    _kind("house", _("房子墙"), _("危房、危墙"), "house", by=(_F.HOUSING,), often=True, assists=True),
    _kind("road", _("路和桥"), _("道路交通"), "route", by=(_F.ROADS, _F.POLICE), often=True),
    _kind("fire", _("火和电"), _("消防"), "flame", by=(_F.EMERGENCY, _F.FIRE, _F.POWER), often=True, assists=True),
    _kind("water", _("水塘沟"), _("水域"), "waves", by=(_F.WATER,), often=True),
    _kind("slope", _("山坡"), _("地质灾害"), "mountain", by=(_F.EMERGENCY, _F.GEOLOGY), often=True),
    _kind("forest", _("山林"), _("森林防火"), "trees", by=(_F.FORESTRY, _F.FIRE), often=True, assists=True),
    _kind(
        "wooden_fire",
        _("木屋防火"),
        _("木屋消防"),
        "flame-kindling",
        by=(_F.EMERGENCY, _F.FIRE, _F.POWER),
        assists=True,
    ),
    _kind("surroundings", _("村里环境"), _("人居环境"), "trash-2", by=(_F.HOUSING, _F.ENVIRONMENT)),
    _kind("gas", _("燃气"), _("燃气"), "fuel", by=(_F.EMERGENCY, _F.GAS), assists=True),
    _kind("food", _("吃的东西"), _("食品"), "utensils", by=(_F.FOOD, _F.HEALTH), assists=True),
    _kind("school", _("学校周边"), _("校园周边"), "school", by=(_F.PEACE, _F.EDUCATION, _F.POLICE), assists=True),
    _kind("equipment", _("锅炉电梯"), _("特种设备"), "cog", by=(_F.EMERGENCY, _F.FOOD), assists=True),
    _kind("other", _("别的"), _("其他"), "ellipsis", by=(_F.PEACE,), often=True),
]

_LEVELS: list[Json] = [
    {"key": "L1", "word": _("一级"), "title": _("一级·马上办"), "tone": "late"},
    {"key": "L2", "word": _("二级"), "title": _("二级·当天办"), "tone": "due"},
    {"key": "L3", "word": _("三级"), "title": _("三级·几天内办"), "tone": "calm"},
    {"key": "L4", "word": _("四级"), "title": _("四级·排着办"), "tone": "calm"},
]

DEFAULTS = (
    Default(
        key="hazard.kinds",
        shape=Shape.KINDS,
        value=_KINDS,
        source=_(  # GRD-17, BRD-16
            "参考各地网格的清单，加上木屋防火和村里环境。村里只协助的照厅字〔2022〕28号："
            "杆线、房屋、消防、森林防火、燃气、食品、校园周边、特种设备；"
            "村道、沟塘、山坡和环境由村里管护，不在内。请县里定"
        ),
        title=_("隐患有哪几种"),
    ),
    Default(
        key="hazard.levels",
        shape=Shape.LEVELS,
        value=_LEVELS,
        source=_("国家没有统一的分级，这是推的，请县里定"),  # GRD-14
        title=_("隐患分几级"),
    ),
)
