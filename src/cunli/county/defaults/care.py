"""How often whoever needs looking after wants to be seen."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from cunli.county.values import Default, Json, Shape


def _rhythm(key: str, word: str, days: int, *, phone: bool) -> dict[str, Json]:
    return {"key": key, "word": word, "days": days, "phone": phone}


_RHYTHM: list[Json] = [
    _rhythm("alone_over_80", _("80岁以上独居"), 7, phone=True),
    _rhythm("alone_elder", _("独居老人"), 14, phone=True),
    _rhythm("monitored", _("防返贫监测户"), 30, phone=False),
    _rhythm("destitute", _("特困"), 30, phone=False),
    _rhythm("left_behind_child", _("留守儿童"), 30, phone=False),
    _rhythm("disabled", _("残疾"), 30, phone=True),
    _rhythm("seriously_ill", _("重病"), 30, phone=True),
    _rhythm("cannot_walk_far", _("出门不便"), 30, phone=True),
    _rhythm("dibao", _("低保"), 90, phone=True),
]

DEFAULTS = (
    Default(
        key="care.rhythm",
        shape=Shape.CARE,
        value=_RHYTHM,
        source=_("国家没有统一的数，这是初始值，请县里定；到日子提醒的是这一户该有人去，不考核谁去了几次"),
        title=_("哪些人家多久要有人去看看"),
    ),
)
