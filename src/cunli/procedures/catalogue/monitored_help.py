"""What is done for a household once it is monitored: measures, looking again, and the end of the risk."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from cunli.procedures.catalogue.monitored_facts import SURVEY, VERIFIERS
from cunli.procedures.catalogue.monitored_guards import (
    BOTH_SIGN,
    GUARANTEED,
    GUIDE,
    HAS_LABOUR,
    LOCAL,
    RISK_GONE,
    STABLE_INCOME,
    TWO_VERIFIERS,
)
from cunli.procedures.catalogue.monitored_steps import HOLDER, HOLDER_OR_VILLAGE
from cunli.procedures.grammar import Among, Field, Party, Step, optional
from cunli.procedures.hanging import Posts, hung_first, hung_once
from cunli.procedures.labelling import Labels

REMOVAL = ("removal", "removal_town", "removal_county")
REMOVAL_NOTICE = Posts(
    kind="monitored_removal",
    title=_("%(place)s防止返贫致贫对象风险消除公示"),
    text=_(
        "经入户核查和民主评议，%(household)s的风险稳稳地消了，拟不再作为监测对象。已经在办的帮扶，办到期为止。\n"
        "谁有意见，公示期间当面说、打电话、扫下面的码都行，写不写名字都收，提了就要答复。"
    ),
    hangs_at="boards",
    fact="removal_notice",
    outcome="removal_outcome",
    since="check_removal",
)

HELP = (
    Step(
        key="plan_measures",
        from_=("measures",),
        to="helped",
        by=HOLDER_OR_VILLAGE,
        title=_("定下帮什么、谁来帮"),
        hint=_("有劳力的，帮他自己干起来；没劳力的，先保住生活。"),
        done=_("定下了帮扶"),
        tells=_("“%(title)s”定下来这样帮：%(measures)s 有事找%(contact)s。"),
        fields=(Field("measures"), Field("contact")),
        citations=(LOCAL,),
        main=True,
    ),
    Step(
        key="review",
        from_=("helped",),
        to="helped",
        by=HOLDER_OR_VILLAGE,
        title=_("再看一次"),
        hint=_("收入、开支有变的，一起写上；帮的要改，也写上。"),
        done=_("又去看了一次"),
        fields=(Field("reviewed"), optional("income"), optional("spending"), optional("measures")),
        citations=(LOCAL,),
        quiet=True,
    ),
    Step(
        key="note_number",
        from_=("measures", "helped", *REMOVAL),
        to="",
        by=(*HOLDER_OR_VILLAGE, Party.TOWN),
        title=_("写下全国系统里的编号"),
        done=_("写下了编号"),
        fields=(Field("outside_number"),),
        citations=(LOCAL,),
        quiet=True,
    ),
    Step(
        key="check_removal",
        from_=("helped",),
        to="removal",
        by=HOLDER_OR_VILLAGE,
        title=_("入户核查，看能不能消除"),
        hint=_("没劳力的、收入不稳的、还有没保障的，不标。"),
        done=_("核查了，可以消除"),
        fields=(*VERIFIERS, *SURVEY, Field("stable_since"), Field("risk_gone"), Field("household_agrees")),
        refuses=(TWO_VERIFIERS, HAS_LABOUR, GUARANTEED, STABLE_INCOME, RISK_GONE, BOTH_SIGN),
        citations=(GUIDE, LOCAL),
        main=True,
        tells=_("“%(title)s”村里来核查过，您也签了字：难处过去了。接着评议、公示。"),
    ),
    Step(
        key="appraise_removal",
        from_=("removal",),
        to="",
        by=HOLDER_OR_VILLAGE,
        title=_("评议过了，拟风险消除公示"),
        done=_("评议了，拟了风险消除公示"),
        fields=(Field("appraisal"), Field("boards")),
        refuses=(hung_once(REMOVAL_NOTICE, LOCAL),),
        citations=(LOCAL,),
        posts=REMOVAL_NOTICE,
    ),
    Step(
        key="send_removal",
        from_=("removal",),
        to="removal_town",
        by=HOLDER_OR_VILLAGE,
        title=_("公示完了，报镇里"),
        done=_("报了镇里"),
        fields=(Field("assignee", among=Among.ABOVE),),
        refuses=hung_first(REMOVAL_NOTICE, LOCAL),
        citations=(LOCAL,),
        awaits=REMOVAL_NOTICE,
        assigns=True,
        main=True,
    ),
    Step(
        key="town_agree_removal",
        from_=("removal_town",),
        to="removal_county",
        by=HOLDER,
        title=_("镇里审核同意，报县里"),
        done=_("镇里审核同意消除"),
        fields=(Field("opinion"), Field("assignee", among=Among.ABOVE)),
        citations=(GUIDE,),
        main=True,
        assigns=True,
    ),
    Step(
        key="remove",
        from_=("removal_county",),
        to="risk_removed",
        by=HOLDER,
        title=_("县里定了，标风险消除"),
        done=_("县里标了风险消除"),
        tells=_("“%(title)s”县里定了，风险消除。已经在办的帮扶办到期；以后又有难处，随时再说。"),
        fields=(Field("decision"), Field("announced_at")),
        citations=(GUIDE,),
        main=True,
        labels=Labels(kind="monitored", fact="household", ends=True),
    ),
    Step(
        key="removal_back",
        from_=REMOVAL,
        to="helped",
        by=HOLDER,
        title=_("还不能消除，接着帮"),
        done=_("还不能消除，接着帮"),
        tells=_("“%(title)s”这次还不消除，接着帮：%(why)s"),
        fields=(Field("why"),),
        citations=(GUIDE,),
        returns=True,
    ),
)
