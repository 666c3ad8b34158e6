"""Borrowing the village hall: a wedding, a meeting, a troupe that rehearses.

Anyone of the village may ask. The station answers, hands out the key with a day of return and perhaps a deposit, and
takes both back. Ends when the key is back, or with the reason why it was not lent.
Not covered: letting rooms for money (the collective's business).
"""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from cunli.lib.citations import cite, county_rule
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
from cunli.procedures.guards import Guard, Situation
from cunli.procedures.lengths import county, on_day

HALL = county_rule("村文化室借用办法")
COMMITTEE = cite("村民委员会组织法", "2")


def _deposit_differs(situation: Situation) -> bool:
    return situation.form.get("deposit_back", 0) != situation.facts.get("deposit", 0)


DEPOSIT_BACK = Guard(
    key="deposit_back",
    unmet=_deposit_differs,
    why=_("退的押金和收的押金不一样。"),
    instead=_("收了多少就退多少；东西坏了另外说。"),
    citation=HALL,
)

DAY_TO_COME = Guard(
    key="day_to_come",
    unmet=lambda situation: str(situation.form.get("back_on") or "") < situation.today.isoformat(),
    why=_("还的日子已经过去了。"),
    instead=_("请选今天或以后的一天。"),
    citation=HALL,
)

VILLAGE_HALL = Procedure(
    key="village_hall",
    edition=date(2026, 3, 1),
    prefix="VH",
    title=_("借用村文化室"),
    plain=_("借文化室"),
    icon="building-2",
    kinds="",
    desk=Desk(function="station", level="village"),
    basis=(COMMITTEE, HALL),
    facts=(
        Fact(key="what_for", label=_("借来做什么"), type=FactType.LINE),
        Fact(key="back_on", label=_("哪天还"), type=FactType.DAY, personal=False),
        Fact(key="deposit", label=_("押金"), type=FactType.MONEY),
        Fact(key="deposit_back", label=_("退了多少押金"), type=FactType.MONEY),
        Fact(key="why", label=_("为什么"), type=FactType.TEXT),
        Fact(key="broken", label=_("哪里坏了"), type=FactType.TEXT),
    ),
    openings=(
        Opening(
            key="ask_for_hall",
            state="asked",
            title=_("借文化室"),
            done=_("说了要借文化室"),
            fields=(Field("what_for"),),
            by=("anyone",),
            citations=(COMMITTEE,),
        ),
    ),
    states=(
        State(
            key="asked",
            cls=StateClass.OPEN,
            title=_("等答复"),
            villager=_("收下了，等答复"),
            sentence=_("有人要借，还没答复。"),
            waits_for=Party.DESK,
            under="answer",
            tone="due",
        ),
        State(
            key="lent",
            cls=StateClass.WAITING,
            title=_("借出去了"),
            villager=_("钥匙在您这里"),
            sentence=_("钥匙借出去了，等还。"),
            waits_for=Party.REPORTER,
            under="back",
            tone="wait",
        ),
        State(
            key="given_back",
            cls=StateClass.END,
            title=_("还了"),
            villager=_("还好了"),
            sentence=_("钥匙还了，押金退了。"),
            outcome=Outcome.SOLVED,
            handled=True,
        ),
        State(
            key="not_lent",
            cls=StateClass.END,
            title=_("没借成"),
            villager=_("没借成，原因写在下面"),
            sentence=_("没借成，原因写明了。"),
            outcome=Outcome.NOT_SOLVED,
        ),
    ),
    steps=(
        Step(
            key="lend",
            from_=("asked",),
            to="lent",
            by=(Party.DESK,),
            title=_("借给他，交钥匙"),
            done=_("交了钥匙"),
            tells=_("文化室借给您了，%(back_on)s还。"),
            fields=(Field("back_on"), optional("deposit")),
            refuses=(DAY_TO_COME,),
            citations=(HALL,),
            main=True,
            takes=True,
        ),
        Step(
            key="do_not_lend",
            from_=("asked",),
            to="not_lent",
            by=(Party.DESK,),
            title=_("借不了，说明原因"),
            done=_("没借"),
            tells=_("文化室这次借不了：%(why)s"),
            fields=(Field("why"),),
            citations=(HALL,),
        ),
        Step(
            key="lend_longer",
            from_=("lent",),
            to="lent",
            by=(Party.DESK,),
            title=_("再借几天"),
            done=_("换了还的日子"),
            tells=_("文化室可以用到%(back_on)s。"),
            fields=(Field("back_on"),),
            refuses=(DAY_TO_COME,),
            citations=(HALL,),
        ),
        Step(
            key="give_back",
            from_=("lent",),
            to="given_back",
            by=(Party.DESK,),
            title=_("钥匙还了"),
            done=_("还了钥匙，退了押金"),
            tells=_("钥匙收到了，谢谢您。"),
            fields=(optional("deposit_back"),),
            refuses=(DEPOSIT_BACK,),
            citations=(HALL,),
            main=True,
        ),
        Step(
            key="found_broken",
            from_=("given_back",),
            to="lent",
            by=(Party.CALLER,),
            title=_("有东西坏了，接着说"),
            done=_("看出有东西坏了"),
            tells=_("文化室里有东西坏了：%(broken)s。请您来看看。"),
            fields=(Field("broken"), Field("back_on")),
            refuses=(DAY_TO_COME,),
            citations=(HALL,),
        ),
    ),
    terms=(
        Term(
            key="answer",
            title=_("答复"),
            starts=("ask_for_hall",),
            met_by=("lend", "do_not_lend"),
            length=county("service.first_answer"),
            citation=HALL,
            late=ESCALATE,
        ),
        Term(
            key="back",
            title=_("还钥匙"),
            starts=("lend", "lend_longer", "found_broken"),
            met_by=("give_back",),
            length=on_day("back_on"),
            citation=HALL,
            late=ESCALATE,
        ),
    ),
    reopen=Reopen(step="found_broken", within=county("reopen")),
    publication=Publication(published=False, reason=_("谁家借的不用公开，哪天有人用会写在门上。")),
    retention="three years from closing",
    rating_after=("given_back",),
)
