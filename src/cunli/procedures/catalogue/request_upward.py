"""A request upward: a village asks its town, a town asks the county, for advice, money, hands, a rule or a visit.

Cadres, first secretaries and group leaders ask for the village, town officers for the town. The office that handles the
subject answers by its day: yes, partly, no, or not now because …, again on a day, and on that day it lies there again
by itself. Silence climbs the ladder. What was promised has a day and somebody who does it; whoever asked says whether
it arrived.
Not covered: the formal request for approval between offices (请示 as an official document, answered by 批复), what
villagers ask for (their own procedures), bringing several departments to the spot at once (the whistle).
"""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from cunli.lib.citations import cite, county_rule
from cunli.procedures import guards, shared
from cunli.procedures.grammar import (
    ABOVE,
    ESCALATE,
    Among,
    Desk,
    Door,
    DoorGroup,
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
from cunli.procedures.guards import Guard, Situation
from cunli.procedures.lengths import county, on_day, until_day

ANSWERED = county_rule("请示和答复")
HANDED_ON = county_rule("转办")
LONGEST = "upward.longest_wait"
HOLDER = (Party.HOLDER,)
ANSWERS = ("say_yes", "say_partly", "not_yet", "close_unsolved")


def _again_on(situation: Situation) -> str:
    return str(situation.form.get("again_on") or "")


AGAIN_IN_REACH = Guard(
    key="again_in_reach",
    unmet=lambda situation: (
        not situation.today.isoformat() < _again_on(situation) <= situation.latest(LONGEST).isoformat()
    ),
    why=_("再看的日子要在今天以后，也不能拖得太久。"),
    instead=_("请在县里定的最长时间以内选一天；真办不成，就选“办不成，说明原因”。"),
    citation=ANSWERED,
)

DONE_BY_AHEAD = guards.done_by_ahead(ANSWERED)

AT_THE_TOP = Guard(
    key="at_the_top",
    unmet=lambda situation: situation.at_the_top,
    why=_("这件事已经在县里了，再往上不从这里转。"),
    instead=_("要请示市里、省里的，按公文办；这里先答复“现在不行”，写上哪天再看。"),
    citation=HANDED_ON,
    at_sight=True,
)

FACTS = (
    Fact(key="wanted", label=_("要什么"), type=FactType.CHOICE, options="upward.wanted", personal=False),
    Fact(
        key="promised",
        label=_("答应办什么"),
        type=FactType.TEXT,
        hint=_("比如：铺 800 米石子，镇里出料，村里出工。"),
        personal=False,
    ),
    Fact(key="rest", label=_("剩下的为什么办不了"), type=FactType.TEXT, personal=False),
    Fact(key="done_by", label=_("哪天前办到"), type=FactType.DAY, personal=False),
    *shared.FACTS,
)
BY_WHEN = (Field("done_by"), optional("assignee", among=Among.BESIDE))

STATES = (
    State(
        key="asked",
        cls=StateClass.OPEN,
        title=_("等答复"),
        villager=_("报上去了，等答复"),
        sentence=_("报上来了，等着答复。"),
        waits_for=Party.HOLDER,
        under="first_answer",
        tone="due",
    ),
    State(
        key="not_yet",
        cls=StateClass.WAITING,
        title=_("现在不行，到日子再看"),
        villager=_("现在还不行，到日子再看"),
        sentence=_("现在还不行，到日子自己提上来。"),
        waits_for=Party.HOLDER,
        under="again",
        tone="wait",
    ),
    State(
        key="promised",
        cls=StateClass.OPEN,
        title=_("答应了，还没办到"),
        villager=_("答应了，正在办"),
        sentence=_("答应了，还没办到。"),
        waits_for=Party.HOLDER,
        under="done",
    ),
    *shared.LAST_STATES,
)

STEPS = (
    Step(
        key="say_yes",
        from_=("asked", "not_yet"),
        to="promised",
        by=HOLDER,
        title=_("行，定个日子"),
        hint=_("不选谁来办，就是自己办。"),
        done=_("答复：行"),
        tells=_("“%(title)s”行：%(promised)s %(done_by)s前办到。"),
        fields=(Field("promised"), *BY_WHEN),
        refuses=(DONE_BY_AHEAD,),
        citations=(ANSWERED,),
        main=True,
        assigns=True,
        takes=True,
    ),
    Step(
        key="say_partly",
        from_=("asked", "not_yet"),
        to="promised",
        by=HOLDER,
        title=_("能办一部分"),
        hint=_("不选谁来办，就是自己办。"),
        done=_("答复：能办一部分"),
        tells=_("“%(title)s”能办一部分：%(promised)s %(done_by)s前办到。剩下的办不了，因为%(rest)s"),
        fields=(Field("promised"), Field("rest"), *BY_WHEN),
        refuses=(DONE_BY_AHEAD,),
        citations=(ANSWERED,),
        assigns=True,
        takes=True,
    ),
    Step(
        key="not_yet",
        from_=("asked",),
        to="not_yet",
        by=HOLDER,
        title=_("现在不行，定哪天再看"),
        hint=_("到那天早上，这件事自己回到这里。"),
        done=_("答复：现在不行"),
        tells=_("“%(title)s”现在还不行，因为%(why)s %(again_on)s再看，到那天自己提上来。"),
        fields=(Field("why"), Field("again_on")),
        refuses=(AGAIN_IN_REACH,),
        citations=(ANSWERED,),
    ),
    shared.revive(citation=ANSWERED, tells=_("“%(title)s”到了说好再看的日子，又提上来了，等答复。")),
    Step(
        key="hand_on",
        from_=("asked",),
        to="asked",
        by=(Party.HOLDER, Party.DESK),
        title=_("归别的单位，转过去"),
        hint=_("答复的日子不变。"),
        done=_("转给该管的单位"),
        tells=_("“%(title)s”转给%(assignee)s答复，因为%(why)s"),
        fields=(Field("assignee", among=Among.BESIDE), optional("officer", among=Among.BESIDE), Field("why")),
        citations=(HANDED_ON,),
        assigns=True,
    ),
    Step(
        key="pass_up",
        from_=("asked",),
        to="asked",
        by=HOLDER,
        title=_("这里定不了，往上请示"),
        hint=_("县里的单位重新算答复的日子。"),
        done=_("往上请示"),
        tells=_("“%(title)s”这里定不了，请%(assignee)s答复，因为%(why)s"),
        fields=(Field("assignee", among=Among.ABOVE), optional("officer", among=Among.ABOVE), Field("why")),
        refuses=(AT_THE_TOP,),
        citations=(ANSWERED, HANDED_ON),
        assigns=True,
    ),
    Step(
        key="object",
        from_=("asked",),
        to="asked",
        by=(Party.ASSIGNEE,),
        title=_("不归我们，退回去"),
        done=_("说不归自己，退回"),
        tells=_("“%(title)s”接到的单位说不归它，因为%(why)s 重新定由谁答复，定了就告诉您。"),
        fields=(Field("why"),),
        refuses=(guards.OBJECTION_IN_TIME,),
        citations=(HANDED_ON,),
        returns=True,
    ),
    shared.progress(from_=("asked", "not_yet", "promised")),
    shared.move_day(
        from_="promised",
        tells=_("“%(title)s”改到%(done_by)s前办到，因为%(why)s"),
        refuses=(DONE_BY_AHEAD,),
        citation=ANSWERED,
    ),
    Step(
        key="deliver",
        from_=("promised",),
        to="fixed",
        by=HOLDER,
        title=_("办到了，请他看看"),
        hint=_("提的人说好了，才算解决。"),
        done=_("办到了"),
        tells=_("“%(title)s”办到了：%(outcome)s 请您看看，好了没有？"),
        fields=(Field("outcome"), optional("photo")),
        citations=(ANSWERED,),
        main=True,
    ),
    *shared.last_steps(
        back_to="asked",
        unsolved=shared.close_unsolved(
            from_=("asked", "not_yet", "promised"),
            by=HOLDER,
            tells=_("“%(title)s”办不成：%(why)s 怎样就能办：%(what_would_change)s 不同意，点“再办”，写上理由。"),
        ),
    ),
)

TERMS = (
    Term(
        key="first_answer",
        title=_("答复"),
        starts=("ask", "pass_up", "object", "revive", *shared.AGAIN),
        met_by=ANSWERS,
        length=county("upward.first_answer"),
        citation=ANSWERED,
        late=ESCALATE,
    ),
    Term(
        key="objection",
        title=_("可以退回"),
        starts=("hand_on", "pass_up"),
        met_by=("object", *ANSWERS),
        length=county("upward.object"),
        citation=HANDED_ON,
        shown=False,
    ),
    Term(
        key="again",
        title=_("再看"),
        starts=("not_yet",),
        met_by=("say_yes", "say_partly", "close_unsolved"),
        ends_with=("revive",),
        length=until_day("again_on"),
        citation=ANSWERED,
        late="revive",
    ),
    Term(
        key="done",
        title=_("办到"),
        starts=("say_yes", "say_partly", "move_day"),
        met_by=("deliver", "close_unsolved"),
        length=on_day("done_by"),
        citation=ANSWERED,
        late=ESCALATE,
    ),
    *shared.last_terms(after=("deliver",)),
)

REQUEST_UPWARD = Procedure(
    key="request_upward",
    edition=date(2026, 3, 1),
    prefix="UP",
    title=_("请示"),
    plain=_("请上级答复"),
    icon="megaphone",
    kinds="upward.kinds",
    desk=Desk(function="general", level=ABOVE, by_kind=True),
    basis=(cite("村民委员会组织法"), ANSWERED),
    facts=FACTS,
    openings=(
        Opening(
            key="ask",
            state="asked",
            title=_("报上去"),
            done=_("向上请示"),
            fields=(Field("wanted"),),
            by=("village_cadre", "first_secretary", "group_leader", "town_officer"),
            citations=(ANSWERED,),
            door=Door(
                title=_("向上请示"),
                invites=_("向上请示：要钱、要人、要主意"),
                kinds=_("为哪方面的事"),
                says=_("说一句要办成什么"),
                example=_("比如：进村的路要铺石子，差 3 万元"),
                promises=_("%(day)s前答复，不行也说清为什么"),
                group=DoorGroup.UPWARD,
            ),
        ),
    ),
    states=STATES,
    steps=STEPS,
    terms=TERMS,
    reopen=Reopen(step="reopen", within=county("reopen")),
    publication=Publication(published=False, reason=_("是村、镇、县之间商量的事，不往外登。")),
    retention="three years from closing",
)
