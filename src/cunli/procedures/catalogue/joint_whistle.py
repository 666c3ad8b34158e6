"""A joint whistle: several units come to the spot together, because one of them alone cannot settle it.

Towns whistle; a village asks its town to. The town decides within the county's minutes: it whistles, not now because …
again on a day, or no because … and what goes instead. Every unit that was called says that it is there, that it cannot
come and why, that it is done, or that it leaves and who goes on: nothing ends while somebody is at work or has not said
a word. Counted by unit and matter, never by person.
Not for every day: what one office settles goes to that office. A danger has its own whistle (``hazard``); money, advice
and hands are asked for upward (``request_upward``).
"""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from cunli.lib.citations import cite, county_rule
from cunli.procedures import guards, shared, whistle
from cunli.procedures.grammar import (
    ESCALATE,
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
from cunli.procedures.lengths import county, until_day
from cunli.procedures.questions import COME

RULE = whistle.RULE
HOLDER = (Party.HOLDER,)
TOWN = (Party.HOLDER, Party.TOWN)
AGAIN_AHEAD = guards.again_ahead("whistle.longest_wait", RULE)

FACTS = (
    whistle.WHISTLED,
    Fact(key="gather_at", label=_("到哪里集合"), type=FactType.LINE, personal=False),
    Fact(
        key="task",
        label=_("来了干什么"),
        type=FactType.TEXT,
        hint=_("一家一句：谁来干什么。"),
        personal=False,
    ),
    *shared.facts("why", "what_would_change", "again_on", "outcome", "own_words", "note", "photo"),
)

STATES = (
    State(
        key="asked",
        cls=StateClass.OPEN,
        title=_("等着定吹不吹"),
        villager=_("报上来了，正在定"),
        sentence=_("报上来了，等着定吹不吹哨。"),
        waits_for=Party.HOLDER,
        under="first_answer",
        tone="due",
    ),
    State(
        key="not_yet",
        cls=StateClass.WAITING,
        title=_("现在不吹，到日子再看"),
        villager=_("现在还不行，到日子再看"),
        sentence=_("现在不吹哨，到日子自己提上来。"),
        waits_for=Party.HOLDER,
        under="again",
        tone="wait",
    ),
    State(
        key="blown",
        cls=StateClass.OPEN,
        title=_("吹了哨"),
        villager=_("几家单位一起来办"),
        sentence=_("吹了哨。"),
        waits_for=Party.HOLDER,
        under="done",
    ),
    State(
        key="finished",
        cls=StateClass.END,
        title=_("一起办完了"),
        villager=_("一起办完了"),
        sentence=_("一起办完了。"),
        recalls="outcome",
        outcome=Outcome.NOT_ASKED,
    ),
    State(
        key="not_blown",
        cls=StateClass.END,
        title=_("没有吹哨"),
        villager=_("没有吹哨，原因写在下面"),
        sentence=_("没有吹哨，原因写明了。"),
        recalls="why",
        outcome=Outcome.NOT_SOLVED,
        tone="calm",
    ),
)

STEPS = (
    Step(
        key="blow",
        from_=("asked", "not_yet"),
        to="blown",
        by=TOWN,
        title=_("吹哨，请他们来"),
        hint=_("对方马上看到，按县里定的时间到场；干完才走。"),
        done=_("吹了哨"),
        tells=_("“%(title)s”吹了哨，请%(whistled)s到%(gather_at)s。"),
        fields=(Field("whistled"), Field("gather_at"), Field("task")),
        asks=whistle.asks(),
        citations=(RULE,),
        main=True,
        takes=True,
    ),
    Step(
        key="not_yet",
        from_=("asked",),
        to="not_yet",
        by=HOLDER,
        title=_("现在不吹，定哪天再看"),
        hint=_("到那天早上，这件事自己回到这里。"),
        done=_("答复：现在不吹"),
        tells=_("“%(title)s”现在不吹哨，因为%(why)s %(again_on)s再看，到那天自己提上来。"),
        fields=(Field("why"), Field("again_on")),
        refuses=(AGAIN_AHEAD,),
        citations=(RULE,),
    ),
    shared.revive(citation=RULE),
    Step(
        key="not_blow",
        from_=("asked", "not_yet"),
        to="not_blown",
        by=HOLDER,
        title=_("用不着吹哨，说明怎么办"),
        hint=_("一家能办的，交给那一家；吹多了，平时的路就断了。"),
        done=_("没有吹哨"),
        tells=_("“%(title)s”没有吹哨，因为%(why)s 这样办：%(what_would_change)s"),
        fields=(Field("why"), Field("what_would_change")),
        citations=(RULE,),
    ),
    whistle.call_more(from_=("blown",), by=TOWN, tells=_("“%(title)s”又请了%(whistled)s来。")),
    shared.progress(from_=("asked", "blown"), by=(Party.HOLDER, Party.TOWN, Party.VILLAGE)),
    Step(
        key="finish",
        from_=("blown",),
        to="finished",
        by=TOWN,
        title=_("办完了，写下结果"),
        done=_("一起办完了"),
        tells=_("“%(title)s”一起办完了：%(outcome)s 不行，您说一声，再吹。"),
        fields=(Field("outcome"), optional("photo")),
        refuses=(whistle.ALL_DONE_HERE,),
        citations=(RULE,),
        main=True,
    ),
    Step(
        key="blow_again",
        from_=("finished", "not_blown"),
        to="asked",
        by=(Party.REPORTER, Party.HOLDER, Party.TOWN),
        title=_("还是不行，再吹"),
        done=_("又提上来"),
        tells=_("“%(title)s”又提上来了，再定吹不吹哨。"),
        fields=(Field("own_words"),),
        citations=(RULE,),
    ),
)

TERMS = (
    Term(
        key="first_answer",
        title=_("定吹不吹"),
        starts=("ask", "revive", "blow_again"),
        met_by=("blow", "not_yet", "not_blow"),
        length=county("whistle.first_answer"),
        citation=RULE,
        late=ESCALATE,
    ),
    Term(
        key="again",
        title=_("再看"),
        starts=("not_yet",),
        met_by=("blow", "not_blow"),
        ends_with=("revive",),
        length=until_day("again_on"),
        citation=RULE,
        late="revive",
    ),
    Term(
        key="done",
        title=_("有结果"),
        starts=("blow",),
        met_by=("finish",),
        length=county("whistle.done"),
        citation=RULE,
        late=ESCALATE,
    ),
)

JOINT_WHISTLE = Procedure(
    key="joint_whistle",
    edition=date(2026, 3, 1),
    prefix="WH",
    title=_("吹哨报到"),
    plain=_("请几家单位一起来"),
    icon="megaphone",
    kinds="whistle.kinds",
    desk=Desk(function="peace", level="town"),
    basis=(RULE, county_rule("先处理后补记"), cite("突发事件应对法", "22")),
    facts=FACTS,
    openings=(
        Opening(
            key="ask",
            state="asked",
            title=_("报给镇里"),
            done=_("请镇里吹哨"),
            fields=(),
            by=("village_cadre", "first_secretary", "group_leader", "grid_member", "town_officer"),
            citations=(RULE,),
            door=Door(
                title=_("吹哨报到"),
                group=DoorGroup.UPWARD,
                invites=_("吹哨：几家单位一起到现场"),
                kinds=_("是哪种事"),
                says=_("说一句：在哪里，为什么一家办不了"),
                example=_("比如：村口砂石车压坏路，交通、交警、环保都要来"),
                promises=_("镇里马上看到，吹不吹都有答复"),
                caution=_("一家单位能办的，直接找那一家，不用吹哨；吹哨留给一家办不了的难事、急事。"),
            ),
        ),
    ),
    states=STATES,
    steps=STEPS,
    terms=TERMS,
    reopen=Reopen(step="blow_again", within=county("reopen")),
    publication=Publication(published=False, reason=_("是单位之间怎么配合的事，不往外登。")),
    retention="three years from closing",
    question_words={COME: _("吹哨，请马上来")},
)
