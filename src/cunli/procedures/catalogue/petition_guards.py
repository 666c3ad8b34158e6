"""Conditions of the steps of a petition, each with its sentence and its article."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from cunli.lib.citations import cite
from cunli.procedures.guards import Guard, Situation, acts_too_near, before_today, named_too_near

if TYPE_CHECKING:
    from cunli.procedures.grammar import Words
    from cunli.procedures.values import Before

LAW = "信访工作条例"
MOST = 5
FINAL = "final"
APPEAL, SUGGESTION, ACCUSATION = "appeal", "suggestion", "accusation"
WROTE = ("draft_opinion",)
DECIDED = ("draft_opinion", "issue_opinion", "review_opinion")
HANDLED = ("accept", "accept_new", *WROTE)


def _too_many(situation: Situation) -> bool:
    named = situation.form.get("representatives")
    return isinstance(named, list) and len(named) > MOST


def _before(situation: Situation, is_so: Callable[[Before], bool]) -> bool:
    earlier = situation.before("earlier")
    return earlier is not None and is_so(earlier)


def _since_asked(situation: Situation, fact: str) -> bool:
    asked = "ask_recheck" if "ask_recheck" in situation.taken else "ask_review"
    return bool(situation.written_since(fact, asked))


def _too_far(situation: Situation) -> bool:
    days, wanted = situation.extendable("conclude"), str(situation.form.get("extended_to") or "")
    return days is None or not days[0].isoformat() <= wanted <= days[1].isoformat()


def _only(kind: str, why: Words, instead: Words, article: str) -> Guard:
    return Guard(
        key=f"is_{kind}",
        unmet=lambda situation: situation.kind != kind,
        why=why,
        instead=instead,
        citation=cite(LAW, article),
        at_sight=True,
    )


IS_APPEAL = _only(
    APPEAL,
    _("只有求解决的信访事项，才这样受理，才有 60 天的期限。"),
    _("建议请点“收下，研究采纳”；检举控告按纪检监察的程序办。"),
    "31",
)
IS_SUGGESTION = _only(SUGGESTION, _("这不是提建议的。"), _("求解决的，请点“受理”；检举控告按纪检监察的程序办。"), "29")
IS_ACCUSATION = _only(ACCUSATION, _("这不是检举控告。"), _("求解决的，请点“受理”；建议请点“收下，研究采纳”。"), "30")

NEVER_TO_THE_ACCUSED = Guard(
    key="never_to_the_accused",
    unmet=lambda situation: situation.kind == ACCUSATION,
    why=_("检举控告的材料，不能转给被说的人和他的单位。"),
    instead=_("请点“收下，按纪检监察的程序办”。"),
    citation=cite(LAW, "30"),
    at_sight=True,
)

STRAIGHT_TO_THE_COUNTY = Guard(
    key="straight_to_the_county",
    unmet=lambda situation: situation.kind == ACCUSATION,
    why=_("检举控告不由自己的单位收下来办。"),
    instead=_("请点“登记信访”来记，它直接到县里的纪检监察，别的单位看不到。"),
    citation=cite(LAW, "30"),
)

FEW_ENOUGH = Guard(
    key="few_enough",
    unmet=_too_many,
    why=_("多人走访要推选代表，代表不超过 5 个人。"),
    instead=_("请大家推选最多 5 个人，写他们的名字；别人的意思由代表说。"),
    citation=cite(LAW, "20"),
)

MUST_WITHDRAW = Guard(
    key="must_withdraw",
    unmet=acts_too_near,
    why=_("户册上，您和信访人是一家人，这件事您要回避。"),
    instead=_("请点“转给别人办”，或者请同事来办。"),
    citation=cite(LAW, "28"),
)

NAMES_EARLIER = Guard(
    key="names_earlier",
    unmet=lambda situation: not situation.facts.get("earlier"),
    why=_("登记时没有写以前的号码。"),
    instead=_("请点“受理”。"),
    citation=cite(LAW, "31"),
    at_sight=True,
)

STILL_IN_TIME = Guard(
    key="still_in_time",
    unmet=lambda situation: _before(situation, lambda one: one.in_time),
    why=_("他写的那一件还在办，没有到期；同一件事，上一级不受理。"),
    instead=_("请点“不受理”，告诉他那一件由谁在办；不是同一件事，请点“和以前那件不一样，受理”。"),
    citation=cite(LAW, "19"),
)

FINALLY_DECIDED = Guard(
    key="finally_decided",
    unmet=lambda situation: _before(situation, lambda one: one.state == FINAL),
    why=_("他写的那一件已经复核完了；同一事实和理由，不再受理。"),
    instead=_("请点“不受理”，选“已经复核”；有新的事实和理由，请点“和以前那件不一样，受理”。"),
    citation=cite(LAW, "36"),
)

SENT_FAR_ENOUGH = Guard(
    key="sent_far_enough",
    unmet=lambda situation: named_too_near("officer", situation),
    why=_("户册上，他和信访人是一家人，要回避。"),
    instead=_("请换一个人；不知道派谁，就只选单位。"),
    citation=cite(LAW, "28"),
)

OBJECTS_IN_TIME = Guard(
    key="objects_in_time",
    unmet=lambda situation: "objection" not in situation.in_time,
    why=_("说“不归我管”要在收到后 5 个工作日里。"),
    instead=_("先办着；还觉得不该您办，请和转来的单位商量。"),
    citation=cite(LAW, "23"),
    at_sight=True,
)

EXTENDED_ONCE = Guard(
    key="extended_once",
    unmet=lambda situation: "extend" in situation.taken or "conclude" not in situation.in_time,
    why=_("只能在到期以前延长一次。"),
    instead=_("请抓紧办；还办不完，把已经查明的先答复。"),
    citation=cite(LAW, "34"),
    at_sight=True,
)

EXTENDED_WITHIN = Guard(
    key="extended_within",
    unmet=_too_far,
    why=_("延长最多 30 天，从原来的 60 天满了算起。"),
    instead=_("请选原来到期以后、30 天以内的一天。"),
    citation=cite(LAW, "34"),
)

ANOTHER_APPROVES = Guard(
    key="another_approves",
    unmet=lambda situation: situation.user_id in situation.taken_by(*HANDLED),
    why=_("自己办的、自己写的，不能自己批。"),
    instead=_("请本单位负责的另一位同事来批。"),
    citation=cite(LAW, "34"),
    at_sight=True,
)

REVIEWED_BY_ANOTHER = Guard(
    key="reviewed_by_another",
    unmet=lambda situation: situation.user_id in situation.taken_by(*DECIDED),
    why=_("原来的意见是您写的或者批的，复查、复核不能由您来定。"),
    instead=_("请上一级机关的同事来办。"),
    citation=cite(LAW, "28"),
    at_sight=True,
)

SENT_UP = Guard(
    key="sent_up",
    unmet=lambda situation: not _since_asked(situation, "review_organ"),
    why=_("还没有送到上一级机关。"),
    instead=_("请先点“送上一级机关”，写明由哪个机关来看。"),
    citation=cite(LAW, "35"),
    at_sight=True,
)

REVIEWED_HERE = Guard(
    key="reviewed_here",
    unmet=lambda situation: not _since_asked(situation, "assignee"),
    why=_("不是送到本县的单位来看的，复查意见书由那个机关出。"),
    instead=_("送到本县的，请先点“送上一级机关”选单位；送到市里、省里的，请点“记下上面的复查结果”。"),
    citation=cite(LAW, "35"),
    at_sight=True,
)

REVIEW_IN_TIME = Guard(
    key="review_in_time",
    unmet=lambda situation: "review_request" not in situation.in_time,
    why=_("收到答复已经过了 30 天，不能再申请复查。"),
    instead=_("有新的事实和理由，可以当一件新的事再提。"),
    citation=cite(LAW, "35"),
    at_sight=True,
)

RECHECK_IN_TIME = Guard(
    key="recheck_in_time",
    unmet=lambda situation: "recheck_request" not in situation.in_time,
    why=_("收到复查意见已经过了 30 天，不能再申请复核。"),
    instead=_("有新的事实和理由，可以当一件新的事再提。"),
    citation=cite(LAW, "36"),
    at_sight=True,
)

HEARING_AHEAD = Guard(
    key="hearing_ahead",
    unmet=lambda situation: before_today("hearing_until", situation),
    why=_("听证完的日子已经过去了。"),
    instead=_("请选今天或以后的一天。"),
    citation=cite(LAW, "36"),
)

BOTH_WILLING = Guard(
    key="both_willing",
    unmet=lambda situation: situation.form.get("both_agree") is not True,
    why=_("两边都愿意，才能请人调解。"),
    instead=_("请先问过两边；有一边不愿意，就接着查，到日子答复。"),
    citation=cite(LAW, "33"),
)
