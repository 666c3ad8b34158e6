"""Conditions of the steps of mediation, each with its sentence and its article."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from cunli.lib.citations import cite, county_rule
from cunli.procedures.grammar import SIDES, Seat
from cunli.procedures.guards import Guard, Situation, before_today, named_too_near

LAW = "人民调解法"
AGREED = "agree_written"


def _not_both(situation: Situation) -> bool:
    return situation.form.get("both_agree") is not True


def _not_all_signed(situation: Situation) -> bool:
    must = {number for number, seat in situation.seated.items() if seat in SIDES or seat is Seat.MEDIATOR}
    signed = situation.written_since("signed_by", AGREED)
    return bool(must - {one["id"] for one in signed if isinstance(one, dict)})


FAR_ENOUGH = Guard(
    key="far_enough",
    unmet=lambda situation: named_too_near("mediator", situation),
    why=_("户册上，他就是当事人，或者和当事人是一家人。"),
    instead=_("请另选一位两边都接受的调解员。"),
    citation=county_rule("调解员回避（参考人民调解法第15条：不得偏袒）"),
)

SITS_TOO_NEAR = Guard(
    key="sits_too_near",
    unmet=lambda situation: bool(situation.too_near(situation.mediators)),
    why=_("户册上，现在的调解员里有人和当事人是一家人。"),
    instead=_("请先“换调解员”，以前谈的都算数。"),
    citation=county_rule("调解员回避（参考人民调解法第15条：不得偏袒）"),
)

NEXT_AHEAD = Guard(
    key="next_ahead",
    unmet=lambda situation: before_today("next_on", situation),
    why=_("下次谈的日子已经过去了。"),
    instead=_("请选今天或以后的一天。"),
    citation=cite(LAW, "22"),
)

PERFORM_AHEAD = Guard(
    key="perform_ahead",
    unmet=lambda situation: before_today("perform_by", situation),
    why=_("履行的日子已经过去了。"),
    instead=_("请选今天或以后的一天；当场就履行了的，选今天。"),
    citation=cite(LAW, "29"),
)

HELPER_WELCOME = Guard(
    key="helper_welcome",
    unmet=_not_both,
    why=_("请人来帮着劝，要两边都同意。"),
    instead=_("请先问过两边；有一边不同意，就不请。"),
    citation=cite(LAW, "20"),
)

BOTH_EXTEND = Guard(
    key="both_extend",
    unmet=_not_both,
    why=_("要两边都愿意，才能接着谈。"),
    instead=_("有一边不愿意，请记“调不成，告诉别的路”。"),
    citation=county_rule("调解期限"),
)

ALL_SIGNED = Guard(
    key="all_signed",
    unmet=_not_all_signed,
    why=_("还有人没签：每一方当事人和调解员都要签。"),
    instead=_("请等都签了，一个一个记上，再盖章。"),
    citation=cite(LAW, "29"),
)

COURT_ASKED = Guard(
    key="court_asked",
    unmet=lambda situation: "court" not in situation.facts,
    why=_("还没有记下两边申请了司法确认。"),
    instead=_("两边一起申请了的，请先点“两边一起申请了司法确认”。"),
    citation=cite(LAW, "33"),
    at_sight=True,
)

CONFIRM_IN_TIME = Guard(
    key="confirm_in_time",
    unmet=lambda situation: "confirmation" not in situation.in_time,
    why=_("协议生效已经过了 30 天，法院不再受理司法确认。"),
    instead=_("协议还是算数的；有一方不照着做，另一方可以向法院起诉。"),
    citation=cite(LAW, "33"),
    at_sight=True,
)
