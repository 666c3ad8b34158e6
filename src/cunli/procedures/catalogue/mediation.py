"""People's mediation of a dispute between villagers: neighbours, brothers, a boundary, a debt, who cares for the old.

Either side may ask, or the committee begins by itself; it costs nobody anything. Once it is accepted the other side is
asked, and whoever says no ends it. Mediators hold sessions, each with a day for the next. It ends in an agreement, oral
or written, that is followed up until it is performed; or without one, and the other ways are told.
Not covered: arbitration of labour and land contract disputes, public-order mediation by the police, what a court
decides about confirmation.
"""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from cunli.lib.citations import cite, county_rule
from cunli.procedures import shared
from cunli.procedures.catalogue.mediation_facts import FACTS, STATES
from cunli.procedures.catalogue.mediation_guards import LAW
from cunli.procedures.catalogue.mediation_sheet import PLATFORM
from cunli.procedures.catalogue.mediation_steps import STEPS
from cunli.procedures.grammar import (
    ESCALATE,
    Desk,
    Field,
    Opening,
    Procedure,
    Publication,
    Reopen,
    Seat,
    Seats,
    Term,
    optional,
)
from cunli.procedures.lengths import county, on_day, statutory

STAFF = (
    "village_cadre", "first_secretary", "group_leader", "grid_member", "station_window", "town_officer",
)  # fmt: skip

AGREED = ("agree_oral", "agree_written")

TERMS = (
    Term(
        key="first_answer",
        title=_("答复收不收"),
        starts=("apply", "initiate"),
        met_by=("accept", "not_accept"),
        length=county("mediation.first_answer"),
        citation=county_rule("调解的受理"),
        late=ESCALATE,
    ),
    Term(
        key="consent",
        title=_("问到对方"),
        starts=("accept",),
        met_by=("begin", "refuse"),
        length=county("mediation.consent"),
        citation=county_rule("调解的受理"),
        late=ESCALATE,
    ),
    Term(
        key="session",
        title=_("坐下来谈"),
        starts=("begin", "hold_session", "back_to_table", "mediate_again"),
        met_by=("hold_session", *AGREED, "fail", "refuse"),
        length=on_day("next_on"),
        citation=cite(LAW, "22"),
        late=ESCALATE,
    ),
    Term(
        key="usual",
        title=_("一般谈完"),
        starts=("begin", "extend", "back_to_table", "mediate_again"),
        met_by=(*AGREED, "fail", "refuse"),
        length=county("mediation.usual"),
        citation=cite("人民调解工作若干规定", "33"),
        late=ESCALATE,
    ),
    Term(
        key="signing",
        title=_("签齐盖章"),
        starts=("agree_written",),
        met_by=("seal_agreement",),
        ends_with=("back_to_table", "refuse"),
        length=county("mediation.signing"),
        citation=cite(LAW, "29"),
        late=ESCALATE,
    ),
    Term(
        key="perform",
        title=_("履行"),
        starts=(*AGREED, "part_performed"),
        met_by=("deliver", "not_kept"),
        ends_with=("back_to_table", "mediate_again"),
        length=on_day("perform_by"),
        citation=cite(LAW, "31"),
        late=ESCALATE,
    ),
    Term(
        key="follow_up",
        title=_("回访"),
        starts=("agree_oral", "seal_agreement", "follow_up", *shared.AGAIN),
        met_by=("follow_up", "deliver", "not_kept"),
        ends_with=("mediate_again",),
        length=county("mediation.follow_up"),
        citation=cite(LAW, "31"),
        late=ESCALATE,
    ),
    Term(
        key="confirmation",
        title=_("可以一起请法院确认"),
        starts=("agree_oral", "seal_agreement"),
        met_by=("ask_court",),
        ends_with=("mediate_again",),
        length=statutory("mediation.judicial_confirm_window"),
        citation=cite(LAW, "33"),
    ),
    Term(
        key="court",
        title=_("等法院定"),
        starts=("ask_court",),
        met_by=("court_said",),
        ends_with=("deliver", "not_kept", "mediate_again"),
        length=county("mediation.court_answer"),
        citation=cite("民事诉讼法", "187"),
    ),
    *shared.last_terms(after=("deliver",)),
)

MEDIATION = Procedure(
    key="mediation",
    edition=date(2026, 3, 1),
    prefix="MD",
    title=_("人民调解"),
    plain=_("请人调解"),
    icon="heart-handshake",
    kinds="mediation.kinds",
    desk=Desk(function="mediation", level="village"),
    basis=(cite(LAW), cite("村民委员会组织法")),
    facts=FACTS,
    openings=(
        Opening(
            key="apply",
            state="asked",
            title=_("请人调解"),
            done=_("申请调解"),
            fields=(
                Field("other_side"),
                optional("one_side"),
                optional("story"),
                optional("wish"),
                optional("earlier"),
            ),
            by=("villager", *STAFF),
            citations=(cite(LAW, "17"), cite(LAW, "4")),
            seats=(Seats(Seat.APPLICANT), Seats(Seat.APPLICANT, "one_side"), Seats(Seat.RESPONDENT, "other_side")),
        ),
        Opening(
            key="initiate",
            state="asked",
            title=_("主动去调解"),
            done=_("调委会主动去调解"),
            fields=(Field("one_side"), Field("other_side"), optional("story"), optional("earlier")),
            by=STAFF,
            citations=(cite(LAW, "17"),),
            seats=(Seats(Seat.APPLICANT, "one_side"), Seats(Seat.RESPONDENT, "other_side")),
        ),
    ),
    states=STATES,
    steps=STEPS,
    terms=TERMS,
    reopen=Reopen(step="reopen", within=county("reopen")),
    publication=Publication(published=False, reason=_("是两家之间的事，调解员不许往外说（人民调解法第15条）。")),
    retention="three years from closing",
    volume=("med_register", "med_notice", "med_record", "med_agreement", "med_oral", "med_follow_up"),
    question_words={"come": _("请马上来")},
    outside=(PLATFORM,),
)
