"""Clocks. A statutory clock is in ``law.values``; these are the county's own."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from cunli.county.values import Default, Json, Shape

_OURS = _("国家没有统一的数，这是初始值，请县里定")
_TOLERANCE = _("没有找到国家统一的期限，各地办法不一样；这是初始值，请县里照本地办法定")
_OBJECTIONS = _("村民委员会组织法 第36条只说由乡镇、县里调查核实，没有定几天；这是初始值，请县里定")

_PETITIONS = _("信访工作条例没有定几天；这是初始值，请县里定")
_MONITORED = _("工作指南转述：一般不超过 15 天，公示的 5 天算在里面；有的省用 20 个工作日，请县里定")
_MONITORED_OURS = _("没有查到国家现行的数，这是初始值，请县里定")


def _clock(key: str, title: str, value: Json, source: str = _OURS) -> Default:
    shape = Shape.LENGTH_PER_LEVEL if isinstance(value, dict) else Shape.LENGTH
    return Default(key=key, shape=shape, value=value, source=source, title=title)


DEFAULTS = (
    _clock("hazard.first_answer", _("隐患：多久定谁来办"), "2h"),
    _clock(
        "hazard.arrival",
        _("隐患：多久到现场"),
        {"L1": "30min", "L2": "8h", "L3": "3wd", "L4": "7wd"},
        _("国家没有统一的数，按隐患轻重推的；当天办的按 8 小时算。请县里定"),  # GRD-14
    ),
    _clock("hazard.done", _("隐患：多久办完"), {"L1": "7d", "L2": "7d", "L3": "10wd", "L4": "20wd"}),
    _clock("hazard.object", _("隐患：派错了，多久内说"), "1wd"),
    _clock("hazard.outside_wait", _("隐患：等外单位最多停多久"), "15wd"),
    _clock(
        "whistle_arrival",
        _("吹哨后多久到场"),
        "30min",
        _("参考 2017 年平谷的做法，不是国家规定，请县里定"),  # GRD-11
    ),
    _clock("whistle_work", _("吹哨到场后多久没干完要说一声"), "8h"),
    _clock("whistle.first_answer", _("吹哨：多久定吹不吹"), "1wd"),
    _clock("whistle.longest_wait", _("吹哨：说“现在不吹”，最晚哪天再看"), "30d"),
    _clock("whistle.done", _("吹哨：多久有结果"), "7d"),
    _clock("call.arrival", _("叫人手：请来的单位多久到"), "2h"),
    _clock("call.home", _("叫人手：人够了以后，多久都要到家"), "1d"),
    _clock("letter_answer", _("公函多久答复"), "3wd"),
    _clock("confirm", _("办完后等本人几天"), "7d"),
    _clock("reopen", _("办完后多久内可以再办"), "30d"),
    _clock("second_question", _("解决后多久再问一次"), "28d"),
    _clock("service.first_answer", _("便民服务：多久接下"), "1wd"),
    _clock("service.object", _("便民服务：派错了，多久内说"), "1wd"),
    _clock("service.done", _("便民服务：多久办完"), "5wd"),
    _clock("service.missing_papers", _("便民服务：缺的材料等多久"), "30d"),
    _clock("upward.first_answer", _("请示：多久答复"), "5wd"),
    _clock("upward.object", _("请示：转错了，多久内说"), "2wd"),
    _clock("promise.new_day", _("答应的事：说没好以后，多久再说个日子"), "3d"),
    _clock("upward.longest_wait", _("请示：说“现在不行”，最晚哪天再看"), "12m"),
    _clock("mediation.first_answer", _("调解：多久答复收不收"), "3wd"),
    _clock("mediation.consent", _("调解：多久问到对方愿不愿意"), "5wd"),
    _clock(
        "mediation.usual",
        _("调解：一般多久调完"),
        "1m",
        _(
            "参考 人民调解工作若干规定 第33条（一般在一个月内调结；这部规定现在是否有效没有核实）；"
            "两边都愿意的可以再延，参考外省做法；请县里定"
        ),
    ),
    _clock(
        "mediation.court_answer",
        _("调解：申请司法确认后，多久看法院定了没有"),
        "30d",
        _("民事诉讼法第187条（立案之日起三十日内审结）；从哪天立案由法院告诉，这是初始值，请县里定"),
    ),
    _clock("mediation.signing", _("调解：协议写好后多久签齐"), "7d"),
    _clock(
        "mediation.follow_up",
        _("调解：协议生效后多久回访一次"),
        "30d",
        _("人民调解法 第31条要督促履行，没有定隔多久；这是初始值，请县里定"),
    ),
    _clock("tolerance.first_answer", _("容错纠错：多久答复收不收"), "7d", _TOLERANCE),
    _clock("tolerance.longest_wait", _("容错纠错：说“现在还不能收”，最晚哪天再看"), "3m", _TOLERANCE),
    _clock("tolerance.decision", _("容错纠错：收下后多久作出决定"), "1m", _TOLERANCE),
    _clock("tolerance.delivery", _("容错纠错：决定后多久送到本人"), "5wd", _TOLERANCE),
    _clock("tolerance.object", _("容错纠错：送到后多久内可以提不同意见"), "30d", _TOLERANCE),
    _clock("tolerance.objection_answer", _("容错纠错：不同意见多久答复"), "15d", _TOLERANCE),
    _clock("monitored.visit", _("监测：线索来了，多久入户"), "3d", _MONITORED_OURS),
    _clock("monitored.compare", _("监测：县里多久比对完"), "5d", _("有的县用 5 天，不是国家规定，请县里定")),  # FPR-22
    _clock("monitored.identify", _("监测：从线索到认定"), "15d", _MONITORED),  # FPR-27
    _clock("monitored.measures", _("监测：认定后多久定下帮扶"), "10d", _MONITORED_OURS),  # FPR-28
    _clock("monitored.review", _("监测：隔多久再看一次"), "3m", _MONITORED_OURS),  # FPR-06
    _clock("monitored.removal", _("监测：风险消除多久定下来"), "30d", _MONITORED_OURS),
    _clock("benefit.first_answer", _("救助补贴：多久告诉收不收"), "5wd"),
    _clock(
        "benefit.total",
        _("救助补贴：收下后多久定下来"),
        "30wd",
        _("参考 民发〔2021〕57号（30 个工作日，特殊情况可以加 15 个），有的地方更短；请县里定"),  # SOC-23
    ),
    _clock(
        "benefit.decide",
        _("救助补贴：报到县里后多久定下来"),
        "10wd",
        _("参考郑州的做法（公示没有异议后 10 个工作日内确认），请县里定"),  # SOC-21
    ),
    _clock(
        "benefit.tell_refusal",
        _("救助补贴：不批的，多久把书面理由送到"),
        "3wd",
        _("参考 民发〔2021〕57号（作出决定 3 个工作日内书面告知），请县里核对"),  # SOC-22
    ),
    _clock("benefit.papers_after", _("急救助：先帮了，多久补手续"), "10wd"),
    _clock(
        "benefit.pay",
        _("救助补贴：批了以后多久发到"),
        "1m",
        _("参考 民发〔2021〕57号（作出决定的次月起发），请县里定"),  # SOC-21
    ),
    _clock("benefit.use_check", _("产业奖补：发了以后多久看用没用好"), "60d"),
    _clock("benefit.hearing", _("要减发停发：多久听完本人怎么说"), "10wd"),
    _clock("benefit.change_decide", _("要减发停发：听完后多久定"), "10wd"),
    _clock("benefit.approve", _("发钱的名单：多久批"), "3wd"),
    _clock("benefit.send", _("发钱的名单：批了多久送银行"), "2wd"),
    _clock("benefit.bank_answer", _("发钱的名单：送银行后多久对账"), "5wd"),
    _clock("benefit.ask_sample", _("发完以后：多久抽问收到没有"), "10wd"),
    _clock("objection.first_answer", _("异议投诉：多久告诉收不收"), "5wd", _OBJECTIONS),
    _clock("objection.done", _("异议投诉：收下后多久答复"), "15wd", _OBJECTIONS),
    _clock("petition.objection_answer", _("信访：说不归自己，多久定归谁"), "3wd", _PETITIONS),
    _clock("petition.together", _("信访：几家都管的，别的几家多久写来意见"), "15d", _PETITIONS),
    _clock("petition.suggestion", _("信访：建议多久答复"), "30d", _PETITIONS),
    _clock("petition.accusation", _("信访：检举控告多久告诉结果"), "3m", _PETITIONS),
    _clock("petition.duty", _("信访：答复以后多久落实、疏导"), "30d", _PETITIONS),
    _clock(
        "correction.check",
        _("户册更改：多久核对"),
        "3wd",
        _("个人信息保护法第46条、第50条只说及时，没有定几天，请县里定"),
    ),
    _clock(
        "rating.bad_fix",
        _("差评后多久改好"),
        "5wd",
        _("参考德州、项城的做法（5 个工作日），不是国家规定，请县里定"),  # SVC-06
    ),
)
