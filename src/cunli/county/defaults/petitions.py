"""Petitions: the three classes, the channels, the legal routes, why one is not accepted, how an opinion decides."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from cunli.county.defaults.kinds import kind
from cunli.county.values import Default, Json, Shape, Topic
from cunli.places.kinds import UnitFunction

_F = UnitFunction
_KINDS: list[Json] = [
    kind("appeal", _("求解决"), _("申诉求决：要一个说法、要解决一件事"), "scale", _F.PETITIONS),
    kind("suggestion", _("提建议"), _("建议意见：出个主意、提个意见"), "message-circle", _F.PETITIONS),
    kind("accusation", _("告干部"), _("检举控告：说哪个干部违纪违法"), "shield-check", _F.DISCIPLINE, sealed=True),
]


def _entry(key: str, word: str, title: str = "") -> dict[str, Json]:
    return {"key": key, "word": word, "title": title or word, "icon": ""}


_LISTS: tuple[tuple[str, str, str, list[Json]], ...] = (
    (
        "petition.ways",
        _("信访：怎么来的"),
        _("信访工作条例第17条"),
        [
            _entry("visit", _("走访")),
            _entry("letter", _("来信")),
            _entry("phone", _("电话")),
            _entry("fax", _("传真")),
            _entry("online", _("网上")),
        ],
    ),
    (
        "petition.handed",
        _("信访：怎么转的"),
        _("信访工作条例第22条"),
        [_entry("transfer", _("转送")), _entry("assign", _("交办"), _("交办，要报办结"))],
    ),
    (
        "petition.settled",
        _("信访：几家都管，怎么定由谁办"),
        _("信访工作条例第24条"),
        [
            _entry("agreed", _("商量定的"), _("几家商量定的")),
            _entry("superior", _("上级定的"), _("共同的上一级定的")),
            _entry("conference", _("会上定的"), _("联席会议定的")),
        ],
    ),
    (
        "petition.routes",
        _("信访：该走的法定途径"),
        _("信访工作条例第31条第一项到第五项"),
        [
            _entry("litigation", _("司法程序"), _("诉讼、行政复议、检察监督、公安办案的程序")),
            _entry("arbitration", _("仲裁"), _("仲裁")),
            _entry("party", _("党员申诉"), _("党员申诉、申请复审")),
            _entry("administrative", _("行政程序"), _("行政裁决、行政确认、行政许可、行政处罚等程序")),
            _entry("duty", _("查处履职"), _("请求查处违法、保护合法权益，由该管的机关履职或答复")),
        ],
    ),
    (
        "petition.not_accepted",
        _("信访：不受理的原因"),
        _("信访工作条例第19条、第28条、第36条"),
        [
            _entry("final", _("已经复核"), _("已经复核，还是同一事实和理由")),
            _entry("pending", _("正在办"), _("别的机关正在办，还没到期")),
            _entry("court", _("归司法"), _("涉法涉诉，归政法机关")),
            _entry("other", _("别的"), _("别的原因，写在下面")),
        ],
    ),
    (
        "petition.opinions",
        _("信访：处理意见是哪一种"),
        _("信访工作条例第32条"),
        [
            _entry("support", _("支持"), _("支持：事实清楚，有依据")),
            _entry("explain", _("解释"), _("解释：有道理，但没有依据")),
            _entry("not_support", _("不支持"), _("不支持：没有事实根据，或者不合规定")),
        ],
    ),
    (
        "petition.adopted",
        _("信访：建议采纳没有"),
        _("信访工作条例第29条"),
        [_entry("fully", _("采纳")), _entry("partly", _("部分采纳")), _entry("not", _("没有采纳"))],
    ),
    (
        "petition.review_results",
        _("信访：复查的结果"),
        _("信访工作条例第35条只说提出复查意见，没有分种类；这是初始值，请县里定"),
        [
            _entry("uphold", _("维持"), _("维持原来的意见")),
            _entry("change", _("变更"), _("改变原来的意见")),
            _entry("redo", _("撤销"), _("撤销原来的意见，重新办")),
        ],
    ),
)

DEFAULTS = (
    Default(
        key="petition.kinds",
        shape=Shape.KINDS,
        value=_KINDS,
        source=_("信访工作条例第29条到第31条分三类；检举控告归纪检监察，不经村镇，直接到县里"),
        title=_("信访分几类，归谁收"),
        topic=Topic.PETITIONS,
    ),
    *(
        Default(key=key, shape=Shape.GROUPS, value=items, source=source, title=title, topic=Topic.PETITIONS)
        for key, title, source, items in _LISTS
    ),
)
