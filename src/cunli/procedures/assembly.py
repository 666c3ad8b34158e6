"""村民会议: what the villagers decide themselves, entered as a record, with the count that the law asks for.

For any procedure with a matter that the assembly decides, or its authorised representatives (村民委员会组织法 28). The
meeting itself is not kept here: which body, which day, how many there are, came and agreed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from cunli.lib.citations import cite
from cunli.procedures.grammar import Fact, FactType, Field, Step, optional
from cunli.procedures.guards import Guard, Situation

if TYPE_CHECKING:
    from cunli.procedures.grammar import Party, Words
    from cunli.procedures.hanging import Posts

LAW = "村民委员会组织法"
DECIDES = cite(LAW, "28")
VILLAGERS, HOUSEHOLDS, REPRESENTATIVES = "villagers", "households", "representatives"
"""The keys of ``assembly.bodies``: how the meeting was counted."""

FACTS = (
    Fact(key="body", label=_("哪个会定的"), type=FactType.CHOICE, options="assembly.bodies", personal=False),
    Fact(key="authorised_by", label=_("村民会议哪天、怎么授权的"), type=FactType.LINE, personal=False,
         hint=_("开村民代表会议才填。")),
    Fact(key="met_on", label=_("哪天开的会"), type=FactType.DAY, personal=False),
    Fact(key="members", label=_("应到多少"), type=FactType.NUMBER, personal=False,
         hint=_("村民会议写满 18 岁的村民人数，按户算写户数；代表会议写组成人员人数。")),
    Fact(key="present", label=_("实到多少"), type=FactType.NUMBER, personal=False),
    Fact(key="agreed", label=_("多少人同意"), type=FactType.NUMBER, personal=False),
)  # fmt: skip
FIELDS = (
    Field("body"), optional("authorised_by"), Field("met_on"), Field("members"), Field("present"), Field("agreed"),
)  # fmt: skip


def _counted(situation: Situation, key: str) -> int:
    found = situation.form.get(key)
    return found if isinstance(found, int) else 0


def _too_few(situation: Situation) -> bool:
    """More than half of the grown villagers (art. 26), or two thirds of the households or representatives (26, 30)."""
    members, present = _counted(situation, "members"), _counted(situation, "present")
    if present > members:
        return True
    if situation.form.get("body") == VILLAGERS:
        return not present * 2 > members
    return not (present * 3 >= members * 2 > 0)


def _not_carried(situation: Situation) -> bool:
    """More than half of those present (26, 30)."""
    present, agreed = _counted(situation, "present"), _counted(situation, "agreed")
    return agreed > present or not agreed * 2 > present


def _unauthorised(situation: Situation) -> bool:
    return situation.form.get("body") == REPRESENTATIVES and not situation.form.get("authorised_by")


GUARDS = (
    Guard(
        key="representatives_authorised",
        unmet=_unauthorised,
        why=_("这件事该村民会议定；村民代表会议要有村民会议的授权。"),
        instead=_("请写村民会议哪天、怎么授权的；没有授权，先开村民会议。"),
        citation=DECIDES,
    ),
    Guard(
        key="enough_present",
        unmet=_too_few,
        why=_("到会的人数不够，会上定的不算。"),
        instead=_("村民会议要有过半数的成年村民到会，或者三分之二以上的户派代表；代表会议要三分之二以上的人到会。"),
        citation=cite(LAW, "26"),
    ),
    Guard(
        key="enough_agreed",
        unmet=_not_carried,
        why=_("同意的人没有超过到会的一半，没有通过。"),
        instead=_("没通过的，请写“不纳入，说明原因”，或者再开会。"),
        citation=cite(LAW, "30"),
    ),
    Guard(
        key="meeting_held",
        unmet=lambda situation: str(situation.form.get("met_on") or "") > situation.today.isoformat(),
        why=_("开会的日子还没到。"),
        instead=_("开了会再来写。"),
        citation=DECIDES,
    ),
)


def decide(
    *,
    key: str,
    from_: tuple[str, ...],
    to: str,
    by: tuple[Party, ...],
    title: Words,
    fields: tuple[Field, ...] = (),
    refuses: tuple[Guard, ...] = (),
    awaits: Posts | None = None,
    assigns: bool = False,
    tells: Words = "",
) -> Step:
    """The record of the meeting; ``fields`` are what it decided beside the count."""
    return Step(
        key=key,
        from_=from_,
        to=to,
        by=by,
        title=title,
        done=_("村民会议（代表会议）定了"),
        tells=tells,
        fields=(*FIELDS, *fields),
        refuses=(*refuses, *GUARDS),
        citations=(DECIDES, cite(LAW, "26"), cite(LAW, "30")),
        main=True,
        awaits=awaits,
        assigns=assigns,
    )
