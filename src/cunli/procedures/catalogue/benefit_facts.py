"""Facts and states of an application for assistance."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from cunli.lib.citations import Citation, cite, county_rule
from cunli.procedures import shared
from cunli.procedures.grammar import Fact, FactType, Outcome, Party, State, StateClass


def AID(article: str) -> Citation:  # noqa: N802 - reads as the name of the law
    return cite("社会救助法", article)


MEASURES = cite("民发〔2021〕57号")
COUNTY = county_rule("救助补贴申请")
BASIS = (AID("13"), AID("15"), MEASURES, COUNTY)

FACTS = (
    Fact(key="helped_with", label=_("先帮了什么"), type=FactType.TEXT),
    Fact(key="helped_fen", label=_("先给了多少钱"), type=FactType.MONEY, hint=_("没有给钱就空着。")),
    Fact(key="checked_by", label=_("哪几个人去看的"), type=FactType.NAMES, hint=_("至少两个人，用顿号隔开。")),
    Fact(key="found", label=_("看到、问到什么"), type=FactType.TEXT),
    Fact(key="income_per_head_fen", label=_("家里人均月收入"), type=FactType.MONEY),
    Fact(key="property_ok", label=_("家里的财产在规定以内"), type=FactType.YES_NO),
    Fact(key="authorised", label=_("本人签了核对授权书"), type=FactType.YES_NO),
    Fact(key="appraisal", label=_("评议的结果，有哪些不同的话"), type=FactType.TEXT),
    Fact(key="proposed", label=_("打算给什么"), type=FactType.LINE, hint=_("写在公示上，比如：买种羊 8000 元。")),
    Fact(
        key="boards",
        label=_("贴在哪里"),
        type=FactType.TEXT,
        hint=_("一行一处，最多 6 处。"),
        personal=False,
    ),
    Fact(key="notice", label=_("公示"), type=FactType.LINE, personal=False),
    Fact(key="notice_outcome", label=_("公示的结果"), type=FactType.LINE, personal=False),
    Fact(key="opinion", label=_("审核意见"), type=FactType.TEXT),
    Fact(key="amount_fen", label=_("每次给多少钱"), type=FactType.MONEY, hint=_("给东西、给照料的，这里空着。")),
    Fact(key="gives", label=_("给什么东西或照料"), type=FactType.LINE),
    Fact(key="since", label=_("从哪天起"), type=FactType.DAY, personal=False),
    Fact(key="until", label=_("到哪天止"), type=FactType.DAY, hint=_("没有定就空着。"), personal=False),
    Fact(key="told_how", label=_("怎么送到本人手里的"), type=FactType.LINE),
    Fact(key="used", label=_("用得怎么样"), type=FactType.TEXT, hint=_("比如：买了 6 只母羊，圈也搭好了。")),
    Fact(key="heard", label=_("本人怎么说"), type=FactType.TEXT),
    Fact(key="last_day", label=_("发到哪天为止"), type=FactType.DAY, personal=False),
    *shared.facts(
        "assignee", "officer", "why", "who_has_it_now", "what_would_change", "own_words", "looked", "note", "photo"
    ),
)

STATES = (
    State(
        key="applied",
        cls=StateClass.OPEN,
        title=_("等着收下"),
        villager=_("申请递上去了，等镇里收"),
        sentence=_("申请递上来了，等着收下。"),
        waits_for=Party.HOLDER,
        under="first_answer",
        tone="due",
    ),
    State(
        key="helped",
        cls=StateClass.OPEN,
        title=_("先帮了，等补手续"),
        villager=_("先帮上了，手续后面补"),
        sentence=_("急事先帮了，手续还要补。"),
        waits_for=Party.HOLDER,
        under="papers_after",
        recalls="helped_with",
        tone="due",
    ),
    State(
        key="checking",
        cls=StateClass.OPEN,
        title=_("正在核实"),
        villager=_("收下了，正在核实"),
        sentence=_("收下了，正在上门核实。"),
        waits_for=Party.HOLDER,
        under="total",
    ),
    State(
        key="deciding",
        cls=StateClass.OPEN,
        title=_("核实完了，等决定"),
        villager=_("核实完了，等着定"),
        sentence=_("核实完了，等着定给不给。"),
        waits_for=Party.HOLDER,
        under="decide",
        tone="due",
    ),
    State(
        key="refusing",
        cls=StateClass.OPEN,
        title=_("没批，等书面告知"),
        villager=_("这次没批下来，理由正在送给您"),
        sentence=_("这次没批，理由还要书面送到本人手里。"),
        waits_for=Party.HOLDER,
        under="tell_refusal",
        recalls="why",
        tone="due",
    ),
    State(
        key="granted",
        cls=StateClass.OPEN,
        title=_("批了，还没发到"),
        villager=_("批下来了，等着发"),
        sentence=_("批了，等着发到。"),
        waits_for=Party.HOLDER,
        under="pay",
    ),
    State(
        key="in_use",
        cls=StateClass.WAITING,
        title=_("发到了，到日子去看用得怎样"),
        villager=_("发到了，过一阵来看看用得怎样"),
        sentence=_("发到了，到日子要去看用得怎么样。"),
        waits_for=Party.DESK,
        under="use_check",
        tone="wait",
    ),
    State(
        key="hearing",
        cls=StateClass.OPEN,
        title=_("打算减发或停发，先听本人说"),
        villager=_("打算减发或停发，先听您怎么说"),
        sentence=_("打算减发或停发，要先听本人怎么说。"),
        waits_for=Party.HOLDER,
        under="hearing",
        recalls="why",
        tone="due",
    ),
    State(
        key="heard",
        cls=StateClass.OPEN,
        title=_("听过本人了，等决定"),
        villager=_("听您说过了，等着定"),
        sentence=_("听本人说过了，等着定。"),
        waits_for=Party.HOLDER,
        under="change_decide",
        tone="due",
    ),
    State(
        key="elsewhere",
        cls=StateClass.END,
        title=_("不归这里管，说了找谁"),
        villager=_("不归这里管，找谁写在下面"),
        sentence=_("不归这里管，说了该找谁。"),
        outcome=Outcome.ELSEWHERE,
        tone="calm",
    ),
    State(
        key="taken_back",
        cls=StateClass.END,
        title=_("本人不申请了"),
        villager=_("您不申请了"),
        sentence=_("本人不申请了。"),
        outcome=Outcome.NOT_SOLVED,
        tone="calm",
    ),
    State(
        key="runs_on",
        cls=StateClass.END,
        title=_("听过以后接着发"),
        villager=_("接着发"),
        sentence=_("听过本人，接着发。"),
        outcome=Outcome.NOT_ASKED,
        tone="calm",
    ),
    State(
        key="stopped",
        cls=StateClass.END,
        title=_("停发了，原因写明了"),
        villager=_("停发了，原因写在下面"),
        sentence=_("停发了，原因写明了。"),
        outcome=Outcome.NOT_ASKED,
        recalls="why",
        tone="calm",
    ),
    *shared.LAST_STATES,
)
