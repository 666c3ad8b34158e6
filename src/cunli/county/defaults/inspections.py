"""What rounds look at. In work safety and the nine kinds of small premises the village only assists (BRD-16)."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from cunli.county.defaults.kinds import kind
from cunli.county.values import Default, Json, Shape, Topic
from cunli.places.kinds import UnitFunction as Function

_F = Function
_KINDS: list[Json] = [
    kind("work_safety", _("安全生产"), _("安全生产"), "shield-check", _F.EMERGENCY, village_only_assists=True),
    kind(
        "small_premises",
        _("九小场所"),
        _("九小场所：小店、小饭馆、小作坊等"),
        "utensils",
        _F.FIRE,
        village_only_assists=True,
    ),
    kind("wooden_fire", _("木屋防火"), _("木屋的火和电"), "flame-kindling", _F.FIRE, village_only_assists=True),
    kind("road", _("路和桥"), _("村道、桥、护栏"), "route", _F.ROADS),
    kind("water", _("水塘沟"), _("水塘、沟渠、山坡"), "waves", _F.WATER),
    kind("other", _("别的"), _("别的"), "ellipsis", _F.PEACE),
]

DEFAULTS = (
    Default(
        key="inspection.kinds",
        shape=Shape.KINDS,
        value=_KINDS,
        source=_(  # GRD-15, BRD-16
            "国家没有统一的清单；九小场所是各地通行的说法，范围由县里定；"
            "村里只协助的按厅字〔2022〕28号：安全生产、九小场所、木屋防火由镇里牵头，村里不当责任单位、不收尾"
        ),
        title=_("巡查看哪些"),
        topic=Topic.INSPECTIONS,
    ),
)
