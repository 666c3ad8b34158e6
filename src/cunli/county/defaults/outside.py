"""Where else the law or the county has a matter kept: the systems, by the names they go by here."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from cunli.county.values import Default, Json, Shape, Topic


def _system(key: str, word: str, title: str, icon: str) -> dict[str, Json]:
    return {"key": key, "word": word, "title": title, "icon": icon}


_SYSTEMS: list[Json] = [
    _system("petition", _("信访系统"), _("全国信访信息系统"), "megaphone"),
    _system("poverty", _("防返贫"), _("全国防返贫监测信息系统"), "hand-heart"),
    _system("mediation", _("调解平台"), _("人民调解信息平台"), "scale"),
    _system("pension", _("养老系统"), _("城乡居民养老保险系统"), "wallet"),
    _system("medical", _("医保系统"), _("医疗保障信息平台"), "heart-pulse"),
    _system("assistance", _("救助系统"), _("社会救助信息系统"), "life-buoy"),
    _system("farm_subsidy", _("惠农e村"), _("惠农e村"), "sprout"),
]

DEFAULTS = (
    Default(
        key="outside.systems",
        shape=Shape.GROUPS,
        value=_SYSTEMS,
        source=_("各省各县用的系统不一样，这是初始值；请县里写上本县的叫法，不用的停掉"),
        title=_("别处还要登记的系统"),
        topic=Topic.OUTSIDE,
    ),
)
