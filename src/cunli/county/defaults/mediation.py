"""Mediation: what people quarrel about, how heated it is, how mediators are found and signatures given."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from cunli.county.defaults.kinds import kind
from cunli.county.values import Default, Json, Shape, Topic
from cunli.places.kinds import UnitFunction

_F = UnitFunction
_KINDS: list[Json] = [
    kind("neighbours", _("邻里"), _("邻里"), "users", _F.MEDIATION),
    kind("family", _("家里的事"), _("婚姻家庭"), "house", _F.MEDIATION),
    kind("division", _("分家继承"), _("继承、分家析产"), "scale", _F.MEDIATION),
    kind("support", _("养老人"), _("赡养"), "hand-heart", _F.MEDIATION),
    kind("homestead", _("宅基地"), _("宅基地、房屋"), "construction", _F.MEDIATION),
    kind("land", _("地和山林"), _("土地承包、山林"), "trees", _F.MEDIATION),
    kind("debt", _("欠钱"), _("债务"), "banknote", _F.MEDIATION),
    kind("damage", _("伤了坏了"), _("损害赔偿"), "triangle-alert", _F.MEDIATION, often=False),
    kind("contract", _("合同"), _("合同"), "file-text", _F.MEDIATION, often=False),
    kind("labour", _("工钱"), _("劳动、工钱"), "wallet", _F.MEDIATION, often=False),
    kind("property", _("物业"), _("物业"), "building-2", _F.MEDIATION, often=False),
    kind("taking", _("征地拆迁"), _("征地拆迁"), "map-pin", _F.MEDIATION, often=False),
    kind("environment", _("环境"), _("环境"), "sprout", _F.MEDIATION, often=False),
    kind("other", _("别的"), _("别的纠纷"), "ellipsis", _F.MEDIATION),
]


def _entry(key: str, word: str, title: str = "") -> dict[str, Json]:
    return {"key": key, "word": word, "title": title or word, "icon": ""}


_LISTS: tuple[tuple[str, str, list[Json]], ...] = (
    (
        "mediation.cooling",
        _("调解：火气有多大"),
        [
            _entry("red", _("红"), _("红：随时会出事")),
            _entry("yellow", _("黄"), _("黄：还有火气")),
            _entry("blue", _("蓝"), _("蓝：平静了")),
        ],
    ),
    (
        "mediation.court_answers",
        _("调解：司法确认，法院怎么定的"),
        [
            _entry("confirmed", _("协议有效"), _("裁定协议有效，可以申请强制执行")),
            _entry("dismissed", _("驳回申请"), _("裁定驳回申请，可以再谈，也可以起诉")),
            _entry("not_taken", _("没有受理"), _("不受理这个申请")),
            _entry("withdrawn", _("撤回申请"), _("两边撤回了申请")),
        ],
    ),
    (
        "mediation.chosen",
        _("调解：调解员怎么定的"),
        [_entry("sides", _("两边选的")), _entry("committee", _("指派的"), _("调委会指派，两边都接受"))],
    ),
    (
        "mediation.signed_how",
        _("调解：怎么签的"),
        [_entry("signature", _("签名")), _entry("seal", _("盖章")), _entry("finger", _("按手印"))],
    ),
)
_SOURCE = _("国家没有统一的清单，这是初始值，请县里定")

DEFAULTS = (
    Default(
        key="mediation.kinds",
        shape=Shape.KINDS,
        value=_KINDS,
        source=_SOURCE,
        title=_("为什么事起的纠纷"),
        topic=Topic.MEDIATION,
    ),
    *(
        Default(key=key, shape=Shape.GROUPS, value=items, source=_SOURCE, title=title, topic=Topic.MEDIATION)
        for key, title, items in _LISTS
    ),
)
