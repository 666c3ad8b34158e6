"""An objection or a complaint: to a notice, a decision, a rating, or to how somebody behaved.

Anybody may file it, also without an account and without a name. It lies with the town, never with the village it is
about; what is sealed (bribes, harassment, a conflict of interest) lies with the county's unit for discipline, and for
every office of that village and town it does not exist. Whoever is named does not see it either, wherever they serve.
It is taken up, or not because … and where to go instead; looked into; answered with reasons and with what changes. The
person says whether that settles it, or takes the objection back. An objection to a notice counts there until answered.
Not covered: petitions and their statutory clocks, discipline itself, which its own bodies decide.
"""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from cunli.lib.citations import cite, county_rule
from cunli.procedures import shared
from cunli.procedures.grammar import (
    ABOVE,
    ESCALATE,
    Desk,
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
from cunli.procedures.guards import Guard
from cunli.procedures.lengths import county

HEARD = cite("村民委员会组织法", "36")
ANSWERED = county_rule("异议和投诉的答复")
HOLDER = (Party.HOLDER,)

LOOKED_INTO = Guard(
    key="looked_into",
    unmet=lambda situation: "found" not in situation.facts,
    why=_("还没写查到了什么，不能先答复。"),
    instead=_("请先点“写下查到的”，再答复。"),
    citation=ANSWERED,
    at_sight=True,
)

FACTS = (
    Fact(key="notice", label=_("对哪份公示"), type=FactType.LINE, hint=_("公示上的 10 个数字。"), personal=False),
    Fact(key="about", label=_("对哪件事，写号码"), type=FactType.LINE, personal=False),
    Fact(key="whom", label=_("说的是谁"), type=FactType.LINE),
    Fact(key="named", label=_("说的是哪位干部"), type=FactType.OFFICER, hint=_("选了以后，这件事他再也看不到。")),
    Fact(key="found", label=_("查到了什么"), type=FactType.TEXT),
    Fact(key="changed", label=_("改了什么"), type=FactType.TEXT, hint=_("没有要改的，写“不改”，上面把理由写清楚。")),
    Fact(key="outcome", label=_("怎么答复，理由是什么"), type=FactType.TEXT),
    *shared.facts("why", "who_has_it_now", "what_would_change", "again_on", "own_words", "looked", "note", "photo"),
)

STATES = (
    State(
        key="received",
        cls=StateClass.OPEN,
        title=_("等着收下"),
        villager=_("收到了，先看归不归这里管"),
        sentence=_("提上来了，等着看归不归这里管。"),
        waits_for=Party.HOLDER,
        under="first_answer",
        tone="due",
    ),
    State(
        key="looking",
        cls=StateClass.OPEN,
        title=_("正在查"),
        villager=_("收下了，正在查"),
        sentence=_("收下了，正在查。"),
        waits_for=Party.HOLDER,
        under="done",
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
        title=_("本人收回了"),
        villager=_("您收回了"),
        sentence=_("本人收回了。"),
        outcome=Outcome.NOT_SOLVED,
        tone="calm",
    ),
    *shared.LAST_STATES,
)

STEPS = (
    Step(
        key="accept",
        from_=("received",),
        to="looking",
        by=HOLDER,
        title=_("收下，去查"),
        done=_("收下了"),
        tells=_("“%(title)s”收下了，正在查，查完答复您。"),
        citations=(HEARD,),
        main=True,
        takes=True,
    ),
    Step(
        key="not_accept",
        from_=("received",),
        to="elsewhere",
        by=HOLDER,
        title=_("不归这里管，说找谁"),
        done=_("不归这里管"),
        tells=_("“%(title)s”不归这里管，因为%(why)s 该找：%(who_has_it_now)s"),
        fields=(Field("why"), Field("who_has_it_now")),
        citations=(ANSWERED,),
    ),
    Step(
        key="name",
        from_=("received", "looking"),
        to="",
        by=HOLDER,
        title=_("写下说的是哪位干部"),
        hint=_("选了以后，这件事他再也看不到。"),
        done=_("写下说的是谁"),
        fields=(Field("named"),),
        citations=(ANSWERED,),
        hides="named",
        quiet=True,
    ),
    Step(
        key="find",
        from_=("looking",),
        to="",
        by=HOLDER,
        title=_("写下查到的"),
        done=_("写下查到的"),
        fields=(Field("found"), optional("photo")),
        citations=(ANSWERED,),
        quiet=True,
    ),
    Step(
        key="answer",
        from_=("looking",),
        to="fixed",
        by=HOLDER,
        title=_("答复：理由和改了什么"),
        done=_("答复了"),
        tells=_("“%(title)s”答复您：%(outcome)s 改了什么：%(changed)s 您看行不行？"),
        fields=(Field("outcome"), Field("changed")),
        refuses=(LOOKED_INTO,),
        citations=(HEARD, ANSWERED),
        main=True,
    ),
    shared.progress(from_=("looking",), by=HOLDER),
    Step(
        key="take_back",
        from_=("received", "looking"),
        to="taken_back",
        by=(Party.REPORTER,),
        title=_("不提了，收回"),
        done=_("本人收回了"),
        fields=(optional("own_words"),),
        citations=(ANSWERED,),
        quiet=True,
    ),
    *shared.last_steps(
        back_to="looking",
        unsolved=shared.close_unsolved(
            from_=("looking",),
            by=HOLDER,
            fields=(optional("again_on"),),
            tells=_("“%(title)s”查不下去：%(why)s 怎样就能接着查：%(what_would_change)s 不同意，点“再办”。"),
        ),
    ),
)

TERMS = (
    Term(
        key="first_answer",
        title=_("告诉收不收"),
        starts=("file",),
        met_by=("accept", "not_accept"),
        length=county("objection.first_answer"),
        citation=ANSWERED,
        late=ESCALATE,
    ),
    Term(
        key="done",
        title=_("答复"),
        starts=("accept", *shared.AGAIN),
        met_by=("answer", "close_unsolved"),
        length=county("objection.done"),
        citation=ANSWERED,
        late=ESCALATE,
    ),
    *shared.last_terms(after=("answer",)),
)

OBJECTION = Procedure(
    key="objection",
    edition=date(2026, 3, 1),
    prefix="OB",
    title=_("异议和投诉"),
    plain=_("提意见"),
    icon="megaphone",
    kinds="objection.kinds",
    desk=Desk(function="general", level=ABOVE, by_kind=True),
    basis=(HEARD, ANSWERED),
    facts=FACTS,
    openings=(
        Opening(
            key="file",
            state="received",
            title=_("提上去"),
            done=_("提了意见"),
            fields=(optional("notice"), optional("about"), optional("whom"), optional("note")),
            by=("anyone",),
            citations=(HEARD,),
            objects_to="notice",
        ),
    ),
    states=STATES,
    steps=STEPS,
    terms=TERMS,
    reopen=Reopen(step="reopen", within=county("reopen")),
    publication=Publication(published=False, reason=_("提意见的人和被说的人都要保护，不往外登。")),
    retention="three years from closing",
)
