"""A petition (信访事项): a suggestion, an accusation, or a claim that somebody wants to see settled.

It comes by visit, letter, phone, fax or online, and is registered at once. Within fifteen days it is handed to the unit
whose power it is, and that unit says in writing whether it accepts. What has a legal route of its own is led there; an
accusation lies with the county's body for discipline and never exists for the place it is about. Only what has no other
route has sixty days, once extended by at most thirty, and ends in a written opinion with a duty. Whoever does not agree
asks for a review and then a recheck by the next higher organs; after that the same facts are not accepted again.
Where several units are competent they agree, the superior of all or the joint conference decides; what was decided is
written down, and the others are asked for their part.
Not covered: what the bodies of the legal routes and of discipline do, the meetings in which that is decided, the annual
report, the national petition system (only its number is kept).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from django.utils.translation import gettext_lazy as _

from cunli.lib.citations import cite
from cunli.procedures import shared
from cunli.procedures.catalogue import petition_intake, petition_review, petition_steps
from cunli.procedures.catalogue.petition_facts import CONTENT, FACTS, STATES
from cunli.procedures.catalogue.petition_guards import FEW_ENOUGH, LAW, STRAIGHT_TO_THE_COUNTY
from cunli.procedures.catalogue.petition_review import DUTY
from cunli.procedures.catalogue.petition_sheet import NATIONAL
from cunli.procedures.catalogue.petition_steps import ANSWERED_LATER
from cunli.procedures.grammar import (
    ESCALATE,
    Desk,
    Door,
    DoorGroup,
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
from cunli.procedures.lengths import Extension, Pause, county, statutory

STAFF = (
    "village_cadre", "first_secretary", "group_leader", "grid_member", "station_window", "town_officer",
)  # fmt: skip
AT_THE_COUNTY = ("department_officer", "county_supervisor")
DECIDED = ("accept", "accept_new", "import_route", "not_accept", "take_suggestion", "take_accusation")
AGAIN = tuple(step for step in shared.AGAIN if step not in shared.SEEN)
SEATS = (Seats(Seat.APPLICANT), Seats(Seat.APPLICANT, "representatives"))
WHAT = _("是哪一类")
SAYS = _("一句话，他要求什么")
EXAMPLE = _("比如：占了我家的地，三年没给补偿")

TERMS = (
    Term(
        key="route",
        title=_("转给该办的单位"),
        starts=("register", "submit"),
        met_by=("transfer", "settle", *DECIDED),
        length=statutory("petition.route"),
        citation=cite(LAW, "22"),
        late=ESCALATE,
    ),
    Term(
        key="notice",
        title=_("书面告诉受理不受理"),
        starts=("receive", "take_transferred", "transfer", "agree_back", "settle"),
        met_by=DECIDED,
        ends_with=("give_back",),
        length=statutory("petition.notice"),
        citation=cite(LAW, "23"),
        late=ESCALATE,
    ),
    Term(
        key="objection",
        title=_("可以说不归自己管"),
        starts=("take_transferred", "transfer", "agree_back"),
        met_by=("object",),
        ends_with=DECIDED,
        length=statutory("petition.objection"),
        citation=cite(LAW, "23"),
    ),
    Term(
        key="objection_answer",
        title=_("定归谁"),
        starts=("object",),
        met_by=("agree_back", "keep", "give_back", "settle"),
        length=county("petition.objection_answer"),
        citation=ANSWERED_LATER,
        late=ESCALATE,
    ),
    Term(
        key="conclude",
        title=_("书面答复"),
        starts=("accept", "accept_new"),
        met_by=("deliver_opinion",),
        length=statutory("petition.conclude"),
        extension=Extension(step="extend", fact="extended_to", at_most=statutory("petition.extend_max")),
        citation=cite(LAW, "34"),
        late=ESCALATE,
    ),
    Term(
        key="suggestion",
        title=_("答复建议"),
        starts=("take_suggestion",),
        met_by=("reply",),
        length=county("petition.suggestion"),
        citation=ANSWERED_LATER,
        late=ESCALATE,
    ),
    Term(
        key="accusation",
        title=_("告诉结果"),
        starts=("take_accusation",),
        met_by=("answer_accusation",),
        length=county("petition.accusation"),
        citation=ANSWERED_LATER,
        late=ESCALATE,
    ),
    Term(
        key="review_request",
        title=_("可以申请复查"),
        starts=("deliver_opinion",),
        met_by=("ask_review", "agree"),
        length=statutory("petition.review_request"),
        citation=cite(LAW, "35"),
        ends_with=("lapse",),
        late="lapse",
    ),
    Term(
        key="review",
        title=_("复查"),
        starts=("ask_review",),
        met_by=("review_opinion", "note_review"),
        length=statutory("petition.review"),
        citation=cite(LAW, "35"),
        late=ESCALATE,
    ),
    Term(
        key="recheck_request",
        title=_("可以申请复核"),
        starts=("review_opinion", "note_review"),
        met_by=("ask_recheck", "agree"),
        length=statutory("petition.recheck_request"),
        citation=cite(LAW, "36"),
        ends_with=("lapse",),
        late="lapse",
    ),
    Term(
        key="recheck",
        title=_("复核"),
        starts=("ask_recheck",),
        met_by=("recheck_uphold", "recheck_change"),
        length=statutory("petition.recheck"),
        pause=Pause(step="open_hearing", fact="hearing_until", ends="close_hearing"),
        citation=cite(LAW, "36"),
        late=ESCALATE,
    ),
    Term(
        key="duty",
        title=_("落实、疏导"),
        starts=("agree", "lapse", "recheck_change", *AGAIN),
        met_by=("do_duty", "close_unsolved"),
        length=county("petition.duty"),
        citation=DUTY,
        late=ESCALATE,
    ),
    *shared.last_terms(after=("do_duty", "reply"), witness=False),
)

REGISTER_DOOR = Door(
    title=_("登记信访"),
    invites=_("有人来信访：登记，给他一个号码"),
    kinds=WHAT,
    says=SAYS,
    example=EXAMPLE,
    promises=_("%(day)s前转给该办的单位或者受理；告干部的直接到县里"),
    group=DoorGroup.QUARREL,
    for_others=True,
    nameless=True,
)
REGISTER = Opening(
    key="register",
    state="registered",
    title=_("登记"),
    done=_("登记了信访事项"),
    fields=(Field("way"), *CONTENT, optional("outside_number")),
    by=(*STAFF, *AT_THE_COUNTY),
    citations=(cite(LAW, "17"), cite(LAW, "19"), cite(LAW, "21")),
    refuses=(FEW_ENOUGH,),
    seats=SEATS,
    admits=(Seat.APPLICANT,),
    door=REGISTER_DOOR,
)
RECEIVE = replace(
    REGISTER,
    key="receive",
    state="with_unit",
    done=_("直接收到信访事项，登记了"),
    by=AT_THE_COUNTY,
    citations=(cite(LAW, "23"), cite(LAW, "21")),
    takes=True,
    refuses=(STRAIGHT_TO_THE_COUNTY, FEW_ENOUGH),
    door=replace(
        REGISTER_DOOR,
        title=_("收下直接来的信访"),
        invites=_("有人直接来信访：收下，15 天里告诉本人"),
        promises=_("%(day)s前书面告诉本人；不归自己管，5 个工作日里说"),
    ),
)
OPENINGS = (
    REGISTER,
    RECEIVE,
    replace(
        RECEIVE,
        key="take_transferred",
        title=_("收下转来的"),
        done=_("收下转来的信访事项"),
        fields=(Field("way"), Field("transferred_by"), *CONTENT, optional("outside_number")),
        by=("town_officer",),
        door=replace(
            REGISTER_DOOR,
            title=_("收下转来的信访"),
            invites=_("上面转来的信访：收下，15 天里告诉本人"),
            promises=_("%(day)s前书面告诉本人；不归自己管，5 个工作日里说"),
            came="petition",
        ),
    ),
    replace(
        REGISTER,
        key="submit",
        title=_("提上去"),
        done=_("提了信访事项"),
        fields=CONTENT,
        by=("villager",),
        citations=(cite(LAW, "17"), cite(LAW, "19")),
        door=Door(
            title=_("信访"),
            invites=_("信访：要一个说法、提建议、告干部"),
            kinds=WHAT,
            says=_("一句话，您要求什么"),
            example=EXAMPLE,
            promises=_("%(day)s前告诉您归谁办；告干部的，村里镇里都看不到"),
            group=DoorGroup.QUARREL,
        ),
    ),
)

PETITION = Procedure(
    key="petition",
    edition=date(2026, 3, 1),
    prefix="XF",
    title=_("信访事项"),
    plain=_("信访"),
    icon="file-text",
    kinds="petition.kinds",
    desk=Desk(function="peace", level="town", by_kind=True),
    basis=(cite(LAW), cite("人民调解法")),
    facts=FACTS,
    openings=OPENINGS,
    states=STATES,
    steps=(
        *petition_intake.INTAKE,
        *petition_steps.HANDLING,
        *petition_steps.ALONGSIDE,
        *petition_review.STEPS,
    ),
    terms=TERMS,
    reopen=Reopen(step="reopen", within=county("reopen")),
    publication=Publication(
        published=False, reason=_("信访人和被说的人都要保护，不往外登（信访工作条例第30条、第46条）。")
    ),
    retention="three years from closing",
    rating_after=("solved", "closed", "not_solved", "final"),
    volume=(
        "pet_transfer",
        "pet_accept",
        "pet_route",
        "pet_not_accept",
        "pet_extend",
        "pet_opinion",
        "pet_reply",
        "pet_review",
    ),
    question_words={"urgent": _("请马上处置"), "together": _("请一起办，把您那一部分的意见写来")},
    outside=(NATIONAL,),
)
