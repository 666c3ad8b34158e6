"""A convenience service at the village station: a phone that will not ring, a bill to pay, a question about a pension.

Done on the spot in one screen, or handed on. What is missing is told all at once. Cash is counted, receipted and the
change returned. Nobody pays for help.
Not covered: decisions on assistance (their own procedures), disputes, hazards.
"""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from cunli.lib.citations import cite, county_rule
from cunli.procedures import guards, shared
from cunli.procedures.catalogue.service_sheets import SHEETS
from cunli.procedures.grammar import (
    ESCALATE,
    Desk,
    Fact,
    FactType,
    Field,
    Opening,
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

STATION = county_rule("便民服务站办事时限")
ALL_AT_ONCE = cite("国发〔2022〕5号")
HELPER = cite("社会救助法", "37")
STAFF = ("station_window", "village_cadre", "first_secretary", "grid_member", "group_leader", "town_officer")

FACTS = (
    Fact(key="missing", label=_("还缺什么"), type=FactType.PAPERS, options="service.papers"),
    Fact(key="brought", label=_("带来了什么"), type=FactType.LINE),
    Fact(key="received", label=_("收了多少钱"), type=FactType.MONEY, hint=_("没有收钱就空着。")),
    Fact(key="paid", label=_("交掉多少"), type=FactType.MONEY),
    Fact(key="change", label=_("找回多少"), type=FactType.MONEY),
    *shared.FACTS,
)
CASH = (optional("received"), optional("paid"), optional("change"))

STATES = (
    State(
        key="asked",
        cls=StateClass.OPEN,
        title=_("还没人接"),
        villager=_("收下了，等人来办"),
        sentence=_("记下了，还没人接。"),
        waits_for=Party.DESK,
        under="first_answer",
        tone="due",
    ),
    State(
        key="in_hand",
        cls=StateClass.OPEN,
        title=_("正在办"),
        villager=_("正在办"),
        sentence=_("有人在办。"),
        waits_for=Party.ASSIGNEE,
        under="done",
    ),
    State(
        key="missing",
        cls=StateClass.WAITING,
        title=_("缺材料，等本人补"),
        villager=_("还缺材料，请您补来"),
        sentence=_("缺的一次说清了，等本人补来。"),
        waits_for=Party.REPORTER,
        under="papers",
        tone="due",
    ),
    *shared.LAST_STATES,
)

STEPS = (
    Step(
        key="take",
        from_=("asked",),
        to="in_hand",
        by=(Party.DESK,),
        title=_("收下，我来办"),
        done=_("收下来办"),
        tells=_("您的“%(title)s”收下了，%(actor)s在办。"),
        citations=(STATION, county_rule("首问负责")),
        main=True,
        takes=True,
    ),
    Step(
        key="hand_on",
        from_=("asked", "in_hand"),
        to="in_hand",
        by=(Party.DESK, Party.ASSIGNEE, Party.TOWN),
        title=_("转给该管的办"),
        done=_("转给该管的办"),
        tells=_("您的“%(title)s”转给%(assignee)s办了，不用您再跑。"),
        fields=(Field("assignee"), optional("officer"), Field("why")),
        citations=(STATION, county_rule("首问负责")),
        assigns=True,
    ),
    Step(
        key="object",
        from_=("in_hand",),
        to="asked",
        by=(Party.ASSIGNEE,),
        title=_("不该我办，退回去"),
        done=_("说不该自己办，退回站里"),
        fields=(Field("why"),),
        refuses=(guards.OBJECTION_IN_TIME,),
        citations=(STATION,),
        returns=True,
        quiet=True,
    ),
    Step(
        key="tell_missing",
        from_=("asked", "in_hand"),
        to="missing",
        by=(Party.DESK, Party.ASSIGNEE),
        title=_("还缺材料，一次说全"),
        done=_("告诉了还缺什么"),
        tells=_("您的“%(title)s”还缺：%(missing)s。带来就能办，只跑这一次。"),
        fields=(Field("missing"),),
        refuses=(guards.TOLD_ONCE,),
        citations=(ALL_AT_ONCE,),
    ),
    Step(
        key="bring",
        from_=("missing",),
        to="in_hand",
        by=(Party.REPORTER, Party.DESK, Party.ASSIGNEE),
        title=_("补来了"),
        done=_("材料补来了"),
        tells=_("您的“%(title)s”材料齐了，接着办。"),
        fields=(optional("brought"), optional("photo")),
        citations=(ALL_AT_ONCE,),
        main=True,
    ),
    shared.progress(from_=("asked", "in_hand", "missing")),
    Step(
        key="fix",
        from_=("asked", "in_hand"),
        to="fixed",
        by=(Party.DESK, Party.ASSIGNEE),
        title=_("办好了，请他看看"),
        hint=_("他说好了，才算解决。"),
        done=_("办好了"),
        tells=_("您的“%(title)s”办好了：%(outcome)s 请您看看，好了没有？"),
        fields=(Field("outcome"), *CASH, optional("photo")),
        refuses=(guards.CASH_ADDS_UP,),
        citations=(STATION,),
        main=True,
    ),
    Step(
        key="close_missing",
        from_=("missing",),
        to="not_solved",
        by=(Party.SYSTEM,),
        title=_("到日子没补来"),
        done=_("到日子没补来，先收起来"),
        tells=_("您的“%(title)s”到日子没补来材料，先收起来。补来了再说一声，我们看怎么接着办。"),
        citations=(STATION,),
    ),
    *shared.last_steps(
        back_to="in_hand",
        unsolved=shared.close_unsolved(
            from_=("asked", "in_hand"), by=(Party.DESK, Party.ASSIGNEE), fields=(optional("again_on"),)
        ),
    ),
)

TERMS = (
    Term(
        key="first_answer",
        title=_("先答复"),
        starts=("ask", "object"),
        met_by=("take", "hand_on", "tell_missing", "fix", "close_unsolved"),
        length=county("service.first_answer"),
        citation=STATION,
        late=ESCALATE,
    ),
    Term(
        key="objection",
        title=_("可以退回"),
        starts=("hand_on",),
        met_by=("object", "tell_missing", "fix"),
        ends_with=("hand_on",),
        length=county("service.object"),
        citation=STATION,
        shown=False,
    ),
    Term(
        key="papers",
        title=_("补材料"),
        starts=("tell_missing",),
        met_by=("bring",),
        length=county("service.missing_papers"),
        citation=ALL_AT_ONCE,
        late="close_missing",
    ),
    Term(
        key="done",
        title=_("办完"),
        starts=("take", "hand_on", "bring", *shared.AGAIN),
        met_by=("fix", "close_unsolved"),
        ends_with=("tell_missing", "object"),
        length=county("service.done"),
        citation=STATION,
        late=ESCALATE,
    ),
    *shared.last_terms(after=("fix", "done_on_the_spot")),
)

SERVICE_REQUEST = Procedure(
    key="service_request",
    edition=date(2026, 3, 1),
    prefix="SV",
    title=_("便民服务"),
    plain=_("找人办事"),
    icon="hand-helping",
    kinds="service.categories",
    desk=Desk(function="station", level="village"),
    basis=(STATION, HELPER, cite("国发〔2022〕5号")),
    facts=FACTS,
    openings=(
        Opening(
            key="ask",
            state="asked",
            title=_("记下来"),
            done=_("说了要办的事"),
            fields=(),
            by=("anyone",),
            citations=(HELPER,),
        ),
        Opening(
            key="done_on_the_spot",
            state="fixed",
            title=_("当场办好了"),
            done=_("当场办好"),
            fields=(Field("outcome"), *CASH),
            by=STAFF,
            citations=(STATION,),
            takes=True,
            refuses=(guards.CASH_ADDS_UP,),
        ),
    ),
    states=STATES,
    steps=STEPS,
    terms=TERMS,
    reopen=Reopen(step="reopen", within=county("reopen")),
    publication=Publication(published=False, reason=_("是各家自己的事，村里只看得到件数。")),
    retention="three years from closing",
    rating_after=("solved", "closed", "not_solved"),
    outside=SHEETS,
)
