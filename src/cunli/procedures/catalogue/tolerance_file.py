"""A tolerance file (容错纠错, 三个区分开来): what was done and why, by records of the time; a body decides.

The person concerned asks for it, or a body opens it and names them. Evidence is named by its number and what proves it
unchanged, never copied. The three distinctions and the six factors are nine questions that both sides answer in words.
The person is heard first, or says themselves that they need not be. A body decides, elsewhere, in a meeting; here its
decision is written down, given to the person, objected to, and what is to be put right is followed to its end. It
exists for the person and that body alone.
The software decides nothing and scores nothing: no field here is a number. Not covered: discipline itself, and its own
procedures of investigation and appeal.
"""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from cunli.procedures.catalogue.tolerance_facts import FACTS, STATES
from cunli.procedures.catalogue.tolerance_steps import RULE, STEPS
from cunli.procedures.grammar import (
    ABOVE,
    ESCALATE,
    Desk,
    Door,
    Field,
    Opening,
    Procedure,
    Publication,
    Reopen,
    Seat,
    Seats,
    Term,
)
from cunli.procedures.guards import Guard
from cunli.procedures.lengths import county, on_day, until_day

AT_THE_BODY = Guard(
    key="at_the_body",
    unmet=lambda situation: not situation.at_the_desk,
    why=_("这份档案只由管这件事的机关来开。"),
    instead=_("请告诉本人自己来提，或者把情况书面交给那个机关。"),
    citation=RULE,
)

TERMS = (
    Term(
        key="first_answer",
        title=_("答复收不收"),
        starts=("apply", "initiate", "revive"),
        met_by=("accept", "not_yet", "not_accept"),
        length=county("tolerance.first_answer"),
        citation=RULE,
        late=ESCALATE,
    ),
    Term(
        key="again",
        title=_("再看"),
        starts=("not_yet",),
        met_by=("accept", "not_accept"),
        ends_with=("revive",),
        length=until_day("again_on"),
        citation=RULE,
        late="revive",
    ),
    Term(
        key="decision",
        title=_("作出决定"),
        starts=("accept", "look_again"),
        met_by=("decide", "decide_to_correct"),
        length=county("tolerance.decision"),
        citation=RULE,
        late=ESCALATE,
    ),
    Term(
        key="delivery",
        title=_("送到本人"),
        starts=("decide", "decide_to_correct"),
        met_by=("give", "give_to_correct"),
        length=county("tolerance.delivery"),
        citation=RULE,
        late=ESCALATE,
    ),
    Term(
        key="correction",
        title=_("改正"),
        starts=("decide_to_correct", "move_day", "uphold_to_correct"),
        met_by=("corrected",),
        ends_with=("look_again",),
        length=on_day("correct_by"),
        citation=RULE,
        late=ESCALATE,
    ),
    Term(
        key="objection",
        title=_("答复不同意见"),
        starts=("object",),
        met_by=("look_again", "uphold", "uphold_to_correct"),
        length=county("tolerance.objection_answer"),
        citation=RULE,
        late=ESCALATE,
    ),
)

_DOOR = Door(
    title=_("容错纠错档案"),
    invites=_("容错纠错：把当时的情况说清楚"),
    kinds=_("是哪一种"),
    says=_("说一句是哪件事"),
    example=_("比如：11月23日夜里先放倒危险线杆的事"),
    promises=_("%(day)s前答复收不收"),
    caution=_("只有您自己和管这件事的机关看得到。定不定、怎么定，由机关定，系统不打分。"),
)
_ASKED = (Field("events"), Field("harm"))

TOLERANCE_FILE = Procedure(
    key="tolerance_file",
    edition=date(2026, 3, 1),
    prefix="TF",
    title=_("容错纠错"),
    plain=_("把当时的情况说清楚"),
    icon="scale",
    kinds="tolerance.kinds",
    desk=Desk(function="general", level=ABOVE, by_kind=True),
    basis=(RULE,),
    facts=FACTS,
    openings=(
        Opening(
            key="apply",
            state="asked",
            title=_("提上去"),
            done=_("本人提出来"),
            fields=_ASKED,
            by=(
                "village_cadre",
                "first_secretary",
                "group_leader",
                "grid_member",
                "station_window",
                "town_officer",
            ),
            citations=(RULE,),
            seats=(Seats(Seat.CONCERNED),),
            admits=(Seat.CONCERNED,),
            door=_DOOR,
        ),
        Opening(
            key="initiate",
            state="asked",
            title=_("开一份档案"),
            done=_("机关主动开的"),
            fields=_ASKED,
            by=("department_officer", "county_supervisor"),
            citations=(RULE,),
            refuses=(AT_THE_BODY,),
            door=_DOOR,
        ),
    ),
    states=STATES,
    steps=STEPS,
    terms=TERMS,
    reopen=Reopen(step="object", within=county("tolerance.object")),
    publication=Publication(published=False, reason=_("是干部本人和机关之间的事，不往外登。")),
    retention="by the deciding body's archive schedule, at least three years from closing",
    closed=True,
)
