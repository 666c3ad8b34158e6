"""What a village hangs up, how long at least, and the words for illnesses that may not stand there."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from cunli.county.values import Default, Json, Shape, Topic


def _kind(key: str, word: str, title: str, days: int, rests_on: str) -> dict[str, Json]:
    return {"key": key, "word": word, "title": title, "days": days, "rests_on": rests_on}


_KINDS: list[Json] = [
    _kind("monitored", _("监测对象"), _("防返贫监测对象公示"), 5, "国家乡村振兴局防返贫监测工作指南：公示不少于 5 天"),
    _kind(
        "monitored_removal",
        _("风险消除"),
        _("防返贫监测对象风险消除公示"),
        5,
        "同监测对象的公示；平江县用 7 天，请县里定",
    ),
    _kind("dibao", _("低保"), _("最低生活保障公示"), 7, "民发〔2021〕57号：公示 7 天"),
    _kind("benefit", _("救助补贴"), _("救助和补贴公示"), 7, "民发〔2021〕57号：低保公示 7 天；别的救助补贴由县里定"),
    _kind("village_affairs", _("村务公开"), _("村务公开"), 15, "村民委员会组织法 第35条：不少于 15 天"),
    _kind("points", _("积分"), _("积分公示"), 7, "县里配置，国家没有统一的数"),
    _kind("other", _("别的"), _("公示"), 7, "县里配置，国家没有统一的数"),
]

_ILLNESSES = (
    "癌", "癌症", "肿瘤", "白血病", "尿毒症", "透析", "化疗", "放疗", "糖尿病", "高血压", "心脏病", "冠心病", "脑梗",
    "脑梗塞", "脑出血", "中风", "偏瘫", "瘫痪", "肝炎", "乙肝", "肝硬化", "肺结核", "结核病", "尘肺", "艾滋病", "梅毒",
    "癫痫", "精神病", "精神分裂", "精神分裂症", "抑郁症", "痴呆", "智力障碍", "肢体残疾", "视力残疾", "听力残疾",
    "言语残疾", "智力残疾", "精神残疾", "多重残疾", "一级残疾", "二级残疾", "三级残疾", "四级残疾", "残疾一级",
    "残疾二级", "残疾三级", "残疾四级", "怀孕", "流产", "不孕", "类风湿", "股骨头坏死", "慢性病", "重病", "住院",
)  # fmt: skip
"""Words of what ails one person. Names of programmes (大病保险, 残疾人两项补贴) stay readable."""

DEFAULTS = (
    Default(
        key="notices.kinds",
        shape=Shape.NOTICES,
        value=_KINDS,
        source=_("各类公示的依据写在每一类里；国家没有定数的由县里定"),
        title=_("公示的种类，至少挂几天"),
    ),
    Default(
        key="notices.health_words",
        shape=Shape.PAPERS,
        value=[{"key": f"w{number}", "word": word} for number, word in enumerate(_ILLNESSES, 1)],
        source=_("防返贫监测工作指南：公示里不写健康状况；这些词由县里增减"),
        title=_("公示里要遮住的病情"),
        topic=Topic.NOTICES,
    ),
)
