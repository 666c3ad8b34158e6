"""What may be done in a tolerance file, in the order in which it is done."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from cunli.lib.citations import county_rule
from cunli.procedures import guards, shared
from cunli.procedures.catalogue.tolerance_facts import BODY_ANSWERS, DECIDED, OWN_ANSWERS, TO_CORRECT
from cunli.procedures.grammar import Field, Issues, Party, Seat, Seats, Step, optional
from cunli.procedures.guards import Guard, Situation

RULE = county_rule("容错纠错办法（三个区分开来）")
BODY, PERSON = (Party.HOLDER,), (Party.SIDE,)
AGAIN_AHEAD = guards.again_ahead("tolerance.longest_wait", RULE)


def _since(situation: Situation, *steps: str) -> bool:
    return bool(situation.taken & set(steps))


SOMEBODY_NAMED = Guard(
    key="somebody_named",
    unmet=lambda situation: Seat.CONCERNED not in situation.seated.values(),
    why=_("还没写说的是哪位干部，没有本人就没法听他说。"),
    instead=_("请先点“写下说的是哪位干部”。"),
    citation=RULE,
)

HEARD_FIRST = Guard(
    key="heard_first",
    unmet=lambda situation: not _since(situation, "hear", "decline_hearing"),
    why=_("还没听本人说，不能先定。"),
    instead=_("请先听他说，写下来；他自己说不用听的，由他本人点“我不用当面听了”。"),
    citation=RULE,
    at_sight=True,
)

WEIGHED_FIRST = Guard(
    key="weighed_first",
    unmet=lambda situation: not _since(situation, "weigh"),
    why=_("三个区分、六个方面还没有一条一条写明，不能先定。"),
    instead=_("请先点“一条一条写明看法”。"),
    citation=RULE,
    at_sight=True,
)

DECIDED_BY_NOW = Guard(
    key="decided_by_now",
    unmet=lambda situation: str(situation.form.get("decided_on") or "") > situation.today.isoformat(),
    why=_("定的日子还没到。"),
    instead=_("请写机关真正定下来的那一天。"),
    citation=RULE,
)

HEARD_BY_NOW = Guard(
    key="heard_by_now",
    unmet=lambda situation: str(situation.form.get("heard_on") or "") > situation.today.isoformat(),
    why=_("听的日子还没到。"),
    instead=_("听过了再写，写听的那一天。"),
    citation=RULE,
)

CORRECT_AHEAD = Guard(
    key="correct_ahead",
    unmet=lambda situation: guards.before_today("correct_by", situation),
    why=_("改正的日子已经过去了。"),
    instead=_("请选今天或以后的一天。"),
    citation=RULE,
)

NOTHING_LEFT = Guard(
    key="nothing_left",
    unmet=lambda situation: "correct_what" in situation.facts and "corrected" not in situation.taken,
    why=_("决定里有要改正的，还没改好。"),
    instead=_("请点“不改决定，接着改正”。"),
    citation=RULE,
    at_sight=True,
)

READY = (SOMEBODY_NAMED, HEARD_FIRST, WEIGHED_FIRST, DECIDED_BY_NOW)

STEPS = (
    Step(
        key="accept",
        from_=("asked", "not_yet"),
        to="looking",
        by=BODY,
        title=_("收下，去了解"),
        done=_("收下了"),
        tells=_("“%(title)s”收下了，会听您说，再由机关定。"),
        citations=(RULE,),
        main=True,
        takes=True,
    ),
    Step(
        key="not_yet",
        from_=("asked",),
        to="not_yet",
        by=BODY,
        title=_("现在还不能收，定哪天再看"),
        hint=_("到那天早上，这件事自己回到这里。"),
        done=_("答复：现在还不能收"),
        tells=_("“%(title)s”现在还不能收，因为%(why)s %(again_on)s再看，到那天自己提上来。"),
        fields=(Field("why"), Field("again_on")),
        refuses=(AGAIN_AHEAD,),
        citations=(RULE,),
    ),
    shared.revive(citation=RULE),
    Step(
        key="not_accept",
        from_=("asked", "not_yet"),
        to="not_accepted",
        by=BODY,
        title=_("不能收，说明原因和找谁"),
        done=_("没有收"),
        tells=_("“%(title)s”没有收，因为%(why)s 该找：%(who_has_it_now)s"),
        fields=(Field("why"), Field("who_has_it_now")),
        citations=(RULE,),
    ),
    Step(
        key="name",
        from_=("asked", "looking"),
        to="",
        by=BODY,
        title=_("写下说的是哪位干部"),
        hint=_("从现在起他看得到这份档案，能说话、能放记录。"),
        done=_("写下说的是谁"),
        tells=_("“%(title)s”：为您开了一份容错纠错档案，您看得到，也能说明情况。"),
        fields=(Field("concerned"),),
        seats=(Seats(Seat.CONCERNED, "concerned", replaces=True),),
        admits=(Seat.CONCERNED,),
        citations=(RULE,),
    ),
    Step(
        key="say_own",
        from_=("asked", "not_yet", "looking"),
        to="",
        by=PERSON,
        title=_("我一条一条说明"),
        hint=_("想说哪条写哪条，以后还能补。"),
        done=_("本人作了说明"),
        fields=OWN_ANSWERS,
        citations=(RULE,),
        main=True,
    ),
    Step(
        key="add_exhibit",
        from_=("asked", "not_yet", "looking", "objected"),
        to="",
        by=(*PERSON, *BODY),
        title=_("放一份当时的记录"),
        hint=_("只记号码、日子和核对的印记，不抄内容；谁打开它，还要自己看得到它。"),
        done=_("放了一份当时的记录"),
        fields=(Field("exhibit"), Field("shows")),
        citations=(RULE,),
    ),
    Step(
        key="hear",
        from_=("looking",),
        to="looking",
        by=BODY,
        title=_("听了本人说，写下来"),
        done=_("听了本人说"),
        tells=_("“%(title)s”%(heard_on)s在%(heard_where)s听了您说，记录写好了，请核对签字。"),
        fields=(Field("heard_on"), Field("heard_where"), Field("heard_by"), Field("heard_said")),
        refuses=(SOMEBODY_NAMED, HEARD_BY_NOW),
        issues=Issues(kind="tol_hearing", move="record"),
        citations=(RULE,),
        main=True,
    ),
    Step(
        key="decline_hearing",
        from_=("looking",),
        to="looking",
        by=PERSON,
        title=_("我不用当面听了"),
        done=_("本人说不用当面听了"),
        fields=(optional("own_words"),),
        citations=(RULE,),
    ),
    Step(
        key="weigh",
        from_=("looking",),
        to="looking",
        by=BODY,
        title=_("一条一条写明看法"),
        hint=_("三个区分、六个方面，每条写一两句话。这里不打分，也不替谁定。"),
        done=_("一条一条写明了看法"),
        fields=(*BODY_ANSWERS, Field("measure")),
        citations=(RULE,),
        main=True,
        quiet=True,
    ),
    Step(
        key="decide",
        from_=("looking",),
        to="decided",
        by=BODY,
        title=_("记下机关的决定"),
        hint=_("是机关开会定的，这里只照着记。"),
        done=_("机关作了决定"),
        fields=DECIDED,
        refuses=READY,
        issues=Issues(kind="tol_decision", move="record"),
        citations=(RULE,),
        main=True,
        quiet=True,
    ),
    Step(
        key="decide_to_correct",
        from_=("looking",),
        to="decided_to_correct",
        by=BODY,
        title=_("记下决定，有要改正的"),
        hint=_("容错不等于不纠错：要改什么、谁来改、哪天前改好。"),
        done=_("机关作了决定，有要改正的"),
        fields=(*DECIDED, *TO_CORRECT),
        refuses=(*READY, CORRECT_AHEAD),
        issues=Issues(kind="tol_decision", move="record"),
        citations=(RULE,),
        quiet=True,
    ),
    Step(
        key="give",
        from_=("decided",),
        to="settled",
        by=BODY,
        title=_("决定送到本人了"),
        done=_("决定送到了本人"),
        tells=_("“%(title)s”的决定书面给您了。不同意，点“我有不同意见”。"),
        fields=(Field("given_how"),),
        issues=Issues(kind="tol_decision", move="give"),
        citations=(RULE,),
        main=True,
    ),
    Step(
        key="give_to_correct",
        from_=("decided_to_correct",),
        to="correcting",
        by=BODY,
        title=_("决定送到本人了"),
        done=_("决定送到了本人，照着改正"),
        tells=_("“%(title)s”的决定书面给您了，照着改正。不同意，点“我有不同意见”。"),
        fields=(Field("given_how"),),
        issues=Issues(kind="tol_decision", move="give"),
        citations=(RULE,),
        main=True,
    ),
    Step(
        key="report_correction",
        from_=("correcting",),
        to="",
        by=PERSON,
        title=_("我改了这些"),
        done=_("本人说改了什么"),
        fields=(Field("put_right"),),
        citations=(RULE,),
        main=True,
    ),
    Step(
        key="move_day",
        from_=("correcting",),
        to="correcting",
        by=BODY,
        title=_("改正的日子要变，说明原因"),
        done=_("改正的日子变了"),
        tells=_("“%(title)s”改正的日子变到%(correct_by)s，因为%(why)s"),
        fields=(Field("correct_by"), Field("why")),
        refuses=(CORRECT_AHEAD,),
        citations=(RULE,),
    ),
    Step(
        key="corrected",
        from_=("correcting",),
        to="settled",
        by=BODY,
        title=_("改好了，核对过"),
        done=_("改好了，核对过"),
        tells=_("“%(title)s”改好了，归了档：%(outcome)s"),
        fields=(Field("outcome"),),
        citations=(RULE,),
        main=True,
    ),
    Step(
        key="object",
        from_=("settled", "correcting"),
        to="objected",
        by=PERSON,
        title=_("我有不同意见"),
        done=_("本人有不同意见"),
        fields=(Field("own_words"),),
        citations=(RULE,),
    ),
    Step(
        key="look_again",
        from_=("objected",),
        to="looking",
        by=BODY,
        title=_("重新了解，再定"),
        done=_("重新了解"),
        tells=_("“%(title)s”重新了解，再由机关定，因为%(why)s"),
        fields=(Field("why"),),
        citations=(RULE,),
        main=True,
    ),
    Step(
        key="uphold",
        from_=("objected",),
        to="settled",
        by=BODY,
        title=_("不改决定，说明理由"),
        done=_("决定不改"),
        tells=_("“%(title)s”的决定不改：%(reasons)s 还不同意的，可以向%(who_has_it_now)s提。"),
        fields=(Field("reasons"), Field("who_has_it_now")),
        refuses=(NOTHING_LEFT,),
        citations=(RULE,),
    ),
    Step(
        key="uphold_to_correct",
        from_=("objected",),
        to="correcting",
        by=BODY,
        title=_("不改决定，接着改正"),
        done=_("决定不改，接着改正"),
        tells=_("“%(title)s”的决定不改：%(reasons)s %(correct_by)s前改好。还不同意的，可以向%(who_has_it_now)s提。"),
        fields=(Field("reasons"), Field("who_has_it_now"), Field("correct_by")),
        refuses=(CORRECT_AHEAD,),
        citations=(RULE,),
    ),
)
