"""What a town whistles for, and what neighbours and volunteers are called for."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from cunli.county.defaults.kinds import kind
from cunli.county.values import Default, Json, Shape, Topic
from cunli.places.kinds import UnitFunction as Function

_F = Function
_WHISTLES: list[Json] = [
    kind("enforcement", _("一起执法"), _("综合执法"), "scale", _F.PEACE),
    kind("key_work", _("难办的事"), _("重点工作、难办的事"), "construction", _F.PEACE),
    kind("urgent", _("急事"), _("应急处置"), "triangle-alert", _F.PEACE),
]
_CALLS: list[Json] = [
    kind("flood", _("防汛"), _("防汛、排水、转移"), "waves", _F.EMERGENCY),
    kind("fire", _("山火"), _("山火、火情"), "flame", _F.EMERGENCY),
    kind("missing", _("找人"), _("走失的人"), "eye", _F.EMERGENCY),
    kind("snow", _("雪和冰"), _("清雪、除冰"), "mountain", _F.EMERGENCY),
    kind("road", _("抢通路"), _("抢通道路"), "route", _F.EMERGENCY),
    kind("harvest", _("抢收"), _("抢收、抢种"), "sprout", _F.EMERGENCY),
    kind("other", _("别的"), _("别的急事难事"), "ellipsis", _F.EMERGENCY),
]

DEFAULTS = (
    Default(
        key="whistle.kinds",
        shape=Shape.KINDS,
        value=_WHISTLES,
        source=_("参考北京“街乡吹哨、部门报到”的三种哨，不是国家规定，没有核对到文件，请县里定"),
        title=_("为哪些事吹哨"),
        topic=Topic.UPWARD,
    ),
    Default(
        key="call.kinds",
        shape=Shape.KINDS,
        value=_CALLS,
        source=_("国家没有统一的清单，这是初始值，请县里定"),
        title=_("为哪些急事难事叫人手"),
        topic=Topic.UPWARD,
    ),
)
