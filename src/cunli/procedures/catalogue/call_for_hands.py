"""A call for hands: a flood, a fire on the hill, somebody lost, a road under snow, and the village has too few people.

Whoever calls says what happened, where, how many are needed, with which skills and machines, until when. It is read by
everybody of the village who has an account; neighbouring villages, the town's force and its offices are asked to come
(``procedures.whistle``). Whoever comes says so, with what they bring and when: themselves, or by telephone. The board
shows who is on the way, who is there, who is home. Enough, and nobody is called any more; it ends when all are home.
Kept for safety alone: no attendance, no ranking, out of view when it is over.
Not covered: what the danger itself needs (``hazard``), paid labour, calling people up.
"""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from cunli.lib.citations import cite, county_rule
from cunli.procedures import shared, whistle
from cunli.procedures.grammar import (
    ESCALATE,
    Among,
    Asks,
    Desk,
    Door,
    DoorGroup,
    Fact,
    FactType,
    Field,
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
from cunli.procedures.guards import Guard, before_today
from cunli.procedures.lengths import county, on_day
from cunli.procedures.questions import COME

ASSIST = cite("突发事件应对法", "22")
RULE = county_rule("急难险重时互相帮忙")
WHO = (Party.HOLDER, Party.TOWN, Party.VILLAGE)

UNTIL_AHEAD = Guard(
    key="until_ahead",
    unmet=lambda situation: before_today("until", situation),
    why=_("这个日子已经过去了。"),
    instead=_("请选今天或以后的一天。"),
    citation=RULE,
)

EVERYBODY_HOME = Guard(
    key="everybody_home",
    unmet=lambda situation: situation.hands_out,
    why=_("还有人没说到家了。"),
    instead=_("请一个一个打电话，到家了的点“到家了”，没来的点“没来”。都到家了才能收。"),
    citation=RULE,
    at_sight=True,
)

FACTS = (
    Fact(key="gather_at", label=_("到哪里集合"), type=FactType.LINE, personal=False),
    Fact(key="how_many", label=_("缺多少人"), type=FactType.LINE, personal=False),
    Fact(key="skills", label=_("要会什么的"), type=FactType.LINE, hint=_("比如：会开铲车、会水。"), personal=False),
    Fact(key="machines", label=_("要什么家伙"), type=FactType.LINE, hint=_("比如：铁锹、抽水泵。"), personal=False),
    Fact(key="until", label=_("要到哪天"), type=FactType.DAY, personal=False),
    Fact(
        key="neighbours",
        label=_("请哪些单位来人"),
        type=FactType.UNITS,
        functions=("villagers_committee", "town_office"),
        personal=False,
    ),
    *shared.facts("why", "outcome", "note", "photo"),
)
NEEDS = (Field("gather_at"), Field("how_many"), optional("skills"), optional("machines"), Field("until"))

STATES = (
    State(
        key="calling",
        cls=StateClass.OPEN,
        title=_("正在叫人"),
        villager=_("正在叫人"),
        sentence=_("正在叫人。"),
        waits_for=Party.HOLDER,
        under="needed",
        tone="due",
    ),
    State(
        key="enough",
        cls=StateClass.OPEN,
        title=_("人够了，等都到家"),
        villager=_("人够了，不用再来"),
        sentence=_("人够了，等大家都到家。"),
        waits_for=Party.HOLDER,
        under="home",
    ),
    State(
        key="over",
        cls=StateClass.END,
        title=_("都到家了"),
        villager=_("都到家了"),
        sentence=_("都到家了。"),
        recalls="outcome",
        outcome=Outcome.NOT_ASKED,
    ),
    State(
        key="called_off",
        cls=StateClass.END,
        title=_("不叫了"),
        villager=_("不用来了"),
        sentence=_("不叫人了，原因写明了。"),
        recalls="why",
        outcome=Outcome.NOT_SOLVED,
        tone="calm",
    ),
)

STEPS = (
    Step(
        key="ask_neighbours",
        from_=("calling",),
        to="calling",
        by=WHO,
        title=_("请邻村、镇里来人"),
        hint=_("对方马上看到，来多少人、什么时候到，他们自己写。"),
        done=_("请邻村、镇里来人"),
        tells=_("“%(title)s”请了%(neighbours)s来人。"),
        fields=(Field("neighbours", among=Among.NEIGHBOURS), optional("note")),
        asks=Asks(fact="neighbours", question=COME, within="call.arrival", title=_("到场")),
        citations=(ASSIST, RULE),
        main=True,
    ),
    Step(
        key="change_needs",
        from_=("calling",),
        to="calling",
        by=WHO,
        title=_("要的变了，改一改"),
        done=_("改了要什么"),
        fields=NEEDS,
        refuses=(UNTIL_AHEAD,),
        citations=(RULE,),
    ),
    shared.progress(from_=("calling", "enough"), by=WHO),
    Step(
        key="enough",
        from_=("calling",),
        to="enough",
        by=WHO,
        title=_("人够了，不再叫"),
        hint=_("路上的还会到；大家都到家了才收。"),
        done=_("人够了，不再叫"),
        tells=_("“%(title)s”人够了，不用再来。"),
        citations=(RULE,),
    ),
    Step(
        key="call_again",
        from_=("enough", "over", "called_off"),
        to="calling",
        by=WHO,
        title=_("又缺人了，再叫"),
        done=_("又缺人了，再叫"),
        tells=_("“%(title)s”又缺人了。"),
        fields=NEEDS,
        refuses=(UNTIL_AHEAD,),
        citations=(RULE,),
    ),
    Step(
        key="end",
        from_=("calling", "enough"),
        to="over",
        by=WHO,
        title=_("都到家了，收"),
        done=_("都到家了"),
        tells=_("“%(title)s”完了，人都到家了：%(outcome)s"),
        fields=(Field("outcome"), optional("photo")),
        refuses=(whistle.ALL_DONE_HERE, EVERYBODY_HOME),
        citations=(RULE,),
        main=True,
    ),
    Step(
        key="call_off",
        from_=("calling",),
        to="called_off",
        by=WHO,
        title=_("用不着人了，说明原因"),
        done=_("不叫人了"),
        tells=_("“%(title)s”不用来人了，因为%(why)s"),
        fields=(Field("why"),),
        refuses=(EVERYBODY_HOME,),
        citations=(RULE,),
        closes_asks=True,
    ),
)

TERMS = (
    Term(
        key="needed",
        title=_("要人到这天"),
        starts=("call", "change_needs", "call_again"),
        met_by=("enough", "end", "call_off"),
        length=on_day("until"),
        citation=RULE,
        late=ESCALATE,
    ),
    Term(
        key="home",
        title=_("都到家"),
        starts=("enough",),
        met_by=("end",),
        ends_with=("call_again",),
        length=county("call.home"),
        citation=RULE,
        late=ESCALATE,
    ),
)

CALL_FOR_HANDS = Procedure(
    key="call_for_hands",
    edition=date(2026, 3, 1),
    prefix="CH",
    title=_("叫人手"),
    plain=_("村里缺人手"),
    icon="users",
    kinds="call.kinds",
    desk=Desk(function="committee", level="village"),
    basis=(ASSIST, RULE),
    facts=FACTS,
    openings=(
        Opening(
            key="call",
            state="calling",
            title=_("叫人"),
            done=_("叫人手"),
            fields=NEEDS,
            by=("village_cadre", "first_secretary", "group_leader", "grid_member"),
            citations=(ASSIST, RULE),
            takes=True,
            refuses=(UNTIL_AHEAD,),
            door=Door(
                title=_("叫人手"),
                group=DoorGroup.SAFETY,
                invites=_("叫人手：急事难事，缺人缺机器"),
                kinds=_("是什么事"),
                says=_("说一句出了什么事"),
                example=_("比如：河水漫到路上，要装沙袋"),
                promises=_("村里人马上看到，邻村和镇里下一步就请"),
                caution=_("这几句大家都看得到，别写谁家的私事。有人有危险，先打 110、119、120。"),
            ),
        ),
    ),
    states=STATES,
    steps=STEPS,
    terms=TERMS,
    reopen=Reopen(step="call_again", within=county("reopen")),
    publication=Publication(published=False, reason=_("只给村里人和请来的单位看，谁来了不往外登。")),
    retention="three years from closing; who came is out of view from the end",
    question_words={COME: _("请来人帮忙")},
    hands_in=("calling",),
)
