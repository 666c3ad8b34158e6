"""Which village and group a row means, by the names a county uses, among those the importer reaches."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from django.utils.translation import gettext as _

from cunli.accounts.roles import SYSTEM
from cunli.lib.actors import Actor
from cunli.lib.refusals import Invalid
from cunli.places.kinds import Level
from cunli.places.models import Area
from cunli.places.selectors import areas_in_force
from cunli.registry.imports.values import Unreadable
from cunli.registry.services.reach import Place

_ENDINGS = ("村民委员会", "居民委员会", "村委会", "居委会", "行政村", "社区", "嘎查", "村")
_TOWN_ENDINGS = ("人民政府", "街道办事处", "办事处", "街道", "苏木", "镇", "乡")
_COUNTY_ENDINGS = ("人民政府", "自治县", "自治旗", "县", "市", "区", "旗")
_CHINESE = "一二三四五六七八九十"


class OtherCounty(Unreadable):
    """The row names a county that the village does not lie in."""


class Villages:
    """Read once for an import. ``find`` answers the same question at once the second time."""

    def __init__(self, actor: Actor, on: date) -> None:
        areas = areas_in_force(on)
        if actor.role != SYSTEM:
            areas = areas.filter(Area.objects.all().scope_filter(actor.scope))
        self._villages: dict[str, list[Area]] = defaultdict(list)
        self._groups: dict[tuple[int, str], int] = {}
        self._known: dict[tuple[str, str, str, str], Place] = {}
        self._all: list[Area] = []
        for area in areas.filter(level__in=(Level.VILLAGE, Level.GROUP)).select_related("town", "county"):
            if area.level == Level.VILLAGE:
                self._all.append(area)
                for name in {_stem(area.name, _ENDINGS), _stem(area.short_name, _ENDINGS)}:
                    self._villages[name].append(area)
            else:
                self._groups[area.village_id or 0, _group_key(area.name)] = area.pk
        if not self._all:
            raise Invalid(
                _("您的岗位下面没有村"), why=_("导入只能导进自己管的村。"), instead=_("请镇里或者管系统的人来导。")
            )

    def counties(self) -> set[int]:
        return {area.county_id or 0 for area in self._all}

    def find(self, county: str, town: str, village: str, group: str) -> Place:
        """The place of a row. Raises Unreadable with the reason where there is none, or more than one."""
        key = (county, town, village, group)
        if key not in self._known:
            self._known[key] = self._place(self._village(county, town, village), group)
        return self._known[key]

    def group_is_known(self, place: Place) -> bool:
        return place.area_id != place.village_id

    def _village(self, county: str, town: str, village: str) -> Area:
        if not village and len(self._all) > 1:
            raise Unreadable(_("还缺村名"))
        found = self._villages.get(_stem(village, _ENDINGS), []) if village else self._all
        if town and village:
            found = [area for area in found if area.town and _stem(area.town.name, _TOWN_ENDINGS) == _stem_town(town)]
        if county and found:
            found = _of_county(county, found)
        if not found:
            where = f"{town}{village}"
            raise Unreadable(_("没有“%(name)s”这个村，或者不归您管") % {"name": where})
        if len(found) > 1:
            raise Unreadable(_("有 %(n)d 个村叫“%(name)s”，请写上乡镇") % {"n": len(found), "name": village})
        return found[0]

    def _place(self, village: Area, group: str) -> Place:
        area_id = self._groups.get((village.pk, _group_key(group)), village.pk)
        return Place(area_id, village.county_id or 0, village.town_id or 0, village.pk)


def _of_county(said: str, found: list[Area]) -> list[Area]:
    """Those in the county a row names, with or without the city before it. Raises OtherCounty where none is."""
    stem = _stem(said, _COUNTY_ENDINGS)
    mine = [area for area in found if area.county and stem.endswith(_stem(area.county.name, _COUNTY_ENDINGS))]
    if not mine:
        ours = found[0].county.name if found[0].county else ""
        raise OtherCounty(_("这里写的是%(said)s，这个村在%(ours)s") % {"said": said, "ours": ours})
    return mine


def _stem(name: str, endings: tuple[str, ...]) -> str:
    """A name without its last word for what it is, as long as two characters remain or there is nothing to cut."""
    for ending in endings:
        if name.endswith(ending) and len(name) > len(ending):
            return name.removesuffix(ending)
    return name


def _stem_town(name: str) -> str:
    return _stem(name, _TOWN_ENDINGS)


def _group_key(name: str) -> str:
    """ "第一村民小组", "1组", "一组" are one."""
    plain = name.removeprefix("第").removesuffix("村民小组").removesuffix("小组").removesuffix("组").removesuffix("社")
    if plain.isdigit() and 0 < int(plain) <= len(_CHINESE):
        return _CHINESE[int(plain) - 1]
    return plain
