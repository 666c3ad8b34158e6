"""A danger seen in the grid: a leaning pole, a cracked wall, ice on the road.

Anyone may report. The town's peace-building office decides the level and who acts; at level 1 someone is on the spot
within the county's emergency clock and may act first and write later. Ends when the danger is gone and the person who
told us says so, or with the reason why not and who has it now. Who puts right what they found themselves has nobody
to be asked but themselves: a colleague looks, and it is closed as not asked. What was sent elsewhere comes back to the
desk when the person who told us says that nobody has seen to it.
Not covered: crime (police), disputes between neighbours about the cause (mediation).
"""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from cunli.lib.citations import cite, county_rule
from cunli.procedures import guards, letters, shared
from cunli.procedures.grammar import (
    ESCALATE,
    Asks,
    Desk,
    Fact,
    FactType,
    Field,
    Issues,
    Opening,
    Outcome,
    Party,
    Procedure,
    Publication,
    Reopen,
    State,
    StateClass,
    Step,
    Term,
    optional,
)
from cunli.procedures.lengths import county

CLOCKS = county_rule("隐患级别和时限")
REPORT = cite("突发事件应对法", "61")
ASSIST = cite("突发事件应对法", "22")

FACTS = (
    Fact(key="level", label=_("几级"), type=FactType.CHOICE, options="hazard.levels", indexed=True, personal=False),
    Fact(key="people_at_risk", label=_("有人有危险吗"), type=FactType.YES_NO),
    Fact(key="seen", label=_("到了看见什么"), type=FactType.TEXT),
    Fact(key="grounds", label=_("为什么要当场处理"), type=FactType.TEXT, hint=_("比如：杆根已松，随时会倒。")),
    Fact(key="spot_action", label=_("当场做了什么"), type=FactType.TEXT),
    Fact(key="witnesses", label=_("谁在场"), type=FactType.NAMES, hint=_("几个人的名字用逗号隔开。")),
    Fact(
        key="objections",
        label=_("有人不同意吗，怎么说的"),
        type=FactType.TEXT,
        hint=_("谁说的，怎么答的。"),
    ),
    Fact(key="whistled", label=_("请哪些单位来"), type=FactType.UNITS, functions=("department", "town_office")),
    *letters.FACTS,
    Fact(key="village_helps", label=_("请村里帮什么"), type=FactType.LINE),
    *shared.FACTS,
)

STATES = (
    State(
        key="reported",
        cls=StateClass.OPEN,
        title=_("还没定谁来办"),
        villager=_("收下了，正在定谁来办"),
        sentence=_("报上来了，还没人接。"),
        waits_for=Party.DESK,
        under="first_answer",
        tone="due",
    ),
    State(
        key="dispatched",
        cls=StateClass.OPEN,
        title=_("派了人，还没到"),
        villager=_("有人在路上了"),
        sentence=_("已经派了人，还没到现场。"),
        waits_for=Party.ASSIGNEE,
        under="arrival",
    ),
    State(
        key="in_hand",
        cls=StateClass.OPEN,
        title=_("正在处理"),
        villager=_("正在处理"),
        sentence=_("人到了，正在处理。"),
        recalls="spot_action",
        waits_for=Party.ASSIGNEE,
        under="done",
    ),
    *shared.LAST_STATES,
    State(
        key="elsewhere",
        cls=StateClass.END,
        title=_("不归我们，已转出去"),
        villager=_("这事归别的单位，已经转过去"),
        sentence=_("这事不归这里管，已经转给该管的单位。"),
        outcome=Outcome.ELSEWHERE,
        tone="wait",
    ),
)

