"""What people object to or complain about, and who hears it. The sealed kinds go to the county at once."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from cunli.county.defaults.kinds import kind
from cunli.county.values import Default, Json, Shape, Topic
from cunli.places.kinds import UnitFunction as Function

_F = Function
_KINDS: list[Json] = [
    kind("notice", _("对公示"), _("对公示有意见"), "megaphone", _F.GENERAL),
    kind("decision", _("对决定"), _("对一个决定有意见"), "scale", _F.GENERAL),
    kind("rating", _("对评议"), _("对评议、打分有意见"), "list-checks", _F.GENERAL),
    kind("manner", _("对态度"), _("对办事的态度有意见"), "message-circle", _F.GENERAL),
    kind("bribe", _("收钱收礼"), _("收钱收礼、吃拿卡要"), "banknote", _F.DISCIPLINE, sealed=True),
    kind("harass", _("欺负人"), _("骚扰、欺压、打击报复"), "triangle-alert", _F.DISCIPLINE, sealed=True),
    kind("interest", _("优亲厚友"), _("优亲厚友、不回避"), "users", _F.DISCIPLINE, sealed=True),
    kind("other", _("别的"), _("别的意见"), "ellipsis", _F.GENERAL),
]

DEFAULTS = (
    Default(
        key="objection.kinds",
        shape=Shape.KINDS,
        value=_KINDS,
        source=_("检举控告类归有权处理的机关（信访工作条例），收钱收礼、欺负人、优亲厚友这几类不经村镇，直接到县里"),
        title=_("异议和投诉的种类，归谁听"),
        topic=Topic.NOTICES,
    ),
)
