"""Steps of an application for assistance, until it is decided."""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from cunli.procedures import shared
from cunli.procedures.catalogue.benefit_facts import AID, COUNTY, MEASURES
from cunli.procedures.catalogue.benefit_guards import (
    ANOTHER_DECIDES,
    APPRAISED,
    AUTHORISED,
    CHECKED,
    COUNTY_DECIDES,
    NOTICE,
    NOTICED,
    SOMETHING,
    TOWN_DECIDES,
    TWO_GO,
    UNTIL_AFTER,
)
from cunli.procedures.catalogue.benefit_payment import CHANGED, PAID
from cunli.procedures.entitling import Entitles
from cunli.procedures.grammar import Among, Field, Issues, Party, Step, optional
from cunli.procedures.hanging import hung_first, hung_once

HOLDER = (Party.HOLDER,)
VILLAGE = (Party.VILLAGE,)
REVIEWED = (CHECKED, APPRAISED, NOTICED)

TAKEN_UP = (
    Step(
        key="accept",
        from_=("applied",),
        to="checking",
        by=HOLDER,
        title=_("收下，去核实"),
        done=_("收下了"),
        tells=_("“%(title)s”收下了，镇里上门核实，能查到的不用您再交。"),
        citations=(
            AID("43"),
            AID("62"),
        ),
        main=True,
    ),
    Step(
        key="not_accept",
        from_=("applied",),
        to="elsewhere",
        by=HOLDER,
        title=_("不归这里管，说找谁"),
        done=_("不归这里管"),
        tells=_("“%(title)s”不归这里管，因为%(why)s 该找：%(who_has_it_now)s"),
        fields=(Field("why"), Field("who_has_it_now")),
        citations=(
            AID("37"),
            AID("38"),
        ),
    ),
    Step(
        key="complete",
        from_=("helped",),
        to="checking",
        by=HOLDER,
        title=_("手续补上，去核实"),
        done=_("手续补上了"),
        tells=_("“%(title)s”手续补上了，接着核实。"),
        fields=(optional("note"),),
        citations=(AID("50"),),
        main=True,
    ),
    Step(
        key="take_back",
        from_=("applied", "checking"),
        to="taken_back",
        by=(Party.REPORTER,),
        title=_("不申请了"),
        done=_("本人不申请了"),
        fields=(optional("own_words"),),
        citations=(COUNTY,),
        quiet=True,
    ),
)

VERIFIED = (
    Step(
        key="check",
        from_=("checking",),
        to="",
        by=(Party.HOLDER, Party.VILLAGE),
        title=_("写下核实的"),
        hint=_("能查到的，不要再让他交。"),
        done=_("上门核实了"),
        fields=(
            Field("checked_by"),
            Field("found"),
            Field("authorised"),
            optional("income_per_head_fen"),
            optional("property_ok"),
        ),
        refuses=(TWO_GO, AUTHORISED),
        citations=(
            AID("40"),
            AID("41"),
            AID("43"),
        ),
        quiet=True,
    ),
    Step(
        key="appraise",
        from_=("checking",),
        to="",
        by=VILLAGE,
        title=_("写下评议的结果"),
        done=_("村里评议了"),
        fields=(Field("appraisal"),),
        refuses=(CHECKED,),
        citations=(COUNTY,),
        quiet=True,
    ),
    Step(
        key="hang",
        from_=("checking",),
        to="",
        by=VILLAGE,
        title=_("拟公示"),
        hint=_("另一位同事核对后挂出去；号码和病情自动遮住。"),
        done=_("拟了公示"),
        fields=(Field("proposed"), Field("boards")),
        refuses=(CHECKED, APPRAISED, hung_once(NOTICE, MEASURES)),
        citations=(AID("45"), MEASURES),
        posts=NOTICE,
        quiet=True,
    ),
    Step(
        key="noticed",
        from_=("checking",),
        to="",
        by=(Party.VILLAGE, Party.HOLDER),
        title=_("公示完了，写上结果"),
        done=_("公示完了"),
        refuses=hung_first(NOTICE, MEASURES),
        citations=(MEASURES,),
        awaits=NOTICE,
        quiet=True,
    ),
    Step(
        key="send_up",
        from_=("checking",),
        to="deciding",
        by=HOLDER,
        title=_("审核完了，报县里定"),
        done=_("审核完，报县里"),
        tells=_("“%(title)s”镇里审核完了，报给%(assignee)s来定。"),
        fields=(Field("opinion"), Field("assignee", among=Among.ABOVE), optional("officer", among=Among.ABOVE)),
        refuses=(COUNTY_DECIDES, *REVIEWED),
        citations=(AID("44"), MEASURES),
        main=True,
        assigns=True,
    ),
    Step(
        key="to_town",
        from_=("checking",),
        to="deciding",
        by=HOLDER,
        title=_("核实完了，请镇里定"),
        done=_("核实完，请镇里定"),
        tells=_("“%(title)s”核实完了，等镇里定。"),
        fields=(Field("opinion"),),
        refuses=(TOWN_DECIDES, *REVIEWED),
        citations=(AID("44"),),
        main=True,
    ),
    shared.progress(from_=("applied", "checking", "granted")),
)

