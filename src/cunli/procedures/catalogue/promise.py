"""A promise: what somebody who works here said they would do, to whom, by which day.

Made in a visit, on the telephone, in a meeting; whoever made it has it. The day may be moved with the reason, which the
person hears. Done is not kept: the person it was made to (or who helps them) says "good" or "not yet", and after "not
yet" another day is named. What cannot be done after all is explained, and the person lets it go or holds to it. It
never vanishes: silence is asked about, and even an ended promise can be taken up again. A day that passes stands as
late before whoever promised and the person; no ladder hears of it, or nobody would write promises down.
Not covered: what a person asks for and an office has to answer (their own procedures, with their clocks), what one unit
promises another (``request_upward``).
"""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from cunli.lib.citations import county_rule
from cunli.procedures import guards, shared
from cunli.procedures.grammar import (
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
from cunli.procedures.lengths import county, on_day

PROMISED = county_rule("答应的事")
OPEN = ("promised", "owed")
DAY_AHEAD = guards.done_by_ahead(PROMISED)
HEARD = ("release", "insist", "asked_and_released", "asked_and_insists")

FACTS = (
    Fact(key="done_by", label=_("哪天前办到"), type=FactType.DAY, personal=False),
    *shared.facts("assignee", "officer", "why", "what_would_change", "outcome", "own_words", "note", "photo"),
)

STATES = (
    State(
        key="promised",
        cls=StateClass.OPEN,
        title=_("答应了，还没办到"),
        villager=_("答应您了，正在办"),
        sentence=_("答应了，还没办到。"),
        waits_for=Party.HOLDER,
        under="done",
    ),
    State(
        key="owed",
        cls=StateClass.OPEN,
        title=_("他说还没好，再说个日子"),
        villager=_("您说还没好，等他再说个日子"),
        sentence=_("本人说还没好，要再说个日子。"),
        waits_for=Party.HOLDER,
        under="new_day",
        tone="due",
    ),
    State(
        key="excused",
        cls=StateClass.WAITING,
        title=_("办不到了，等他说行不行"),
        villager=_("他说办不到了，您看行不行"),
        sentence=_("办不到了，原因说了，等本人说行不行。"),
        waits_for=Party.REPORTER,
        under="heard",
        tone="wait",
        handled=True,
    ),
    *shared.LAST_STATES,
)

STEPS = (
    Step(
        key="say_day",
        from_=("owed",),
        to="promised",
        by=(Party.HOLDER,),
        title=_("再说个日子"),
        done=_("又说了一个日子"),
        tells=_("“%(title)s”%(done_by)s前办到。"),
        fields=(Field("done_by"), optional("note")),
        refuses=(DAY_AHEAD,),
        citations=(PROMISED,),
        main=True,
    ),
    shared.move_day(
        from_="promised",
        tells=_("“%(title)s”改到%(done_by)s前办到，因为%(why)s"),
        refuses=(DAY_AHEAD,),
        citation=PROMISED,
    ),
    shared.progress(from_=OPEN, by=(Party.HOLDER,)),
    Step(
        key="hand_on",
        from_=("promised",),
        to="promised",
        by=(Party.HOLDER,),
        title=_("换个人办"),
        hint=_("答应的日子不变。"),
        done=_("换个人办"),
        tells=_("“%(title)s”换%(assignee)s来办，日子不变，因为%(why)s"),
        fields=(Field("assignee"), optional("officer"), Field("why")),
        citations=(PROMISED,),
        assigns=True,
    ),
    Step(
        key="deliver",
        from_=OPEN,
        to="fixed",
        by=(Party.HOLDER,),
        title=_("办到了，请他看看"),
        hint=_("他说好了，才算办到。"),
        done=_("办到了"),
        tells=_("“%(title)s”办到了：%(outcome)s 请您看看，好了没有？"),
        fields=(Field("outcome"), optional("photo")),
        citations=(PROMISED,),
        main=True,
    ),
    Step(
        key="excuse",
        from_=OPEN,
        to="excused",
        by=(Party.HOLDER,),
        title=_("办不到了，说明原因"),
        hint=_("他说算了才算完；他说不行，还得办。"),
        done=_("说办不到了"),
        tells=_(
            "“%(title)s”办不到了，因为%(why)s 怎样就能办：%(what_would_change)s 您看行不行？不行就说一声，接着办。"
        ),
        fields=(Field("why"), Field("what_would_change")),
        citations=(PROMISED,),
    ),
    Step(
        key="release",
        from_=("excused",),
        to="not_solved",
        by=(Party.REPORTER,),
        title=_("知道了，不办了"),
        done=_("本人说不办了"),
        citations=(shared.LAST_WORD,),
        quiet=True,
    ),
    Step(
        key="insist",
        from_=("excused",),
        to="owed",
        by=(Party.REPORTER,),
        title=_("不行，还是要办"),
        done=_("本人说还是要办"),
        tells=_("“%(title)s”您说还是要办，等他再说个日子。"),
        fields=(Field("own_words"),),
        citations=(shared.LAST_WORD,),
        main=True,
    ),
    Step(
        key="asked_and_released",
        from_=("excused",),
        to="not_solved",
        by=(Party.CALLER,),
        title=_("问过了，他说不办了"),
        hint=_("谁答应的谁不能问，要换一个人问。"),
        done=_("打电话或当面问过，说不办了"),
        fields=(Field("own_words"),),
        citations=(shared.LAST_WORD,),
        quiet=True,
    ),
    Step(
        key="asked_and_insists",
        from_=("excused",),
        to="owed",
        by=(Party.CALLER,),
        title=_("问过了，他说还是要办"),
        done=_("打电话或当面问过，说还是要办"),
        tells=_("“%(title)s”您说还是要办，等他再说个日子。"),
        fields=(Field("own_words"),),
        citations=(shared.LAST_WORD,),
    ),
    *shared.last_steps(
        back_to="owed",
        unsolved=Step(
            key="close_unheard",
            from_=("excused",),
            to="not_solved",
            by=(Party.SYSTEM,),
            title=_("到日子了，没等到本人的话"),
            done=_("到日子了，没等到本人的话"),
            tells=_("“%(title)s”没等到您的话，先收起来。还要办您随时说，我们接着办。"),
            citations=(PROMISED,),
        ),
        witness=False,
    ),
)

TERMS = (
    Term(
        key="done",
        title=_("办到"),
        starts=("promise", "say_day", "move_day"),
        met_by=("deliver", "excuse"),
        length=on_day("done_by"),
        citation=PROMISED,
    ),
    Term(
        key="new_day",
        title=_("再说个日子"),
        starts=("contest", "asked_and_not", "reopen", "insist", "asked_and_insists"),
        met_by=("say_day", "deliver", "excuse"),
        length=county("promise.new_day"),
        citation=PROMISED,
    ),
    Term(
        key="heard",
        title=_("等本人说"),
        starts=("excuse",),
        met_by=HEARD,
        length=county("confirm"),
        citation=PROMISED,
        late="close_unheard",
    ),
    *shared.last_terms(after=("deliver",), witness=False),
)

PROMISE = Procedure(
    key="promise",
    edition=date(2026, 3, 1),
    prefix="PR",
    title=_("答应的事"),
    plain=_("答应您的事"),
    icon="hand-helping",
    kinds="",
    desk=Desk(function="committee", level="village"),
    basis=(PROMISED,),
    facts=FACTS,
    openings=(
        Opening(
            key="promise",
            state="promised",
            title=_("记下"),
            done=_("答应下来"),
            fields=(Field("done_by"),),
            by=("grid_member", "group_leader", "village_cadre", "first_secretary", "station_window", "town_officer"),
            citations=(PROMISED,),
            takes=True,
            refuses=(DAY_AHEAD,),
            tells=_("“%(title)s”答应您了，%(done_by)s前办到。好没好，您说了算。"),
            door=Door(
                title=_("记下答应的事"),
                group=DoorGroup.HOUSEHOLD,
                invites=_("记下答应的事：答应谁、哪天前"),
                kinds="",
                says=_("答应办什么"),
                example=_("比如：送她去镇卫生院看腿"),
                promises=_("他看得到哪天前办到，好没好由他说"),
                for_others=True,
            ),
        ),
    ),
    states=STATES,
    steps=STEPS,
    terms=TERMS,
    reopen=Reopen(step="reopen", within=county("reopen")),
    publication=Publication(published=False, reason=_("是答应一个人的话，不往外登。")),
    retention="three years from closing",
)
