"""Clocks. A statutory clock is in ``law.values``; these are the county's own."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from cunli.county.values import Default, Json, Shape

_OURS = "县里配置，国家没有统一的数；初始值供参考，上线前由县里定"
_GRD_14 = "县里配置，参考 GRD-14（推断，国家没有统一的数）"


def _clock(key: str, title: str, value: Json, source: str = _OURS) -> Default:
    shape = Shape.LENGTH_PER_LEVEL if isinstance(value, dict) else Shape.LENGTH
    return Default(key=key, shape=shape, value=value, source=source, title=title)


DEFAULTS = (
    _clock("hazard.first_answer", _("隐患：多久定谁来办"), "2h"),
    _clock(
        "hazard.arrival",
        _("隐患：多久到现场"),
        {"L1": "30min", "L2": "8h", "L3": "3wd", "L4": "7wd"},
        _GRD_14 + "；二级写的是当天，这里按 8 小时",
    ),
    _clock("hazard.done", _("隐患：多久办完"), {"L1": "7d", "L2": "7d", "L3": "10wd", "L4": "20wd"}),
    _clock("hazard.object", _("隐患：派错了，多久内说"), "1wd"),
    _clock("hazard.outside_wait", _("隐患：等外单位最多停多久"), "15wd"),
    _clock("whistle_arrival", _("吹哨后多久到场"), "30min", "县里配置，参考 GRD-11（2017 年平谷做法，不是国家规定）"),
    _clock("letter_answer", _("公函多久答复"), "3wd"),
    _clock("confirm", _("办完后等本人几天"), "7d"),
    _clock("reopen", _("办完后多久内可以再办"), "30d"),
    _clock("second_question", _("解决后多久再问一次"), "28d"),
    _clock("service.first_answer", _("便民服务：多久接下"), "1wd"),
    _clock("service.object", _("便民服务：派错了，多久内说"), "1wd"),
    _clock("service.done", _("便民服务：多久办完"), "5wd"),
    _clock("service.missing_papers", _("便民服务：缺的材料等多久"), "30d"),
    _clock(
        "correction.check",
        _("户册更改：多久核对"),
        "3wd",
        "县里配置；个人信息保护法 第46条、第50条只说及时核实、及时受理，没有定几天；初始值供参考，上线前由县里定",
    ),
    _clock("rating.bad_fix", _("差评后多久改好"), "5wd", "县里配置，参考 SVC-06（德州、项城 5 个工作日，外地做法）"),
)
