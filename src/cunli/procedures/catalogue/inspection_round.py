"""A round of looking: which places, by which day, with whom; each place seen, and what is wrong there becomes a hazard.

The village or the town goes round: roads and bridges, the small premises, wooden houses before the dry months. Whoever
has the round, or anyone who works in the village, writes down one place after the other. A fault opens a hazard that is
handled and told as any other; the round shows how each of them stands, and ends when every place was seen or has a
reason why it could not be. In work safety and the nine kinds of small premises the village only assists: it goes along
and writes down, but may neither begin a round nor be given one, and who does not have it cannot close it.
Not covered: inspections by law enforcement with their own records, what somebody happens to see (a hazard).
"""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from cunli.lib.citations import cite, county_rule
from cunli.procedures import guards, shared
from cunli.procedures.grammar import (
    ESCALATE,
    Desk,
    Door,
    DoorGroup,
    Fact,
    FactType,
    Field,
    Opening,
    Opens,
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
from cunli.procedures.guards import Guard, Situation
from cunli.procedures.lengths import county, on_day
from cunli.procedures.lines import left, lines

ROUNDS = county_rule("巡查")
MOST, LONGEST = 60, 60
HOLDER = (Party.HOLDER,)
WHO_GOES = (Party.HOLDER, Party.VILLAGE)


def _to_see(situation: Situation) -> list[str]:
    return left(situation.written("places"), situation.written("spot"))


def _not_a_list(situation: Situation) -> bool:
    added = lines(situation.form.get("places"))
    together = len(added) + len(_to_see(situation))
    return not 1 <= together <= MOST or any(len(line) > LONGEST for line in added)


PLACES_LISTED = Guard(
    key="places_listed",
    unmet=_not_a_list,
    why=_("一次巡查要看 1 到 60 处，一行写一处，每处最多 60 个字。"),
    instead=_("地方多，请分成几次；一处写不下，写短一点。"),
    citation=ROUNDS,
)

SOME_LEFT = Guard(
    key="some_left",
    unmet=lambda situation: not _to_see(situation),
    why=_("名单上的地方都记过了。"),
    instead=_("还要看别的，请用“添几处”；看完了，请点“都看过了”。"),
    citation=ROUNDS,
    at_sight=True,
)

ALL_SEEN = Guard(
    key="all_seen",
    unmet=lambda situation: bool(_to_see(situation)),
    why=_("名单上还有地方没看。"),
    instead=_("请一处一处记完；实在看不成的，用“这处看不成”写明原因。"),
    citation=ROUNDS,
    at_sight=True,
)

DAY_AHEAD = guards.done_by_ahead(ROUNDS)

FACTS = (
    Fact(
        key="places",
        label=_("看哪些地方"),
        type=FactType.TEXT,
        hint=_("一行写一处，最多 60 处。"),
        personal=False,
    ),
    Fact(key="done_by", label=_("哪天前看完"), type=FactType.DAY, personal=False),
    Fact(key="with_whom", label=_("和谁一起去"), type=FactType.LINE),
    Fact(key="spot", label=_("哪一处"), type=FactType.CHOICE, lines_of="places", personal=False),
    Fact(key="fault", label=_("有什么毛病"), type=FactType.LINE, hint=_("比如：灭火器过期两年。")),
    Fact(key="hazard_kind", label=_("是哪种隐患"), type=FactType.CHOICE, options="hazard.kinds", personal=False),
    *shared.facts("assignee", "officer", "why", "note", "photo"),
)

STATES = (
    State(
        key="under_way",
        cls=StateClass.OPEN,
        title=_("正在巡查"),
        villager=_("正在巡查"),
        sentence=_("正在一处一处看。"),
        waits_for=Party.HOLDER,
        under="done",
    ),
    State(
        key="all_seen",
        cls=StateClass.END,
        title=_("看完了"),
        villager=_("看完了"),
        sentence=_("名单上的地方都看过了。"),
        outcome=Outcome.NOT_ASKED,
    ),
    State(
        key="called_off",
        cls=StateClass.END,
        title=_("不查了"),
        villager=_("不查了"),
        sentence=_("没有查完，原因写明了。"),
        recalls="why",
        outcome=Outcome.NOT_SOLVED,
        tone="calm",
    ),
)

STEPS = (
    Step(
        key="seen_well",
        from_=("under_way",),
        to="under_way",
        by=WHO_GOES,
        title=_("看过，没问题"),
        done=_("看过，没问题"),
        fields=(Field("spot"), optional("note")),
        refuses=(SOME_LEFT,),
        citations=(ROUNDS,),
        main=True,
    ),
    Step(
        key="seen_faulty",
        from_=("under_way",),
        to="under_way",
        by=WHO_GOES,
        title=_("看过，有毛病"),
        hint=_("自动报成隐患，由该管的来办，在这里看得到办到哪了。"),
        done=_("看过，有毛病，报成隐患"),
        tells=_("“%(title)s”：%(spot)s有毛病，%(fault)s，报成隐患了。"),
        fields=(Field("spot"), Field("fault"), Field("hazard_kind")),
        refuses=(SOME_LEFT,),
        opens=Opens(procedure="hazard", opening="report", title="fault", kind="hazard_kind", place="spot"),
        citations=(ROUNDS, cite("突发事件应对法", "61")),
    ),
    Step(
        key="not_seen",
        from_=("under_way",),
        to="under_way",
        by=WHO_GOES,
        title=_("这处看不成，说明原因"),
        done=_("没看成"),
        fields=(Field("spot"), Field("why")),
        refuses=(SOME_LEFT,),
        citations=(ROUNDS,),
    ),
    Step(
        key="add_places",
        from_=("under_way",),
        to="under_way",
        by=HOLDER,
        title=_("添几处"),
        done=_("添了几处"),
        fields=(Field("places"),),
        refuses=(PLACES_LISTED,),
        citations=(ROUNDS,),
    ),
    shared.move_day(from_="under_way", refuses=(DAY_AHEAD,), citation=ROUNDS),
    shared.refer(
        from_=("under_way",),
        to="under_way",
        by=HOLDER,
        refuses=(guards.VILLAGE_NEVER_RESPONSIBLE,),
    ),
    shared.progress(from_=("under_way",)),
    Step(
        key="finish",
        from_=("under_way",),
        to="all_seen",
        by=HOLDER,
        title=_("都看过了"),
        hint=_("报出去的隐患接着办，不会跟着收。"),
        done=_("都看过了"),
        refuses=(ALL_SEEN,),
        citations=(ROUNDS,),
        main=True,
    ),
    Step(
        key="call_off",
        from_=("under_way",),
        to="called_off",
        by=HOLDER,
        title=_("不查了，说明原因"),
        done=_("不查了"),
        fields=(Field("why"),),
        citations=(ROUNDS,),
    ),
    Step(
        key="go_again",
        from_=("all_seen", "called_off"),
        to="under_way",
        by=HOLDER,
        title=_("再去看"),
        hint=_("没看的还在名单上；看过的要再看一遍，请再写一次。"),
        done=_("再去看"),
        fields=(Field("why"), Field("done_by"), optional("places")),
        refuses=(PLACES_LISTED, DAY_AHEAD),
        citations=(ROUNDS,),
    ),
)

TERMS = (
    Term(
        key="done",
        title=_("看完"),
        starts=("plan", "move_day", "go_again"),
        met_by=("finish", "call_off"),
        length=on_day("done_by"),
        citation=ROUNDS,
        late=ESCALATE,
    ),
)

INSPECTION_ROUND = Procedure(
    key="inspection_round",
    edition=date(2026, 3, 1),
    prefix="IR",
    title=_("巡查"),
    plain=_("到处看一看安不安全"),
    icon="list-checks",
    kinds="inspection.kinds",
    desk=Desk(function="peace", level="town"),
    basis=(cite("突发事件应对法", "22"), ROUNDS),
    facts=FACTS,
    openings=(
        Opening(
            key="plan",
            state="under_way",
            title=_("定下来"),
            done=_("定了一次巡查"),
            fields=(Field("places"), Field("done_by"), optional("with_whom")),
            by=("grid_member", "group_leader", "village_cadre", "first_secretary", "town_officer"),
            citations=(ROUNDS, cite("厅字〔2022〕28号")),
            takes=True,
            refuses=(guards.VILLAGE_NEVER_LEADS, PLACES_LISTED, DAY_AHEAD),
            door=Door(
                title=_("去巡查"),
                invites=_("去巡查：列出地方，一处一处看"),
                kinds=_("查什么"),
                says=_("说一句这次看什么"),
                example=_("比如：入冬前把木屋的火和电看一遍"),
                promises=_("到日子没看完，会提醒镇里"),
                group=DoorGroup.SAFETY,
            ),
        ),
    ),
    states=STATES,
    steps=STEPS,
    terms=TERMS,
    reopen=Reopen(step="go_again", within=county("reopen")),
    publication=Publication(published=False, reason=_("写着谁家、哪家店，不往外登；隐患由村里看得到件数。")),
    retention="three years from closing",
)
