"""Findings about invented people and households, each with the paper it would stand in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from cunli.desk.demo.homes import HomePlan, MemberPlan
from cunli.registry.kinds import LabelKind, Relation
from cunli.registry.services import LabelIn

VISIT = "村干部走访记录"
L = LabelKind


def label_home(random: Random, plan: HomePlan, *, wooden: bool, today: date) -> Iterator[LabelIn]:
    """Wooden houses in the mountains; 低保 and monitored households here and there."""
    if wooden and random.random() < 0.72:
        yield _label(random, L.WOODEN_HOUSE, "木房排查登记表", today)
    if random.random() < 0.05:
        yield _label(random, L.DIBAO, f"禾川县民政局 {today.year} 年低保审核确认", today)
    elif random.random() < 0.02 or plan.key == "zhao_couple":
        yield _label(random, L.MONITORED, f"禾川县防返贫监测认定〔{today.year}〕", today)


def label_person(random: Random, member: MemberPlan, *, alone: bool, today: date) -> Iterator[LabelIn]:
    if alone and member.age >= 80:
        yield _label(random, L.ALONE_OVER_80, VISIT, today)
        if random.random() < 0.4:
            yield _label(random, L.NO_PHONE, VISIT, today)
    elif alone and member.age >= 60:
        yield _label(random, L.ALONE_ELDER, VISIT, today)
    if member.age >= 75 and random.random() < 0.2:
        yield _label(random, L.CANNOT_WALK_FAR, VISIT, today)
    if random.random() < 0.035 and member.age >= 20:
        yield _label(random, L.DISABLED, "残疾人证", today)
    if member.relation == Relation.GRANDCHILD and member.age < 16:
        yield _label(random, L.LEFT_BEHIND_CHILD, "学校和村里共同排查", today)
    if 25 <= member.age <= 80 and random.random() < 0.06:
        yield _label(random, L.PARTY_MEMBER, "村党支部名册", today)
    if 30 <= member.age <= 75 and random.random() < 0.04:
        yield _label(random, L.VILLAGERS_REPRESENTATIVE, "村民代表推选结果", today)


def _label(random: Random, kind: LabelKind, source: str, today: date) -> LabelIn:
    return LabelIn(kind, source, today - timedelta(days=random.randint(120, 900)))
