"""防返贫监测: sources of leads, kinds of risk, types, the range of income, and how a meeting was counted."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from cunli.county.defaults.kinds import kind
from cunli.county.values import Default, Json, Shape, Topic
from cunli.places.kinds import UnitFunction

_F = UnitFunction
_RISKS: list[Json] = [
    kind("illness", _("生病"), _("因病"), "heart-pulse", _F.COMMITTEE),
    kind("disability", _("残疾"), _("因残"), "accessibility", _F.COMMITTEE),
    kind("school", _("上学"), _("因学"), "school", _F.COMMITTEE),
    kind("disaster", _("遭灾"), _("因灾"), "waves", _F.COMMITTEE),
    kind("accident", _("出事故"), _("因意外事故"), "triangle-alert", _F.COMMITTEE),
    kind("business", _("种养亏了"), _("因产业项目失败"), "sprout", _F.COMMITTEE),
    kind("work", _("没活干"), _("因务工就业不稳"), "briefcase", _F.COMMITTEE),
    kind("hands", _("没劳力"), _("缺劳动力"), "users", _F.COMMITTEE),
    kind("costs", _("花销大"), _("自付费用过高"), "wallet", _F.COMMITTEE),
    kind("other", _("别的"), _("别的风险"), "ellipsis", _F.COMMITTEE),
]


def _entry(key: str, word: str, title: str = "") -> dict[str, Json]:
    return {"key": key, "word": word, "title": title or word, "icon": ""}


_GUIDE = _("2021 年的监测意见和工作指南，只见到各地转述；2026 年的新办法没有查到，请县里核定")
_OURS = _("国家没有统一的清单，这是初始值，请县里定")

_LISTS: tuple[tuple[str, str, str, list[Json]], ...] = (
    (
        "monitored.sources",
        _("监测：线索从哪里来"),
        _GUIDE,
        [
            _entry("declared", _("自己说的"), _("农户自己申报")),
            _entry("patrol", _("走访看到"), _("干部走访排查")),
            _entry("screening", _("部门预警"), _("部门筛查预警")),
            _entry("petition", _("信访"), _("信访反映")),
            _entry("media", _("媒体"), _("媒体反映")),
            _entry("other", _("别的")),
        ],
    ),
    (
        "monitored.types",
        _("监测：三种类型"),
        _GUIDE,
        [
            _entry("unstable_out_of_poverty", _("脱贫不稳"), _("脱贫不稳定户")),
            _entry("marginal_poverty_prone", _("边缘户"), _("边缘易致贫户")),
            _entry("sudden_severe_difficulty", _("突发困难"), _("突发严重困难户")),
        ],
    ),
    (
        "monitored.windows",
        _("监测：收入从哪天算到哪天"),
        _("2020 年前后的做法（上年同月 1 日到上月底），请县里每年核定"),
        [_entry("twelve_months", _("近一年"), _("上年同月 1 日到上月底")), _entry("year", _("上一年"))],
    ),
    (
        "monitored.signed_how",
        _("监测：授权书怎么签的"),
        _GUIDE,
        [_entry("signature", _("签名")), _entry("finger", _("按手印"), _("别人代填，本人按手印"))],
    ),
    (
        "assembly.bodies",
        _("村民会议：怎么开的"),
        _("村民委员会组织法 第26条、第28条、第30条"),
        [
            _entry("villagers", _("村民会议"), _("村民会议，按成年村民算")),
            _entry("households", _("按户"), _("村民会议，按户派代表算")),
            _entry("representatives", _("代表会议"), _("村民会议授权的代表会议")),
        ],
    ),
)

DEFAULTS = (
    Default(
        key="monitored.risks",
        shape=Shape.KINDS,
        value=_RISKS,
        source=_("各地监测系统里的分法，国家的清单没有查到，请县里定"),
        title=_("监测：因为什么有风险"),
        topic=Topic.MONITORED,
    ),
    Default(
        key="monitored.range",
        shape=Shape.YUAN,
        value=6000,
        source=_("2021 年的监测范围是人均 6000 元；以后由省里每年调，新的数没有核实，请县里每年录"),
        title=_("监测范围：一年人均纯收入"),
    ),
    Default(
        key="monitored.stable_days",
        shape=Shape.DAYS,
        value=183,
        source=_("原则上稳定半年以上（各地转述），请县里核定"),
        title=_("风险消除：收入稳定多少天"),
        topic=Topic.MONITORED,
    ),
    *(
        Default(key=key, shape=Shape.GROUPS, value=items, source=source, title=title, topic=Topic.MONITORED)
        for key, title, source, items in _LISTS
    ),
)
