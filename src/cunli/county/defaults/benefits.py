"""What may be applied for, which steps it takes, and who approves a payment from which sum on.

No sums: how much a programme gives is written with its source on the pages of ``benefits``, from a day on.
"""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from cunli.county.defaults.kinds import kind
from cunli.county.values import Approver, Default, Json, Shape
from cunli.places.kinds import UnitFunction as Function

_CIVIL = Function.CIVIL_AFFAIRS
_PROGRAMMES: list[Json] = [
    kind(
        "farming_support", _("产业奖补"), _("帮扶到户的产业补助"), "sprout", Function.CIVIL_AFFAIRS,
        appraised=True, noticed=True, use_checked=True,
    ),
    kind("dibao", _("低保"), _("最低生活保障"), "hand-heart", _CIVIL, noticed=True),
    kind("destitute", _("特困"), _("特困人员救助供养"), "house", _CIVIL, noticed=True),
    kind("urgent_aid", _("临时救助"), _("临时救助"), "life-buoy", _CIVIL, urgent=True),
    kind("age_allowance", _("高龄津贴"), _("高龄津贴"), "cake", _CIVIL, town_decides=True),
    kind("disability_living", _("残疾生活"), _("困难残疾人生活补贴"), "accessibility", _CIVIL),
    kind("disability_care", _("残疾护理"), _("重度残疾人护理补贴"), "accessibility", _CIVIL),
]  # fmt: skip


def _approval(key: str, word: str, from_yuan: int, by: Approver) -> dict[str, Json]:
    return {"key": key, "word": word, "from_yuan": from_yuan, "by": by.value}


DEFAULTS = (
    Default(
        key="benefits.programmes",
        shape=Shape.PROGRAMMES,
        value=_PROGRAMMES,
        source=_("社会救助法 第13条、第15条；要不要评议、公示，省里有没有委托乡镇审批，各地不同，请县里定"),
        title=_("能申请哪些救助和补贴，要走哪几步"),
    ),
    Default(
        key="benefits.approvals",
        shape=Shape.APPROVALS,
        value=[
            _approval("first", _("同事核一遍"), 0, Approver.COLLEAGUE),
            _approval("large", _("县级部门批"), 50_000, Approver.COUNTY),
            _approval("largest", _("县级督办批"), 500_000, Approver.SUPERVISOR),
        ],
        source=_("国家没有统一的数，这是初始值；金额越大批的人越多，请县里照财务制度定"),
        title=_("发钱的名单，多少元起由谁批"),
    ),
    Default(
        key="benefits.sample",
        shape=Shape.ONE_IN,
        value=10,
        source=_("国家没有统一的数，这是初始值：每 10 户问 1 户，最少 3 户。请县里定"),
        title=_("发完以后，每多少户问一户收到没有"),
    ),
)
