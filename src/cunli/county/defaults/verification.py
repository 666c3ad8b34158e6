"""Who is verified once a year or more often, by which office's rule, and in which ways it may be done."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from cunli.county.defaults.kinds import kind
from cunli.county.values import Default, Json, Shape, Topic
from cunli.places.kinds import UnitFunction as Function

_LISTS: list[Json] = [
    kind("dibao", _("低保核查"), _("低保每年核查"), "hand-heart", Function.CIVIL_AFFAIRS, label="dibao"),
    kind("destitute", _("特困核查"), _("特困供养每年核查"), "hand-heart", Function.CIVIL_AFFAIRS, label="destitute"),
    kind("pension", _("养老认证"), _("养老金领取资格认证"), "scan-face", Function.SOCIAL_INSURANCE, from_age=60),
]
_WAYS: list[Json] = [
    {"key": "came", "word": _("本人来"), "title": _("本人来过"), "icon": "id-card"},
    {"key": "visited", "word": _("上门"), "title": _("上门见到"), "icon": "house"},
    {"key": "video", "word": _("视频"), "title": _("视频里见到"), "icon": "smartphone"},
    {"key": "record", "word": _("有记录"), "title": _("别的单位有记录，不用本人跑"), "icon": "file-text"},
]

DEFAULTS = (
    Default(
        key="verification.lists",
        shape=Shape.KINDS,
        value=_LISTS,
        source=_(  # SOC-25 (M), INS-02 (L)
            "参考各地低保核查的做法：家庭情况变化不大的一年一次，收入不稳定、有劳力的半年一次；"
            "养老从多大年纪认证，各省不同；都没有见到国家原文，请县里定"
        ),
        title=_("每年核实哪些人，归谁"),
        topic=Topic.VERIFICATION,
    ),
    Default(
        key="verification.ways",
        shape=Shape.GROUPS,
        value=_WAYS,
        source=_("能查到记录的不让人跑（社会救助法 第62条）；别的办法请县里定"),
        title=_("核实可以用哪些办法"),
        topic=Topic.VERIFICATION,
    ),
)
