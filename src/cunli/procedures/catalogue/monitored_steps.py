"""What may be done for a monitored household, until it is identified."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from cunli.lib.citations import cite
from cunli.procedures import assembly, judging, shared
from cunli.procedures.catalogue.monitored_facts import SURVEY, VERIFIERS
from cunli.procedures.catalogue.monitored_guards import (
    AUTHORISED,
    COMPARED,
    COMPARED_BY_NOW,
    GUIDE,
    LOCAL,
    OWN_WORD,
    TWO_VERIFIERS,
    TYPE_FITS,
)
from cunli.procedures.grammar import Among, Asks, Field, Issues, Party, Seat, Seats, Step, optional
from cunli.procedures.hanging import Posts, hung_first, hung_once
from cunli.procedures.labelling import Labels

HOLDER = (Party.HOLDER,)
HOLDER_OR_VILLAGE = (Party.HOLDER, Party.VILLAGE)
BEFORE_TOWN = ("visited", "surveyed", "judged", "noticed")
UNDECIDED = ("lead", *BEFORE_TOWN, "town_review", "county_review")

NOTICE = Posts(
    kind="monitored",
    title=_("%(place)s防止返贫致贫对象公示"),
    text=_(
        "经入户核实、信息比对、村“两委”研判和民主评议，%(household)s拟纳入防止返贫致贫监测（%(type)s）。\n"
        "谁有意见，公示期间当面说、打电话、扫下面的码都行，写不写名字都收，提了就要答复。"
    ),
    hangs_at="boards",
    fact="notice",
    outcome="notice_outcome",
    since="visit",
)

LOOK = (
    Step(
        key="visit",
        from_=("lead",),
        to="visited",
        by=HOLDER_OR_VILLAGE,
        title=_("入户，约好谁签授权书"),
        hint=_("两个人一起去。授权书先打印出来，念给他听。"),
        done=_("入了户"),
        tells=_("“%(title)s”村里来家里核实了。授权书您愿意签才签，不签就不比对您家的信息。"),
        fields=(Field("household"), Field("signer"), *VERIFIERS, optional("photo")),
        refuses=(TWO_VERIFIERS,),
        citations=(LOCAL,),
        main=True,
        issues=Issues(kind="monitored_consent", move="write"),
        seats=(Seats(Seat.APPLICANT, "signer"),),
        admits=(Seat.APPLICANT,),
    ),
    Step(
        key="survey",
        from_=("visited",),
        to="surveyed",
        by=HOLDER_OR_VILLAGE,
        title=_("授权书签了，写下核实的"),
        hint=_("只问一次，监测和救助都用这一份。"),
        done=_("核实好了"),
        tells=_("“%(title)s”情况核实好了，接着请县里比对。"),
        fields=(Field("signed_how"), *SURVEY),
        citations=(LOCAL, cite("个人信息保护法", "13"), cite("社会救助法", "40")),
        main=True,
        issues=Issues(kind="monitored_consent", move="seal"),
    ),
    Step(
        key="survey_again",
        from_=("surveyed", "judged"),
        to="surveyed",
        by=HOLDER_OR_VILLAGE,
        title=_("重新核实"),
        done=_("重新核实了"),
        fields=SURVEY,
        citations=(LOCAL,),
    ),
    Step(
        key="ask_compare",
        from_=("visited", "surveyed", "judged"),
        to="",
        by=HOLDER_OR_VILLAGE,
        title=_("请县里比对信息"),
        done=_("请了县里比对"),
        fields=(Field("compared_by"),),
        refuses=(AUTHORISED,),
        citations=(LOCAL,),
        asks=Asks(
            fact="compared_by", question="compare", within="monitored.compare", title=_("比对"), shows=("household",)
        ),
        quiet=True,
    ),
    Step(
        key="compared",
        from_=("surveyed", "judged"),
        to="",
        by=(*HOLDER_OR_VILLAGE, Party.TOWN),
        title=_("写下比对结果"),
        done=_("比对结果来了"),
        fields=(Field("compared_on"), Field("comparison")),
        refuses=(AUTHORISED, COMPARED_BY_NOW),
        citations=(LOCAL,),
        quiet=True,
    ),
    judging.judge(
        from_=("surveyed", "judged"), to="judged", by=HOLDER_OR_VILLAGE, fields=(Field("type"),), refuses=(TYPE_FITS,)
    ),
    Step(
        key="appraise",
        from_=("judged",),
        to="noticed",
        by=HOLDER_OR_VILLAGE,
        title=_("评议过了，拟公示"),
        hint=_("评议会只开一次。公示由另一位同事核对后挂出去。"),
        done=_("评议了，拟了公示"),
        tells=_("“%(title)s”评议过了，要在村里公示。公示上不写身份证、电话、卡号和病情。"),
        fields=(Field("appraisal"), Field("boards")),
        refuses=(COMPARED,),
        citations=(LOCAL, GUIDE),
        main=True,
        posts=NOTICE,
    ),
    Step(
        key="hang_again",
        from_=("noticed",),
        to="",
        by=HOLDER_OR_VILLAGE,
        title=_("公示撤下来了，重新拟"),
        done=_("重新拟了公示"),
        fields=(Field("boards"),),
        refuses=(hung_once(NOTICE, LOCAL),),
        citations=(LOCAL,),
        posts=NOTICE,
        quiet=True,
    ),
)

DECIDE = (
    assembly.decide(
        key="assembly",
        from_=("noticed",),
        to="town_review",
        by=HOLDER_OR_VILLAGE,
        title=_("村民会议定了，报镇里"),
        fields=(Field("plan"), Field("assignee", among=Among.ABOVE)),
        refuses=hung_first(NOTICE, LOCAL),
        awaits=NOTICE,
        assigns=True,
        tells=_("“%(title)s”村民会议定了，报到镇里审核。打算这样帮：%(plan)s"),
    ),
    Step(
        key="town_back",
        from_=("town_review",),
        to="noticed",
        by=HOLDER,
        title=_("退回村里补"),
        done=_("镇里退回村里补"),
        tells=_("“%(title)s”镇里请村里再补一补：%(why)s"),
        fields=(Field("why"),),
        citations=(LOCAL,),
        returns=True,
    ),
    Step(
        key="town_agree",
        from_=("town_review",),
        to="county_review",
        by=HOLDER,
        title=_("镇里审核同意，报县里"),
        done=_("镇里审核同意"),
        tells=_("“%(title)s”镇里审核同意了，报到县里定。"),
        fields=(Field("opinion"), Field("assignee", among=Among.ABOVE)),
        citations=(GUIDE,),
        main=True,
        assigns=True,
    ),
    Step(
        key="identify",
        from_=("county_review",),
        to="measures",
        by=HOLDER,
        title=_("县里认定，公告"),
        done=_("县里认定了"),
        tells=_("“%(title)s”县里认定了，纳入监测。接着把怎么帮一样样定下来，定了告诉您。"),
        fields=(Field("decision"), Field("announced_at"), optional("outside_number")),
        citations=(GUIDE,),
        main=True,
        returns=True,
        labels=Labels(kind="monitored", fact="household"),
    ),
    Step(
        key="not_identified",
        from_=UNDECIDED,
        to="not_identified",
        by=HOLDER,
        title=_("不纳入，说明原因"),
        done=_("没有纳入"),
        tells=_(
            "“%(title)s”这次没有纳入，因为%(why)s 怎样就能纳入：%(what_would_change)s "
            "打开这件事，能看到一条条怎么看的；不同意，可以提意见。"
        ),
        fields=(Field("why"), Field("what_would_change")),
        citations=(GUIDE, LOCAL),
        closes_asks=True,
    ),
    Step(
        key="take_back",
        from_=("lead", *BEFORE_TOWN),
        to="taken_back",
        by=(Party.REPORTER, Party.SIDE),
        title=_("不申请了"),
        done=_("本人说不申请了"),
        fields=(optional("own_words"),),
        refuses=(OWN_WORD,),
        citations=(LOCAL,),
        closes_asks=True,
        quiet=True,
    ),
    Step(
        key="again",
        from_=("not_identified", "taken_back", "risk_removed"),
        to="lead",
        by=(Party.REPORTER, Party.SIDE, Party.DESK, Party.VILLAGE),
        title=_("又有难处了，再核实"),
        done=_("重新核实"),
        tells=_("“%(title)s”重新核实，村里到家里来看。"),
        fields=(Field("own_words"),),
        citations=(LOCAL,),
        returns=True,
    ),
    shared.progress(from_=(*UNDECIDED, "measures", "helped"), by=(Party.HOLDER, Party.VILLAGE, Party.TOWN)),
)
