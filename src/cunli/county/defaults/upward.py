"""What villages and towns ask upward: for what, and about which subject; the subject says whose desk it is."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from cunli.county.defaults.kinds import kind
from cunli.county.values import Default, Json, Shape, Topic
from cunli.places.kinds import UnitFunction as Function

_F = Function
_KINDS: list[Json] = [
    kind("road", _("路和桥"), _("路和桥"), "route", _F.ROADS),
    kind("water", _("水和渠"), _("饮水、灌溉、沟渠"), "droplets", _F.WATER),
    kind("farming", _("种养产业"), _("种植、养殖、合作社"), "sprout", _F.FARMING),
    kind("houses", _("房子环境"), _("房屋、村容、环境"), "house", _F.HOUSING),
    kind("aid", _("救助帮扶"), _("救助、养老、帮扶"), "hand-heart", _F.CIVIL_AFFAIRS),
    kind("peace", _("平安调解"), _("平安、纠纷、应急"), "shield-check", _F.PEACE),
    kind("insurance", _("养老医保"), _("养老保险、医保、就业"), "heart-pulse", _F.SOCIAL_INSURANCE),
    kind("school", _("学校"), _("学校、孩子上学"), "school", _F.EDUCATION, often=False),
    kind("health", _("看病"), _("卫生室、看病"), "life-buoy", _F.HEALTH, often=False),
    kind("forest", _("山林"), _("山林、防火"), "trees", _F.FORESTRY, often=False),
    kind("land", _("土地"), _("土地、规划、地质"), "mountain", _F.GEOLOGY, often=False),
    kind("other", _("别的"), _("别的事"), "ellipsis", _F.GENERAL),
]

_WANTED: list[Json] = [
    {"key": "advice", "word": _("出主意"), "title": _("指点怎么办"), "icon": "circle-help"},
    {"key": "money", "word": _("钱"), "title": _("钱"), "icon": "banknote"},
    {"key": "hands", "word": _("人手"), "title": _("派人来帮"), "icon": "users"},
    {"key": "rule", "word": _("讲规定"), "title": _("把规定讲清楚"), "icon": "book-open"},
    {"key": "visit", "word": _("去学习"), "title": _("去先进的村看一看"), "icon": "eye"},
    {"key": "other", "word": _("别的"), "title": _("别的"), "icon": "ellipsis"},
]

_SOURCE = _("国家没有统一的清单；归谁答复照本县单位的分工，请县里定")

DEFAULTS = (
    Default(
        key="upward.kinds",
        shape=Shape.KINDS,
        value=_KINDS,
        source=_SOURCE,
        title=_("为哪些事请示，归谁答复"),
        topic=Topic.UPWARD,
    ),
    Default(
        key="upward.wanted",
        shape=Shape.GROUPS,
        value=_WANTED,
        source=_SOURCE,
        title=_("请示要什么"),
        topic=Topic.UPWARD,
    ),
)
