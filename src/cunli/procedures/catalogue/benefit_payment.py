"""What follows a grant: it is paid, looked at, reduced or stopped after the person was heard."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from cunli.procedures.catalogue.benefit_facts import AID, COUNTY, MEASURES
from cunli.procedures.catalogue.benefit_guards import ANOTHER_SUM, USE_CHECKED, USE_NOT_CHECKED
from cunli.procedures.entitling import Entitles
from cunli.procedures.grammar import Field, Issues, Party, Step, optional

HOLDER = (Party.HOLDER,)

PAID = (
    Step(
        key="paid",
        from_=("granted",),
        to="fixed",
        by=(Party.HOLDER, Party.SYSTEM),
        title=_("发到了，请他看看"),
        hint=_("走银行的，对账以后自己到这一步。"),
        done=_("发到了"),
        tells=_("“%(title)s”发到您手里了，收到没有，请说一声。"),
        fields=(optional("note"),),
        refuses=(USE_NOT_CHECKED,),
        citations=(MEASURES,),
        main=True,
    ),
    Step(
        key="paid_for_use",
        from_=("granted",),
        to="in_use",
        by=(Party.HOLDER, Party.SYSTEM),
        title=_("发到了，到日子去看"),
        hint=_("走银行的，对账以后自己到这一步。"),
        done=_("发到了"),
        tells=_("“%(title)s”发到您手里了。过一阵来看看用得怎样，有难处就说。"),
        fields=(optional("note"),),
        refuses=(USE_CHECKED,),
        citations=(COUNTY,),
        main=True,
    ),
    Step(
        key="check_use",
        from_=("in_use",),
        to="fixed",
        by=(Party.VILLAGE, Party.DESK, Party.HOLDER),
        title=_("看过了，用好了"),
        done=_("看过了，用好了"),
        tells=_("“%(title)s”看过了：%(used)s 还有没有难处，请说一声。"),
        fields=(Field("used"), optional("photo")),
        citations=(COUNTY,),
        main=True,
    ),
    Step(
        key="not_used",
        from_=("in_use",),
        to="in_use",
        by=(Party.VILLAGE, Party.DESK, Party.HOLDER),
        title=_("还没用上，过一阵再看"),
        done=_("看过了，还没用上"),
        tells=_("“%(title)s”看过了，还没用上，因为%(why)s 过一阵再来看。"),
        fields=(Field("why"),),
        citations=(COUNTY,),
    ),
)

CHANGED = (
    Step(
        key="propose_change",
        anytime=True,
        from_=("solved", "closed", "runs_on", "in_use"),
        to="hearing",
        by=(Party.HOLDER, Party.DESK),
        title=_("打算减发或停发"),
        hint=_("先听本人怎么说，再定。"),
        done=_("打算减发或停发"),
        tells=_("“%(title)s”打算减发或停发，因为%(why)s 先听您怎么说，说完再定。"),
        fields=(Field("why"),),
        citations=(
            AID("46"),
            AID("48"),
        ),
    ),
    Step(
        key="hear",
        from_=("hearing",),
        to="heard",
        by=(Party.HOLDER, Party.DESK),
        title=_("写下本人怎么说"),
        done=_("听本人说过了"),
        fields=(Field("heard"),),
        citations=(AID("48"),),
        main=True,
        quiet=True,
    ),
    Step(
        key="say_own",
        from_=("hearing",),
        to="heard",
        by=(Party.REPORTER,),
        title=_("我来说说"),
        done=_("本人自己说了"),
        fields=(Field("own_words"),),
        citations=(AID("48"),),
        main=True,
        quiet=True,
    ),
    Step(
        key="keep",
        from_=("heard",),
        to="runs_on",
        by=HOLDER,
        title=_("接着发"),
        done=_("定了接着发"),
        tells=_("“%(title)s”接着发，因为%(why)s"),
        fields=(Field("why"),),
        citations=(AID("48"),),
    ),
    Step(
        key="reduce",
        from_=("heard",),
        to="runs_on",
        by=HOLDER,
        title=_("减发，说明原因"),
        done=_("定了减发"),
        tells=_("“%(title)s”以后每次发得少一些，因为%(why)s 不同意，可以申请行政复议或者起诉。"),
        fields=(Field("amount_fen"), Field("why")),
        refuses=(ANOTHER_SUM,),
        citations=(
            AID("48"),
            AID("76"),
        ),
        issues=Issues(kind="ben_change", move="hand"),
        entitles=Entitles(move="change", amount="amount_fen", why="why"),
    ),
    Step(
        key="stop",
        from_=("heard",),
        to="stopped",
        by=HOLDER,
        title=_("停发，说明原因"),
        done=_("定了停发"),
        tells=_("“%(title)s”发到%(last_day)s为止，因为%(why)s 不同意，可以申请行政复议或者起诉。"),
        fields=(Field("last_day"), Field("why")),
        citations=(
            AID("48"),
            AID("76"),
        ),
        issues=Issues(kind="ben_change", move="hand"),
        entitles=Entitles(move="end", until="last_day", why="why"),
    ),
)
