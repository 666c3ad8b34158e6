"""Clocks of an application for assistance."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from cunli.procedures import shared
from cunli.procedures.catalogue.benefit_facts import AID, COUNTY, MEASURES
from cunli.procedures.grammar import ESCALATE, Term
from cunli.procedures.lengths import county

TERMS = (
    Term(
        key="first_answer",
        title=_("告诉收不收"),
        starts=("apply", "apply_for"),
        met_by=("accept", "not_accept"),
        ends_with=("take_back",),
        length=county("benefit.first_answer"),
        citation=AID("43"),
        late=ESCALATE,
    ),
    Term(
        key="papers_after",
        title=_("补手续"),
        starts=("help_first",),
        met_by=("complete",),
        length=county("benefit.papers_after"),
        citation=AID("50"),
        late=ESCALATE,
    ),
    Term(
        key="total",
        title=_("定下来"),
        starts=("accept", "complete"),
        met_by=("decide_yes", "decide_no", "close_unsolved"),
        ends_with=("take_back",),
        length=county("benefit.total"),
        citation=MEASURES,
        late=ESCALATE,
    ),
    Term(
        key="decide",
        title=_("报上来后定下来"),
        starts=("send_up", "to_town"),
        met_by=("decide_yes", "decide_no"),
        ends_with=("send_back",),
        length=county("benefit.decide"),
        citation=MEASURES,
        late=ESCALATE,
    ),
    Term(
        key="tell_refusal",
        title=_("书面理由送到"),
        starts=("decide_no",),
        met_by=("hand_refusal",),
        length=county("benefit.tell_refusal"),
        citation=MEASURES,
        late=ESCALATE,
    ),
    Term(
        key="pay",
        title=_("发到"),
        starts=("decide_yes", *shared.AGAIN),
        met_by=("paid", "paid_for_use", "close_unsolved"),
        length=county("benefit.pay"),
        citation=MEASURES,
        late=ESCALATE,
    ),
    Term(
        key="use_check",
        title=_("看用得怎样"),
        starts=("paid_for_use", "not_used"),
        met_by=("check_use", "not_used"),
        ends_with=("propose_change",),
        length=county("benefit.use_check"),
        citation=COUNTY,
        late=ESCALATE,
    ),
    Term(
        key="hearing",
        title=_("听本人说"),
        starts=("propose_change",),
        met_by=("hear", "say_own"),
        length=county("benefit.hearing"),
        citation=AID("48"),
        late=ESCALATE,
    ),
    Term(
        key="change_decide",
        title=_("听完后定"),
        starts=("hear", "say_own"),
        met_by=("keep", "reduce", "stop"),
        length=county("benefit.change_decide"),
        citation=AID("48"),
        late=ESCALATE,
    ),
    *shared.last_terms(after=("paid", "check_use")),
)
