"""A monitored household: whoever may fall (back) into poverty is found, looked at, helped, and let go when it is over.

A villager says so, or a cadre, a department, a petition brings the lead; any rural household, however many there are.
Two people visit, the household signs or nothing is compared; one survey serves monitoring and help. Both committees
judge, the village appraises once and hangs one notice, the villagers' assembly decides who and how, the town reviews,
the county decides and the register bears the label. Measures with a contact, looked at again and again; the label ends
by check, notice, town and county, never for those whom the rule excludes. Who is not taken in reads why.
Not covered: paying (benefits), the national system itself (its number is kept), the meeting of the assembly.
"""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from cunli.procedures.assembly import DECIDES
from cunli.procedures.catalogue.monitored_facts import FACTS
from cunli.procedures.catalogue.monitored_guards import EXPLAINS, GUIDE, LOCAL
from cunli.procedures.catalogue.monitored_help import HELP
from cunli.procedures.catalogue.monitored_sheet import NATIONAL
from cunli.procedures.catalogue.monitored_steps import DECIDE, LOOK
from cunli.procedures.grammar import (
    ESCALATE,
    Answers,
    Desk,
    Door,
    DoorGroup,
    Field,
    Opening,
    Outcome,
    Party,
    Procedure,
    Publication,
    Reopen,
    Seat,
    Seats,
    State,
    StateClass,
    Term,
    optional,
)
from cunli.procedures.lengths import county

BEGINS = ("declare", "find", "again")
NO = ("not_identified", "take_back")


STATES = (
    State(
        key="lead",
        cls=StateClass.OPEN,
        title=_("线索，等入户"),
        villager=_("收到了，等村里来家里看"),
        sentence=_("有线索，等着入户核实。"),
        waits_for=Party.HOLDER,
        under="visit",
        tone="due",
    ),
    State(
        key="visited",
        cls=StateClass.OPEN,
        title=_("入了户，等签授权书"),
        villager=_("来看过了，授权书您愿意签就签"),
        sentence=_("入了户，等签授权书、写核实的情况。"),
        waits_for=Party.HOLDER,
        under="identify",
    ),
    State(
        key="surveyed",
        cls=StateClass.OPEN,
        title=_("核实了，等研判"),
        villager=_("情况核实好了，村里接着商量"),
        sentence=_("核实好了，等“两委”研判。"),
        waits_for=Party.HOLDER,
        under="identify",
    ),
    State(
        key="judged",
        cls=StateClass.OPEN,
        title=_("研判了，等比对和评议"),
        villager=_("村里商量过了，等比对和评议"),
        sentence=_("研判了，等县里比对、村里评议。"),
        waits_for=Party.HOLDER,
        under="identify",
    ),
    State(
        key="noticed",
        cls=StateClass.OPEN,
        title=_("评议了，公示"),
        villager=_("在村里公示"),
        sentence=_("评议了，公示挂满、村民会议定了，就报镇里。"),
        waits_for=Party.HOLDER,
        under="identify",
        tone="wait",
    ),
    State(
        key="town_review",
        cls=StateClass.OPEN,
        title=_("报镇里，等审核"),
        villager=_("报到镇里了，等审核"),
        sentence=_("报到镇里了，等审核。"),
        waits_for=Party.HOLDER,
        under="identify",
    ),
    State(
        key="county_review",
        cls=StateClass.OPEN,
        title=_("报县里，等认定"),
        villager=_("报到县里了，等县里定"),
        sentence=_("报到县里了，等认定。"),
        waits_for=Party.HOLDER,
        under="identify",
    ),
    State(
        key="measures",
        cls=StateClass.OPEN,
        title=_("认定了，等定帮扶"),
        villager=_("认定了，正在定怎么帮"),
        sentence=_("认定了，等把帮扶定下来。"),
        waits_for=Party.HOLDER,
        under="measures",
        tone="due",
    ),
    State(
        key="helped",
        cls=StateClass.OPEN,
        title=_("正在帮"),
        villager=_("正在帮，隔一阵来看"),
        sentence=_("正在帮，隔一阵再看一次。"),
        waits_for=Party.HOLDER,
        under="review",
    ),
    State(
        key="removal",
        cls=StateClass.OPEN,
        title=_("核查了，等消除公示"),
        villager=_("难处过去了，要公示"),
        sentence=_("核查过了，等评议、公示。"),
        waits_for=Party.HOLDER,
        under="removal",
    ),
    State(
        key="removal_town",
        cls=StateClass.OPEN,
        title=_("消除报镇里"),
        villager=_("难处过去了，镇里在看"),
        sentence=_("风险消除报到镇里了。"),
        waits_for=Party.HOLDER,
        under="removal",
    ),
    State(
        key="removal_county",
        cls=StateClass.OPEN,
        title=_("消除报县里"),
        villager=_("难处过去了，等县里定"),
        sentence=_("风险消除报到县里了。"),
        waits_for=Party.HOLDER,
        under="removal",
    ),
    State(
        key="risk_removed",
        cls=StateClass.END,
        title=_("风险消除了"),
        villager=_("难处过去了"),
        sentence=_("风险消除了，标签停了。"),
        outcome=Outcome.SOLVED,
        tone="brand",
    ),
    State(
        key="not_identified",
        cls=StateClass.END,
        title=_("没有纳入"),
        villager=_("这次没有纳入，为什么写在下面"),
        sentence=_("没有纳入，原因写明了。"),
        outcome=Outcome.NOT_SOLVED,
        tone="calm",
    ),
    State(
        key="taken_back",
        cls=StateClass.END,
        title=_("本人不申请了"),
        villager=_("您说不申请了"),
        sentence=_("本人说不申请了。"),
        outcome=Outcome.NOT_SOLVED,
        tone="calm",
    ),
)

