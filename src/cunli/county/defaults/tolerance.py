"""Tolerance files: what they are about, how a body may decide, and the county's own detailed measures, none as yet."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from cunli.county.defaults.kinds import kind
from cunli.county.values import Default, Json, Shape, Topic
from cunli.places.kinds import UnitFunction

_D = UnitFunction.DISCIPLINE
_KINDS: list[Json] = [
    kind("spot", _("先处理"), _("急事先处理、后补手续"), "zap", _D, sealed=True),
    kind("reform", _("先行先试"), _("改革、先行先试"), "sprout", _D, sealed=True),
    kind("progress", _("推动发展"), _("推动发展中的过失"), "construction", _D, sealed=True),
    kind("other", _("别的"), _("别的"), "ellipsis", _D, sealed=True),
]
_DECISIONS: list[Json] = [
    {"key": "tolerated", "word": _("容错"), "title": _("予以容错"), "icon": ""},
    {"key": "partly", "word": _("部分容错"), "title": _("部分予以容错"), "icon": ""},
    {"key": "not_tolerated", "word": _("不予容错"), "title": _("不予容错"), "icon": ""},
    {"key": "no_fault", "word": _("没有错"), "title": _("查明没有错"), "icon": ""},
]
_NO_MEASURES: list[Json] = [
    {"key": "none", "word": _("没有细则"), "title": _("县里、市里还没有录入细则"), "icon": ""},
]

DEFAULTS = (
    Default(
        key="tolerance.kinds",
        shape=Shape.KINDS,
        value=_KINDS,
        source=_("国家没有统一的清单；由有干部管理权限的机关定，系统不定。请县里定归哪个机关"),
        title=_("容错纠错：是哪一种，归哪个机关"),
        topic=Topic.NOTICES,
    ),
    Default(
        key="tolerance.decisions",
        shape=Shape.GROUPS,
        value=_DECISIONS,
        source=_("国家没有统一的说法，这是初始值，请县里照本地办法定"),
        title=_("容错纠错：机关可以怎么定"),
        topic=Topic.NOTICES,
    ),
    Default(
        key="tolerance.measures",
        shape=Shape.GROUPS,
        value=_NO_MEASURES,
        source=_("还没有录入。没有找到国家统一的细则；县里、市里有办法的，一条一条录入，写明文号和哪天起用"),
        title=_("容错纠错：县里、市里的细则"),
        topic=Topic.NOTICES,
    ),
)
