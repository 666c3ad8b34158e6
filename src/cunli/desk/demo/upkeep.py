"""The register is kept up: what was said to be wrong in it, and what households work with.

Nothing is drawn here: whoever loads the county meets the same few people.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from functools import partial

from cunli.accounts.selectors import villager_actor
from cunli.desk.demo.stage import Stage, Villager
from cunli.lib.actors import Actor
from cunli.registry import services as registry
from cunli.registry.kinds import HOUSEHOLD_FIELDS, CorrectionField
from cunli.registry.models import Correction

F = CorrectionField


@dataclass(frozen=True, slots=True)
class Figure:
    """What a household has, written down by somebody some days ago."""

    whose: str
    kind: str
    amount: str
    source: str
    by: str
    days_ago: int


FIGURES = (
    Figure("zhou", "contracted_land", "6.5", "土地承包合同", "wangxiumei", 40),
    Figure("zhou", "poultry", "20", "周满仓说的", "wangxiumei", 40),
    Figure("ding", "contracted_land", "8.2", "土地承包合同", "sumingzhe", 33),
    Figure("zhao_couple", "sheep", "6", "赵存粮说的", "zhaoyongnian", 58),
    Figure("zhao_couple", "sheep", "11", "去羊圈数的", "linxiaofeng", 12),
    Figure("long", "forest_land", "31.4", "林权证", "wujinfu", 25),
    Figure("long", "cattle", "2", "龙占山说的", "tianmaolin", 9),
)


@dataclass(frozen=True, slots=True)
class Wrong:
    """What somebody said is wrong. ``by``: a worker's login, "" for the person themself; ``checked_by``: the second
    person, "" while it waits; ``why_not``: where it stayed as it was."""

    whose: str
    field: CorrectionField
    value: str
    reason: str
    days_ago: int
    evidence: str = ""
    by: str = ""
    checked_by: str = ""
    why_not: str = ""


WRONG = (
    Wrong("ding", F.DOOR_NO, "东街17号", "去年换过门牌，户册里还是旧的", 1),
    Wrong("zhou", F.ETHNICITY, "满族", "登记的时候写成汉族了", 2, "户口本", by="zhengxiaoman"),
    Wrong("song", F.ADDRESS, "杨柳铺村3组磨坊东头", "写的地方找不到人，走访时问清了", 21, by="zhengxiaoman",
          checked_by="wangxiumei"),
    Wrong("zhao_couple", F.PHONE, "", "电话卡不用了，别打这个号", 0, by="linxiaofeng"),
    Wrong("wang_son", F.DOOR_NO, "沟东3号", "门牌上是沟东3号", 15, "门牌", checked_by="zhaoyongnian"),
    Wrong("long", F.ETHNICITY, "侗族", "我妈是侗族，想跟她写", 30, checked_by="wujinfu",
          why_not="户口本上写的是苗族，先到派出所改了户口，再来改户册"),
)  # fmt: skip


def tell(stage: Stage) -> None:
    for figure in FIGURES:
        stage.plan(stage.moment(figure.days_ago, "16:40"), "figure", partial(_write_down, stage, figure))
    for wrong in WRONG:
        stage.plan(stage.moment(wrong.days_ago, "08:40"), "correction", partial(_ask, stage, wrong))
        if wrong.checked_by:
            stage.plan(stage.moment(wrong.days_ago, "15:10"), "second person", partial(_check, stage, wrong))


def _write_down(stage: Stage, figure: Figure, now: datetime) -> None:
    registry.record_production(
        actor=stage.actor(figure.by), household_id=stage.named[figure.whose].household.pk, kind=figure.kind,
        amount=Decimal(figure.amount), as_of=stage.today - timedelta(days=figure.days_ago), source=figure.source,
        at=now,
    )  # fmt: skip


def _ask(stage: Stage, wrong: Wrong, now: datetime) -> None:
    who = stage.named[wrong.whose]
    registry.ask_correction(
        actor=stage.actor(wrong.by) if wrong.by else _themself(who), field=wrong.field, value=wrong.value,
        reason=wrong.reason, evidence=wrong.evidence, asked_for_id=who.person.pk if wrong.by else None,
        person_id=_person(who, wrong.field), household_id=_home(who, wrong.field), at=now,
    )  # fmt: skip


def _check(stage: Stage, wrong: Wrong, now: datetime) -> None:
    who, second = stage.named[wrong.whose], stage.actor(wrong.checked_by)
    waiting = Correction.objects.unscoped("the demo checks what it has asked").open().filter(field=wrong.field)
    asked = waiting.get(person=_person(who, wrong.field), household=_home(who, wrong.field))
    if wrong.why_not:
        registry.refuse_correction(actor=second, correction_id=asked.pk, why_not=wrong.why_not, at=now)
    else:
        registry.apply_correction(actor=second, correction_id=asked.pk, at=now)


def _themself(who: Villager) -> Actor:
    if who.person.user is None:
        raise LookupError(f"{who.person} has no account to ask with")
    return villager_actor(who.person.user)


def _person(who: Villager, field: CorrectionField) -> int | None:
    return None if field in HOUSEHOLD_FIELDS else who.person.pk


def _home(who: Villager, field: CorrectionField) -> int | None:
    return who.household.pk if field in HOUSEHOLD_FIELDS else None