DECIDED = (
    Step(
        key="decide_yes",
        from_=("deciding",),
        to="granted",
        by=HOLDER,
        title=_("批"),
        done=_("批了"),
        tells=_("“%(title)s”批下来了，从%(since)s起。因为：%(why)s"),
        fields=(Field("why"), optional("amount_fen"), optional("gives"), Field("since"), optional("until")),
        refuses=(ANOTHER_DECIDES, SOMETHING, UNTIL_AFTER),
        citations=(AID("44"), MEASURES),
        issues=Issues(kind="ben_decision", move="hand"),
        entitles=Entitles(move="grant", amount="amount_fen", gives="gives", since="since", until="until", why="why"),
        main=True,
    ),
    Step(
        key="decide_no",
        from_=("deciding",),
        to="refusing",
        by=HOLDER,
        title=_("不批，说明原因"),
        hint=_("决定书随后写好、编号盖章，要送到本人手里。"),
        done=_("没批"),
        tells=_("“%(title)s”这次没批：%(why)s 怎样就能批：%(what_would_change)s 不同意，可以申请行政复议或者起诉。"),
        fields=(Field("why"), Field("what_would_change")),
        refuses=(ANOTHER_DECIDES,),
        issues=Issues(kind="ben_refusal", move="record"),
        citations=(AID("44"), AID("76"), MEASURES),
    ),
    Step(
        key="send_back",
        from_=("deciding",),
        to="checking",
        by=HOLDER,
        title=_("还要核实，退回镇里"),
        done=_("退回去再核实"),
        tells=_("“%(title)s”还要再核实一处：%(why)s"),
        fields=(Field("why"),),
        citations=(AID("44"),),
        returns=True,
    ),
    Step(
        key="hand_refusal",
        from_=("refusing",),
        to="not_solved",
        by=(Party.HOLDER, Party.DESK, Party.VILLAGE),
        title=_("决定书送到了"),
        hint=_("打出来送到本人手里；不识字的，念给他听。"),
        done=_("决定书送到本人手里"),
        tells=_("“%(title)s”的决定书送到您手里了，在这里也能看：为什么、怎样就能批、不同意找谁。"),
        fields=(Field("told_how"),),
        issues=Issues(kind="ben_refusal", move="give"),
        citations=(MEASURES, AID("76")),
        main=True,
    ),
)

_LAST = shared.last_steps(
    back_to="granted",
    unsolved=shared.close_unsolved(
        from_=("checking", "granted"),
        by=HOLDER,
        tells=_("“%(title)s”办不下去：%(why)s 怎样就能办：%(what_would_change)s 不同意，可以申请行政复议或者起诉。"),
    ),
)
STEPS = (
    *TAKEN_UP,
    *VERIFIED,
    *DECIDED,
    *PAID,
    *CHANGED,
    *(replace(step, from_=("solved", "closed")) if step.key == "reopen" else step for step in _LAST),
)
"""What was refused is not reopened: it is applied for anew, or the remedies are taken."""
