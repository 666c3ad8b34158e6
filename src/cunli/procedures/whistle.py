"""The whistle (吹哨报到): a town calls units to the spot, and whoever has come stays until it is done.

One mechanism for every procedure: an ask to come, whose answers say who is there, who is done, and who left it to whom.
``hazard`` has its own such step since its first edition; these are the words for all that came later.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from cunli.lib.citations import county_rule
from cunli.procedures.grammar import Asks, Fact, FactType, Field, Step
from cunli.procedures.guards import Guard
from cunli.procedures.questions import COME

if TYPE_CHECKING:
    from cunli.procedures.grammar import Party, Words

RULE = county_rule("吹哨报到")
WITHIN = "whistle_arrival"

WHISTLED = Fact(
    key="whistled",
    label=_("请哪些单位来"),
    type=FactType.UNITS,
    functions=("department", "town_office", "outside_company"),
    personal=False,
)

ALL_DONE_HERE = Guard(
    key="all_done_here",
    unmet=lambda situation: COME in situation.still_asked,
    why=_("还有单位没到，或者到了还没干完：事不完，人不撤。"),
    instead=_("等他们说干完了；要先走的，让他们写由谁接着干；一直没来的，记下“来不了”和原因。"),
    citation=RULE,
    at_sight=True,
)


def asks(fact: str = "whistled", *, within: str = WITHIN) -> Asks:
    """Come to the spot, within the county's length."""
    return Asks(fact=fact, question=COME, within=within, title=_("到场"))


def call_more(*, from_: tuple[str, ...], by: tuple[Party, ...], tells: Words, fact: str = "whistled") -> Step:
    """Others are needed as well."""
    return Step(
        key="call_more",
        from_=from_,
        to="",
        by=by,
        title=_("再请几家来"),
        done=_("又请了几家来"),
        tells=tells,
        fields=(Field(fact), Field("why")),
        asks=asks(fact),
        citations=(RULE,),
    )