TERMS = (
    Term(
        key="visit",
        title=_("入户核实"),
        starts=BEGINS,
        met_by=("visit", *NO),
        length=county("monitored.visit"),
        citation=LOCAL,
        late=ESCALATE,
    ),
    Term(
        key="identify",
        title=_("定下来纳入不纳入"),
        starts=BEGINS,
        met_by=("identify", *NO),
        length=county("monitored.identify"),
        citation=GUIDE,
        late=ESCALATE,
    ),
    Term(
        key="measures",
        title=_("定下帮扶"),
        starts=("identify",),
        met_by=("plan_measures",),
        length=county("monitored.measures"),
        citation=LOCAL,
        late=ESCALATE,
    ),
    Term(
        key="review",
        title=_("再看一次"),
        starts=("plan_measures", "review", "removal_back"),
        met_by=("review", "check_removal"),
        length=county("monitored.review"),
        citation=LOCAL,
        late=ESCALATE,
    ),
    Term(
        key="removal",
        title=_("风险消除定下来"),
        starts=("check_removal",),
        met_by=("remove", "removal_back"),
        length=county("monitored.removal"),
        citation=LOCAL,
        late=ESCALATE,
    ),
)

MONITORED_HOUSEHOLD = Procedure(
    key="monitored_household",
    edition=date(2026, 3, 1),
    prefix="FP",
    title=_("防止返贫致贫监测"),
    plain=_("家里有难处"),
    icon="life-buoy",
    kinds="monitored.risks",
    desk=Desk(function="committee", level="village"),
    basis=(GUIDE, DECIDES, LOCAL),
    facts=FACTS,
    openings=(
        Opening(
            key="declare",
            state="lead",
            title=_("说出来，请村里来看"),
            done=_("自己说了难处"),
            fields=(optional("story"),),
            by=("villager",),
            citations=(GUIDE,),
            seats=(Seats(Seat.APPLICANT),),
            admits=(Seat.APPLICANT,),
        ),
        Opening(
            key="find",
            state="lead",
            title=_("报监测线索"),
            done=_("报了监测线索"),
            fields=(Field("source"), Field("whose"), optional("story")),
            by=(
                "village_cadre",
                "first_secretary",
                "group_leader",
                "grid_member",
                "station_window",
                "town_officer",
            ),
            citations=(GUIDE,),
            door=Door(
                title=_("报防返贫监测线索"),
                group=DoorGroup.HOUSEHOLD,
                invites=_("谁家可能过不下去：报监测线索"),
                kinds=_("因为什么"),
                says=_("说一句怎么了"),
                example=_("比如：儿子出了车祸，干不了活，药费一个月两千"),
                promises=_("%(day)s前入户核实。哪家都能报，不限人数，不看以前是不是贫困户"),
            ),
        ),
    ),
    states=STATES,
    steps=(*LOOK, *DECIDE, *HELP),
    terms=TERMS,
    reopen=Reopen(step="again", within=county("reopen")),
    publication=Publication(published=False, reason=_("谁家有难处不往外登；村里的公示只写该公示的。")),
    retention="five years after the risk has gone",
    explains=EXPLAINS,
    question_words={"compare": _("请比对这家的信息")},
    answers=(Answers("compare", (("done", _("比对好了")), ("no", _("比对不了，因为…")), ("objected", _("不归我们")))),),
    outside=(NATIONAL,),
)
