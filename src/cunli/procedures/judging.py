"""研判: both committees of a village look at a case together. A step for any procedure.

Who was there, what is so, who sees it differently, what they judge, whether it goes up. Never a score, never a vote.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from cunli.lib.citations import county_rule
from cunli.procedures.grammar import Fact, FactType, Field, Step, optional
from cunli.procedures.guards import Guard

if TYPE_CHECKING:
    from cunli.procedures.grammar import Party

JUDGED = county_rule("村“两委”研判")

FACTS = (
    Fact(key="branch_present", label=_("村党组织谁参加了"), type=FactType.NAMES, hint=_("写名字，用顿号隔开。")),
    Fact(key="committee_present", label=_("村委会谁参加了"), type=FactType.NAMES, hint=_("写名字，用顿号隔开。")),
    Fact(key="judged_facts", label=_("情况是什么"), type=FactType.TEXT),
    Fact(key="differing", label=_("有谁看法不一样，怎么说"), type=FactType.TEXT),
    Fact(key="judgement", label=_("怎么看，打算怎么办"), type=FactType.TEXT),
    Fact(key="report_up", label=_("有没有必要报上去"), type=FactType.YES_NO),
)
FIELDS = (
    Field("branch_present"), Field("committee_present"), Field("judged_facts"), optional("differing"),
    Field("judgement"), Field("report_up"),
)  # fmt: skip


def judge(
    *,
    from_: tuple[str, ...],
    to: str,
    by: tuple[Party, ...],
    fields: tuple[Field, ...] = (),
    refuses: tuple[Guard, ...] = (),
) -> Step:
    """``fields``: what this procedure wants to know beside it. A note among staff: the person hears what follows."""
    return Step(
        key="judge",
        from_=from_,
        to=to,
        by=by,
        title=_("写下“两委”研判"),
        hint=_("不同的看法也写上；没有就空着。"),
        done=_("“两委”研判了"),
        fields=(*FIELDS, *fields),
        refuses=refuses,
        citations=(JUDGED,),
        main=True,
        quiet=True,
    )
