"""What is written down in a mediation, and where it may stand."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from cunli.procedures import shared
from cunli.procedures.grammar import Fact, FactType, Field, Outcome, Party, State, StateClass

BY_MEDIATOR = (Party.MEDIATOR,)

FACTS = (
    Fact(
        key="other_side",
        label=_("和谁闹的矛盾"),
        type=FactType.PEOPLE,
        hint=_("一行写一个人，先写名字；知道电话的，写在名字后面。"),
    ),
    Fact(
        key="one_side",
        label=_("一边是谁"),
        type=FactType.PEOPLE,
        hint=_("一行写一个人，先写名字；知道电话的，写在名字后面。"),
    ),
    Fact(key="story", label=_("事情的经过"), type=FactType.TEXT),
    Fact(key="wish", label=_("想怎么解决"), type=FactType.TEXT),
    Fact(key="earlier", label=_("以前调过的，写那次的号码"), type=FactType.LINE),
    Fact(key="mediator", label=_("谁来调解"), type=FactType.OFFICER, personal=False),
    Fact(key="chosen_how", label=_("调解员怎么定的"), type=FactType.CHOICE, options="mediation.chosen", personal=False),
    Fact(key="next_on", label=_("下次哪天谈"), type=FactType.DAY, personal=False),
    Fact(key="session_place", label=_("在哪里谈"), type=FactType.LINE, personal=False),
    Fact(key="present", label=_("谁在场"), type=FactType.NAMES, hint=_("名字之间用顿号隔开。")),
    Fact(key="record", label=_("谈了什么，两边怎么说"), type=FactType.TEXT),
    Fact(
        key="sealed_note",
        label=_("只给调解员看的话"),
        type=FactType.TEXT,
        hint=_("当事人、村里、镇里都看不到，也不印出来。"),
        seen_by=BY_MEDIATOR,
    ),
    Fact(key="cooling", label=_("火气有多大"), type=FactType.CHOICE, options="mediation.cooling"),
    Fact(
        key="helper",
        label=_("请谁来帮着劝"),
        type=FactType.PEOPLE,
        hint=_("先写名字，再写他登录用的电话。"),
        from_roster=True,
    ),
    Fact(key="helper_is", label=_("他是谁"), type=FactType.LINE, hint=_("比如：舅舅、邻居、派出所民警、律师")),
    Fact(key="both_agree", label=_("两边都答应了没有"), type=FactType.YES_NO),
    Fact(key="risk", label=_("看到什么苗头，先做了什么"), type=FactType.TEXT),
    Fact(
        key="reported_to",
        label=_("报给谁"),
        type=FactType.UNITS,
        functions=("town_office", "department"),
        personal=False,
    ),
    Fact(key="points", label=_("争的是什么，各方的责任"), type=FactType.TEXT),
    Fact(key="agreed", label=_("谈好的是什么，怎么履行"), type=FactType.TEXT, hint=_("分几次给的，一行写一次。")),
    Fact(key="perform_where", label=_("在哪里履行"), type=FactType.LINE),
    Fact(key="perform_by", label=_("下一次哪天前履行"), type=FactType.DAY),
    Fact(key="signed_by", label=_("谁签了"), type=FactType.PARTICIPANT),
    Fact(key="signed_how", label=_("怎么签的"), type=FactType.CHOICE, options="mediation.signed_how"),
    Fact(key="court", label=_("哪个法院"), type=FactType.LINE),
    Fact(
        key="court_answer",
        label=_("法院怎么定的"),
        type=FactType.CHOICE,
        options="mediation.court_answers",
        personal=False,
    ),
    Fact(key="court_number", label=_("法院文书的案号"), type=FactType.LINE, personal=False),
    Fact(key="performed", label=_("履行得怎么样"), type=FactType.TEXT),
    Fact(key="visited", label=_("回访了谁"), type=FactType.PARTICIPANT),
    Fact(key="content", label=_("满意不满意，他怎么说"), type=FactType.TEXT),
    *shared.facts("why", "who_has_it_now", "outcome", "own_words", "looked", "note", "photo"),
)
AGREEMENT = (Field("points"), Field("agreed"), Field("perform_where"), Field("perform_by"))

STATES = (
    State(
        key="asked",
        cls=StateClass.OPEN,
        title=_("等答复收不收"),
        villager=_("说过了，等答复收不收"),
        sentence=_("有人申请调解，等着答复收不收。"),
        waits_for=Party.HOLDER,
        under="first_answer",
        tone="due",
    ),
    State(
        key="accepted",
        cls=StateClass.OPEN,
        title=_("收了，问对方愿不愿意"),
        villager=_("收了，正在问对方愿不愿意"),
        sentence=_("收了，要问对方愿不愿意，定调解员和日子。"),
        waits_for=Party.HOLDER,
        under="consent",
        tone="due",
    ),
    State(
        key="mediating",
        cls=StateClass.OPEN,
        title=_("正在调解"),
        villager=_("正在调解"),
        sentence=_("正在调解，到了说好的日子再谈。"),
        waits_for=Party.MEDIATOR,
        under="session",
    ),
    State(
        key="signing",
        cls=StateClass.WAITING,
        title=_("协议写好了，等签字盖章"),
        villager=_("协议写好了，等大家签字"),
        sentence=_("协议写好了，都签了字、盖了章才生效。"),
        waits_for=Party.MEDIATOR,
        under="signing",
        tone="wait",
    ),
    State(
        key="performing",
        cls=StateClass.OPEN,
        title=_("协议生效了，看着履行"),
        villager=_("谈好了，照着说好的做"),
        sentence=_("谈好了，已经生效，正在履行。"),
        recalls="agreed",
        waits_for=Party.MEDIATOR,
        under="follow_up",
    ),
    State(
        key="not_accepted",
        cls=StateClass.END,
        title=_("没有收"),
        villager=_("这件事调解不了，原因写在下面"),
        sentence=_("没有收，原因写明了。"),
        outcome=Outcome.ELSEWHERE,
        tone="calm",
    ),
    State(
        key="refused",
        cls=StateClass.END,
        title=_("有一方不愿意，不调了"),
        villager=_("有一方不愿意，不调了"),
        sentence=_("有一方明确说不愿意，调解到此为止。"),
        outcome=Outcome.NOT_SOLVED,
        tone="calm",
    ),
    State(
        key="failed",
        cls=StateClass.END,
        title=_("没有调成"),
        villager=_("没有调成，别的路写在下面"),
        sentence=_("没有调成，别的路都告诉了。"),
        outcome=Outcome.NOT_SOLVED,
        tone="calm",
    ),
    *shared.LAST_STATES,
)
