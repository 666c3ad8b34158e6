"""Once a year somebody looks whether a benefit or a pension is still right: one matter for each person of a list.

The town or the county draws up a list on a day; each person on it gets a matter that lies with whoever looks after
their grid, due by the list's day. How a person was verified is a choice, with who did it and when; who cannot come is
visited. Nobody has to show a face to a camera or check in anywhere; what another office's record shows is enough.
Not covered: the decision to reduce or stop a benefit (its own procedure, after the person was heard), the list itself
(``cases.Batch``).
"""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from cunli.lib.citations import cite, county_rule
from cunli.procedures import shared
from cunli.procedures.grammar import (
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
from cunli.procedures.guards import Guard, done_by_ahead
from cunli.procedures.lengths import county, on_day

RULE = county_rule("每年核实")
REGULARLY = cite("社会救助法", "46")
NOT_TWICE = cite("社会救助法", "62")
TO_VERIFY, AT_HOME, VERIFIED, NOT_VERIFIED = "to_verify", "at_home", "verified", "not_verified"
OPEN = (TO_VERIFY, AT_HOME)
NEAR = (Party.HOLDER, Party.VILLAGE, Party.DESK, Party.TOWN)

DAY_CAME = Guard(
    key="day_came",
    unmet=lambda situation: str(situation.form.get("checked_on") or "") > situation.today.isoformat(),
    why=_("这一天还没到。"),
    instead=_("请写真正核实的那一天。"),
    citation=RULE,
)
DAY_AHEAD = done_by_ahead(RULE)

FACTS = (
    Fact(key="done_by", label=_("哪天前核实"), type=FactType.DAY, personal=False),
    Fact(key="how", label=_("怎么核实的"), type=FactType.CHOICE, options="verification.ways", personal=False),
    Fact(
        key="checked_by",
        label=_("谁核实的"),
        type=FactType.LINE,
        hint=_("写名字；别的单位有记录的，写哪个单位。"),
    ),
    Fact(key="checked_on", label=_("哪一天"), type=FactType.DAY, personal=False),
    *shared.facts("assignee", "officer", "why", "note", "photo"),
)

STATES = (
    State(
        key=TO_VERIFY,
        cls=StateClass.OPEN,
        title=_("等核实"),
        villager=_("等您来核实，来不了我们上门"),
        sentence=_("还没有核实。"),
        waits_for=Party.HOLDER,
        under="verify",
        tone="due",
    ),
    State(
        key=AT_HOME,
        cls=StateClass.OPEN,
        title=_("门上办"),
        villager=_("您不用跑，我们上门来办"),
        sentence=_("本人来不了，有人上门去办。"),
        waits_for=Party.HOLDER,
        under="verify",
        tone="due",
    ),
    State(
        key=VERIFIED,
        cls=StateClass.END,
        title=_("核实过了"),
        villager=_("核实过了"),
        sentence=_("核实过了，照常。"),
        outcome=Outcome.NOT_ASKED,
    ),
    State(
        key=NOT_VERIFIED,
        cls=StateClass.END,
        title=_("没核实成"),
        villager=_("没核实成"),
        sentence=_("没有核实成，原因写明了。"),
        recalls="why",
        outcome=Outcome.NOT_SOLVED,
        tone="calm",
    ),
)

STEPS = (
    Step(
        key="verify",
        from_=OPEN,
        to=VERIFIED,
        by=NEAR,
        title=_("核实过了"),
        done=_("核实过了"),
        tells=_("“%(title)s”办好了，您不用再跑。"),
        fields=(Field("how"), Field("checked_by"), Field("checked_on"), optional("note")),
        refuses=(DAY_CAME,),
        citations=(REGULARLY, NOT_TWICE),
        main=True,
    ),
    Step(
        key="help_at_home",
        from_=(TO_VERIFY,),
        to=AT_HOME,
        by=(Party.REPORTER, *NEAR),
        title=_("来不了，门上办"),
        done=_("来不了，改成门上办"),
        tells=_("“%(title)s”知道了，我们上门来办，您不用跑。"),
        fields=(optional("note"),),
        citations=(RULE, cite("社会救助法", "63")),
    ),
    shared.progress(from_=OPEN),
    shared.refer(from_=OPEN, to="", by=NEAR),
    Step(
        key="cannot",
        from_=OPEN,
        to=NOT_VERIFIED,
        by=NEAR,
        title=_("核实不成，说明原因"),
        hint=_("比如：去世了、搬走了、找不到人。停发要另外办，先听本人说。"),
        done=_("没有核实成"),
        fields=(Field("why"),),
        citations=(REGULARLY, cite("社会救助法", "48")),
        quiet=True,
    ),
    Step(
        key="look_again",
        from_=(VERIFIED, NOT_VERIFIED),
        to=TO_VERIFY,
        by=(Party.REPORTER, *NEAR),
        title=_("再核实一次"),
        done=_("再核实一次"),
        tells=_("“%(title)s”要再核实一次，%(done_by)s前。来不了说一声，我们上门。"),
        fields=(Field("why"), Field("done_by")),
        refuses=(DAY_AHEAD,),
        citations=(REGULARLY,),
    ),
)

VERIFICATION = Procedure(
    key="verification",
    edition=date(2026, 3, 1),
    prefix="VF",
    title=_("每年核实"),
    plain=_("每年核实一次"),
    icon="list-checks",
    kinds="verification.lists",
    desk=Desk(function="station", level="village"),
    basis=(REGULARLY, NOT_TWICE, RULE),
    facts=FACTS,
    openings=(
        Opening(
            key="list",
            state=TO_VERIFY,
            title=_("列进名单"),
            done=_("列进了核实名单"),
            fields=(Field("done_by"), optional("assignee"), optional("officer")),
            by=("system", "town_officer", "village_cadre"),
            citations=(REGULARLY, RULE),
            refuses=(DAY_AHEAD,),
            assigns=True,
            tells=_("“%(title)s”请在%(done_by)s前到村里办。来不了说一声，我们上门，不用您跑。"),
        ),
    ),
    states=STATES,
    steps=STEPS,
    terms=(
        Term(
            key="verify",
            title=_("核实"),
            starts=("list", "look_again"),
            met_by=("verify", "cannot"),
            length=on_day("done_by"),
            citation=REGULARLY,
            late=ESCALATE,
        ),
    ),
    reopen=Reopen(step="look_again", within=county("reopen")),
    publication=Publication(published=False, reason=_("谁领什么是本人的事，不往外登；村里只看得到件数。")),
    retention="three years from closing",
)
