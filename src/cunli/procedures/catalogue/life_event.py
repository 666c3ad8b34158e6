"""What changes in a home: a birth, a death, a marriage, somebody moves in or out, it is divided, two become one.

The person, or a cadre who was told, writes it down with what proves it; a second person looks and the register
changes, with the day on which it happened. What follows from it is drawn up at once as one list over everything that
knows the person: each line has the unit that sees to it, a day, and an answer, done or why it does not apply. The
matter ends when no line is open. A death that turns out to be untrue is taken back in the same way, however much later:
one says so and why, another looks; what the check did goes back, and what people did since is a list of its own.
Not covered: entries of the police's own register of households (the list says where to go), and an entry that was
wrong from the beginning (a correction).
"""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from cunli.lib.citations import cite
from cunli.procedures import guards
from cunli.procedures.catalogue import life_event_guards as own
from cunli.procedures.catalogue.life_event_facts import FACTS, OPENINGS
from cunli.procedures.catalogue.life_event_guards import RULE
from cunli.procedures.grammar import (
    ESCALATE,
    OPENED,
    Among,
    Answers,
    Asks,
    Desk,
    Field,
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
from cunli.procedures.shared import progress, refer

FOLLOW, WITHIN = "follow", "life.line"
"""The question under which every line is asked, and how long each has."""
HOLDER = (Party.HOLDER,)
CHECKERS = (Party.DESK, Party.TOWN)
ALL_AT_ONCE = cite("国发〔2022〕5号")

STATES = (
    State(
        key="asked",
        cls=StateClass.OPEN,
        title=_("等另一个人核对"),
        villager=_("记下了，等核对"),
        sentence=_("记下了，等另一个人核对，户册还没改。"),
        waits_for=Party.DESK,
        under="check",
        tone="due",
    ),
    State(
        key="missing",
        cls=StateClass.WAITING,
        title=_("缺证明，等补来"),
        villager=_("还缺证明，请您补来"),
        sentence=_("缺什么一次说清了，等补来再核对。"),
        waits_for=Party.REPORTER,
        under="papers",
        tone="due",
    ),
    State(
        key="register_changed",
        cls=StateClass.OPEN,
        title=_("户册改了，后面的事在办"),
        villager=_("改好了，后面的事有人办"),
        sentence=_("户册改好了，后面的事一件一件在办。"),
        waits_for=Party.HOLDER,
        under="follow_up",
    ),
    State(
        key="untrue",
        cls=StateClass.OPEN,
        title=_("有人说人还在，等另一个人核对"),
        villager=_("有人说人还在，等核对"),
        sentence=_("有人说人还在，等另一个人核对，户册还没改回来。"),
        waits_for=Party.DESK,
        under="check",
        recalls="why",
        tone="due",
    ),
    State(
        key="followed_up",
        cls=StateClass.END,
        title=_("都办好了"),
        villager=_("都办好了"),
        sentence=_("户册改了，后面的事都有了着落。"),
        outcome=Outcome.NOT_ASKED,
    ),
    State(
        key="refused",
        cls=StateClass.END,
        title=_("没有改"),
        villager=_("没有改"),
        sentence=_("户册没有改，原因写明了。"),
        recalls="why",
        outcome=Outcome.NOT_SOLVED,
        tone="calm",
    ),
)

STEPS = (
    Step(
        key="check",
        from_=("asked",),
        to="register_changed",
        by=CHECKERS,
        title=_("核对过，照这样改"),
        hint=_("户册马上改，后面要办的事自动列出来，每一件写明归谁。"),
        done=_("核对过，户册改好了"),
        tells=_("“%(title)s”核对过了，户册改好了。后面要办的事列出来了，每一件都有人管。"),
        fields=(optional("note"),),
        refuses=(own.ANOTHER_CHECKS, own.STILL_THERE),
        registers="life_event",
        citations=(RULE, cite("个人信息保护法", "8")),
        main=True,
        takes=True,
    ),
    Step(
        key="tell_missing",
        from_=("asked",),
        to="missing",
        by=CHECKERS,
        title=_("还缺证明，一次说全"),
        done=_("告诉了还缺什么"),
        tells=_("“%(title)s”还缺：%(missing)s。补来就能办，只跑这一次。"),
        fields=(Field("missing"),),
        refuses=(guards.TOLD_ONCE,),
        citations=(ALL_AT_ONCE,),
    ),
    Step(
        key="bring",
        from_=("missing",),
        to="asked",
        by=(Party.REPORTER, *CHECKERS),
        title=_("补来了"),
        done=_("证明补来了"),
        fields=(Field("brought"), optional("photo")),
        citations=(ALL_AT_ONCE,),
        main=True,
    ),
    progress(from_=("asked", "missing", "register_changed")),
    Step(
        key="add_line",
        from_=("register_changed",),
        to="register_changed",
        by=HOLDER,
        title=_("还有一件要办"),
        done=_("添了一件要办的"),
        fields=(Field("new_line"), Field("owner", among=Among.ANY)),
        asks=Asks(fact="owner", question=FOLLOW, within=WITHIN, title=_("看看怎么办"), about="new_line"),
        citations=(RULE,),
        quiet=True,
    ),
    Step(
        key="hand_line",
        from_=("register_changed",),
        to="register_changed",
        by=HOLDER,
        title=_("这一件换个单位办"),
        done=_("把一件转给别的单位办"),
        fields=(Field("line"), Field("owner", among=Among.ANY), Field("why")),
        refuses=(own.SOME_OPEN,),
        asks=Asks(fact="owner", question=FOLLOW, within=WITHIN, title=_("看看怎么办"), about="line"),
        citations=(RULE,),
        quiet=True,
    ),
    refer(from_=("register_changed",), to="register_changed", by=HOLDER),
    Step(
        key="settle",
        from_=("register_changed",),
        to="followed_up",
        by=HOLDER,
        title=_("都办好了"),
        done=_("后面的事都办好了"),
        tells=_("“%(title)s”后面的事都有着落了。还有没办的，您随时说。"),
        refuses=(own.ALL_SETTLED,),
        citations=(RULE, cite("社会救助法", "46")),
        main=True,
    ),
    Step(
        key="say_alive",
        from_=("register_changed", "followed_up"),
        to="untrue",
        by=(Party.REPORTER, Party.HOLDER, *CHECKERS),
        title=_("记错了，人还在"),
        hint=_("另一个人核对以后，户册改回来，停了的接着发。"),
        done=_("说去世记错了，人还在"),
        fields=(Field("why"), optional("photo")),
        refuses=(own.OF_DEATH,),
        citations=(RULE, cite("个人信息保护法", "46")),
        anytime=True,
    ),
    Step(
        key="take_death_back",
        from_=("untrue",),
        to="register_changed",
        by=CHECKERS,
        title=_("核对过，人还在，改回来"),
        hint=_("户册马上改回来；要退回、要补发的列出来，每一件写明归谁。"),
        done=_("核对过，去世记错了，户册改回来了"),
        tells=_("“%(title)s”记错了，户册改回来了。要恢复的列出来了，每一件都有人管。"),
        fields=(optional("note"),),
        refuses=(own.ANOTHER_TAKES_BACK,),
        registers="death_undone",
        citations=(RULE, cite("个人信息保护法", "46")),
        main=True,
        takes=True,
    ),
    Step(
        key="still_died",
        from_=("untrue",),
        to="register_changed",
        by=CHECKERS,
        title=_("核对过，没有记错"),
        done=_("核对过，去世没有记错"),
        tells=_("“%(title)s”核对过了，没有记错：%(why)s"),
        fields=(Field("why"),),
        refuses=(own.ANOTHER_TAKES_BACK,),
        citations=(RULE,),
    ),
    Step(
        key="refuse",
        from_=("asked",),
        to="refused",
        by=CHECKERS,
        title=_("不能这样改，说明原因"),
        done=_("没有改"),
        tells=_("“%(title)s”没有改：%(why)s。不同意，可以到镇里说，也可以再提。"),
        fields=(Field("why"),),
        citations=(RULE, cite("个人信息保护法", "46")),
    ),
    Step(
        key="take_back",
        from_=("asked", "missing"),
        to="refused",
        by=(Party.REPORTER,),
        title=_("写错了，收回"),
        done=_("写的人收回了"),
        fields=(Field("why"),),
        citations=(RULE,),
    ),
    Step(
        key="close_missing",
        from_=("missing",),
        to="refused",
        by=(Party.SYSTEM,),
        title=_("到日子没补来"),
        done=_("到日子没补来，户册没有改"),
        tells=_("“%(title)s”到日子没补来证明，先收起来，户册没有改。补来了再说一声。"),
        citations=(RULE,),
    ),
    Step(
        key="ask_again",
        from_=("refused",),
        to="asked",
        by=(Party.REPORTER, *CHECKERS),
        title=_("再核对一次"),
        done=_("请再核对一次"),
        fields=(Field("own_words"),),
        citations=(RULE,),
    ),
    Step(
        key="go_on",
        from_=("followed_up",),
        to="register_changed",
        by=(Party.REPORTER, Party.HOLDER),
        title=_("还有没办的"),
        done=_("还有没办的，接着办"),
        fields=(Field("own_words"),),
        citations=(RULE,),
    ),
)

TERMS = (
    Term(
        key="check",
        title=_("核对"),
        starts=(OPENED, "bring", "ask_again", "say_alive"),
        met_by=("check", "refuse", "take_back", "tell_missing", "take_death_back", "still_died"),
        length=county("life.check"),
        citation=RULE,
        late=ESCALATE,
    ),
    Term(
        key="papers",
        title=_("补证明"),
        starts=("tell_missing",),
        met_by=("bring", "take_back"),
        length=county("service.missing_papers"),
        citation=ALL_AT_ONCE,
        late="close_missing",
    ),
    Term(
        key="follow_up",
        title=_("后面的事都办好"),
        starts=("check", "go_on", "take_death_back", "still_died"),
        met_by=("settle",),
        ends_with=("say_alive",),
        length=county("life.follow_up"),
        citation=RULE,
        late=ESCALATE,
    ),
)

LIFE_EVENT = Procedure(
    key="life_event",
    edition=date(2026, 3, 1),
    prefix="LE",
    title=_("家里有变化"),
    plain=_("家里添人、少人、分家、搬家"),
    icon="users",
    kinds="life.kinds",
    desk=Desk(function="station", level="village"),
    basis=(RULE, cite("个人信息保护法", "8"), cite("社会救助法", "46")),
    facts=FACTS,
    openings=OPENINGS,
    states=STATES,
    steps=STEPS,
    terms=TERMS,
    reopen=Reopen(step="go_on", within=county("reopen")),
    publication=Publication(published=False, reason=_("是一家人自己的事，不往外登。")),
    retention="three years from closing",
    question_words={FOLLOW: _("请办好，或说明不用办")},
    answers=(Answers(FOLLOW, (("done", _("办好了")), ("no", _("不用办，因为…")), ("objected", _("不归我们")))),),
)
