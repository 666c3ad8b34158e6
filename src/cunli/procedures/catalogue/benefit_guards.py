"""The conditions of an application for assistance, and its notice."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from cunli.procedures.catalogue.benefit_facts import AID, COUNTY, MEASURES
from cunli.procedures.guards import Guard, Situation
from cunli.procedures.hanging import Posts

NOTICE = Posts(
    kind="benefit",
    title=_("%(place)s救助补贴公示：%(who)s"),
    text=_("%(who)s申请：%(title)s。打算给：%(proposed)s。有不同意见的，请在公示期里提。"),
    hangs_at="boards",
    fact="notice",
    outcome="notice_outcome",
)
WORKED_ON = ("apply_for", "help_first", "accept", "complete", "check", "appraise", "hang", "noticed", "send_up")

URGENT_ONLY = Guard(
    key="urgent_only",
    unmet=lambda situation: not situation.kind_says("urgent"),
    why=_("只有临时救助能先帮后补手续。"),
    instead=_("别的救助补贴，请选“替他申请”，我们尽快核实。"),
    citation=AID("50"),
)
TWO_GO = Guard(
    key="two_go",
    unmet=lambda situation: len(_names(situation)) < 2,
    why=_("上门核实至少要两个人。"),
    instead=_("请再写上一起去的人。"),
    citation=COUNTY,
)
AUTHORISED = Guard(
    key="authorised",
    unmet=lambda situation: situation.form.get("authorised") is not True,
    why=_("没有本人签的授权，不能核对他家的财产。"),
    instead=_("请先请本人签授权书；不识字的，请人代写，本人按手印。"),
    citation=AID("41"),
)
CHECKED = Guard(
    key="checked",
    unmet=lambda situation: "check" not in situation.taken,
    why=_("还没上门核实。"),
    instead=_("请先点“写下核实的”。"),
    citation=AID("43"),
    at_sight=True,
)
APPRAISED = Guard(
    key="appraised",
    unmet=lambda situation: situation.kind_says("appraised") and "appraise" not in situation.taken,
    why=_("这一项要村里评议，还没评议。"),
    instead=_("请村里开评议会，把结果写上。"),
    citation=COUNTY,
    at_sight=True,
)
NOTICED = Guard(
    key="noticed",
    unmet=lambda situation: situation.kind_says("noticed") and "notice_outcome" not in situation.facts,
    why=_("这一项要在村里公示，还没公示完。"),
    instead=_("请先拟公示，挂满天数，写上结果。"),
    citation=MEASURES,
    at_sight=True,
)
COUNTY_DECIDES = Guard(
    key="county_decides",
    unmet=lambda situation: situation.kind_says("town_decides"),
    why=_("这一项委托给镇里定，不用报县里。"),
    instead=_("请点“核实完了，请镇里定”。"),
    citation=AID("44"),
    at_sight=True,
)
TOWN_DECIDES = Guard(
    key="town_decides",
    unmet=lambda situation: not situation.kind_says("town_decides"),
    why=_("这一项由县里的部门来定。"),
    instead=_("请点“审核完了，报县里定”。"),
    citation=AID("44"),
    at_sight=True,
)
ANOTHER_DECIDES = Guard(
    key="another_decides",
    unmet=lambda situation: situation.user_id in situation.taken_by(*WORKED_ON),
    why=_("收下、核实、审核的人，不能再由他来定。"),
    instead=_("请没有经手的同事来定。"),
    citation=COUNTY,
    at_sight=True,
)
SOMETHING = Guard(
    key="something",
    unmet=lambda situation: not situation.form.get("amount_fen") and not situation.form.get("gives"),
    why=_("给多少钱、给什么东西，还没写。"),
    instead=_("请写一样。"),
    citation=AID("44"),
)
UNTIL_AFTER = Guard(
    key="until_after",
    unmet=lambda situation: (
        bool(situation.form.get("until")) and str(situation.form.get("until")) < str(situation.form.get("since"))
    ),
    why=_("止的日子在起的日子前面。"),
    instead=_("请改一个。"),
    citation=COUNTY,
)
USE_NOT_CHECKED = Guard(
    key="use_not_checked",
    unmet=lambda situation: situation.kind_says("use_checked"),
    why=_("这一项发了以后要去看用得怎样。"),
    instead=_("请点“发到了，到日子去看”。"),
    citation=COUNTY,
    at_sight=True,
)
USE_CHECKED = Guard(
    key="use_checked",
    unmet=lambda situation: not situation.kind_says("use_checked"),
    why=_("这一项不用去看用得怎样。"),
    instead=_("请点“发到了，请他看看”。"),
    citation=COUNTY,
    at_sight=True,
)
ANOTHER_SUM = Guard(
    key="another_sum",
    unmet=lambda situation: not 0 < _fen(situation.form) < _fen(situation.facts),
    why=_("减发要比原来少，又不能是零。"),
    instead=_("不再发，请选“停发”；不变，请选“接着发”。"),
    citation=AID("48"),
)


def _names(situation: Situation) -> list[object]:
    value = situation.form.get("checked_by")
    return list(value) if isinstance(value, list) else []


def _fen(values: Mapping[str, object]) -> int:
    value = values.get("amount_fen")
    return value if isinstance(value, int) else 0