STEPS = (
    Step(
        key="screen",
        from_=("reported",),
        to="dispatched",
        by=(Party.DESK,),
        title=_("定级别，派人去"),
        done=_("收下，定了级别，派了人"),
        tells=_("您报的“%(title)s”收下了，%(assignee)s去办。"),
        fields=(
            Field("level"),
            Field("assignee"),
            optional("officer"),
            optional("people_at_risk"),
            optional("village_helps"),
        ),
        refuses=(guards.VILLAGE_NEVER_RESPONSIBLE,),
        citations=(CLOCKS, cite("厅字〔2022〕28号")),
        main=True,
        assigns=True,
    ),
    Step(
        key="not_ours",
        from_=("reported",),
        to="elsewhere",
        by=(Party.DESK,),
        title=_("不归我们，说明归谁"),
        done=_("不归我们，转给该管的单位"),
        tells=_(
            "“%(title)s”不归我们管：%(why)s。现在由%(who_has_it_now)s管。一直没人管，您说一声，或者点“还没人管，请再看”。"
        ),
        fields=(Field("why"), Field("who_has_it_now")),
        citations=(CLOCKS,),
    ),
    Step(
        key="still_there",
        from_=("elsewhere",),
        to="reported",
        by=(Party.REPORTER, Party.CALLER),
        title=_("还没人管，请再看"),
        done=_("说转出去以后没人管"),
        tells=_("“%(title)s”又收回来了，再看归谁办。"),
        fields=(Field("own_words"),),
        citations=(CLOCKS, shared.TWO_ANSWERS),
        main=True,
    ),
    Step(
        key="object",
        from_=("dispatched",),
        to="reported",
        by=(Party.ASSIGNEE,),
        title=_("不该我办，退回去"),
        done=_("说不该自己办，退回重新派"),
        tells=_("“%(title)s”派的单位说不归它，我们重新定谁来办，定了就告诉您。"),
        fields=(Field("why"),),
        refuses=(guards.OBJECTION_IN_TIME,),
        citations=(CLOCKS,),
        returns=True,
    ),
    Step(
        key="arrive",
        from_=("dispatched",),
        to="in_hand",
        by=(Party.ASSIGNEE,),
        title=_("到现场了"),
        done=_("到了现场"),
        tells=_("“%(title)s”：%(actor)s到现场了。"),
        fields=(optional("seen"), optional("photo")),
        citations=(CLOCKS, ASSIST),
        main=True,
    ),
    Step(
        key="act_on_the_spot",
        from_=("dispatched", "in_hand"),
        to="in_hand",
        by=(Party.ASSIGNEE, Party.TOWN),
        title=_("先处理，记下来"),
        hint=_("可以先做，后记；两个时间都会记下。"),
        done=_("决定当场处理"),
        tells=_("“%(title)s”：%(spot_action)s"),
        fields=(
            Field("spot_action"),
            Field("grounds"),
            Field("witnesses"),
            optional("objections"),
            optional("photo"),
        ),
        issues=Issues(kind="spot_decision", move="record"),
        citations=(ASSIST, county_rule("先处理后补记")),
    ),
    shared.progress(from_=("dispatched", "in_hand")),
    shared.refer(
        from_=("dispatched", "in_hand"),
        to="dispatched",
        by=(Party.DESK, Party.TOWN),
        refuses=(guards.VILLAGE_NEVER_RESPONSIBLE,),
    ),
    Step(
        key="whistle",
        from_=("dispatched", "in_hand"),
        to="",
        by=(Party.TOWN,),
        title=_("吹哨，请部门来"),
        hint=_("对方马上看到，按县里定的时间到场。"),
        done=_("吹了哨，请部门来"),
        tells=_("“%(title)s”请了%(whistled)s一起来看。"),
        fields=(Field("whistled"), Field("why")),
        asks=Asks(fact="whistled", question="come", within="whistle_arrival", title=_("到场")),
        citations=(county_rule("吹哨报到"),),
    ),
    *letters.steps(at="in_hand", by=Party.TOWN),
    Step(
        key="fix",
        from_=("in_hand",),
        to="fixed",
        by=(Party.ASSIGNEE, Party.TOWN),
        title=_("危险没了，请报的人看看"),
        hint=_("报的人说好了，才算解决。"),
        done=_("危险没了"),
        tells=_("“%(title)s”处理好了：%(outcome)s 请您看看，好了没有？"),
        fields=(Field("outcome"), optional("photo")),
        citations=(CLOCKS,),
        main=True,
    ),
    *shared.last_steps(
        back_to="in_hand",
        unsolved=shared.close_unsolved(from_=("in_hand",), by=(Party.TOWN, Party.DESK), fields=(optional("again_on"),)),
    ),
)

TERMS = (
    Term(
        key="first_answer",
        title=_("先答复"),
        starts=("report", "object", "still_there"),
        met_by=("screen", "not_ours"),
        length=county("hazard.first_answer"),
        citation=CLOCKS,
        late=ESCALATE,
    ),
    Term(
        key="objection",
        title=_("可以退回"),
        starts=("screen", "refer"),
        met_by=("object", "arrive", "act_on_the_spot"),
        ends_with=("whistle", "refer"),
        length=county("hazard.object"),
        citation=CLOCKS,
        shown=False,
    ),
    Term(
        key="arrival",
        title=_("到场"),
        starts=("screen", "refer"),
        met_by=("arrive", "act_on_the_spot"),
        ends_with=("object", "refer"),
        length=county("hazard.arrival", per="level", otherwise="L3"),
        citation=CLOCKS,
        late=ESCALATE,
    ),
    Term(
        key="done",
        title=_("办完"),
        starts=("screen", *shared.AGAIN),
        met_by=("fix", "close_unsolved"),
        ends_with=("object",),
        length=county("hazard.done", per="level", otherwise="L3"),
        citation=CLOCKS,
        late=ESCALATE,
        while_asked="answer",
    ),
    *shared.last_terms(after=("fix", "found_and_fixed")),
)

HAZARD = Procedure(
    key="hazard",
    edition=date(2026, 3, 1),
    prefix="HD",
    title=_("隐患"),
    plain=_("哪里不安全"),
    icon="triangle-alert",
    kinds="hazard.kinds",
    desk=Desk(function="peace", level="town"),
    basis=(REPORT, CLOCKS),
    facts=FACTS,
    openings=(
        Opening(
            key="report",
            state="reported",
            title=_("报上去"),
            done=_("报上来"),
            fields=(optional("people_at_risk"),),
            by=("anyone",),
            citations=(REPORT,),
        ),
        Opening(
            key="found_and_fixed",
            state="fixed",
            title=_("当场已经弄好"),
            done=_("看到隐患，当场弄好"),
            fields=(Field("outcome"),),
            by=("grid_member", "group_leader", "village_cadre", "first_secretary", "town_officer"),
            citations=(REPORT, CLOCKS),
            takes=True,
            refuses=(guards.VILLAGE_NEVER_CLOSES,),
        ),
    ),
    states=STATES,
    steps=STEPS,
    terms=TERMS,
    reopen=Reopen(step="reopen", within=county("reopen")),
    publication=Publication(published=False, reason=_("会说出是谁家，村里只看得到件数。")),
    retention="three years from closing",
    rating_after=("solved", "closed", "not_solved"),
    question_words={"come": _("请来现场"), "answer": _("请书面答复")},
)
