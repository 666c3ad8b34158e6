"""The invented county made larger: more villages under the same towns, until so many people live there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime
from itertools import product

from cunli.desk.demo import geography, register
from cunli.desk.demo.bulk_rows import progress
from cunli.desk.demo.geography import TOWNS, VILLAGES, Land, VillageIn
from cunli.desk.demo.invented import Inventor
from cunli.lib.actors import SYSTEM
from cunli.lib.unindexed import unindexed
from cunli.registry.models import Dwelling, Household, Label, Membership, Person, SearchKey
from cunli.registry.services import HouseholdIn, load_register

PEOPLE_A_VILLAGE = 1600
HOUSEHOLDS_A_VILLAGE = 620
"""About as many as hold that many people; the last village is cut where the county is full."""
SHAPES, SIDES, TREES = "庄屯营坪湾坡", "上下东西南北前后大小", "柳榆槐杨桑石沟岭泉杏"
NAMES = [f"{side}{tree}{shape}村" for shape, side, tree in product(SHAPES, SIDES, TREES)]
WRITTEN = (Dwelling, Household, Person, SearchKey, Membership, Label)
MOST = len(NAMES) * PEOPLE_A_VILLAGE


def grow(
    land: Land, inventor: Inventor, *, persons: int, since: date, today: date, made_at: datetime, at: datetime,
    say: Callable[[str], None],
) -> list[VillageIn]:  # fmt: skip
    """Add villages in force from ``since`` and their register, so that about ``persons`` more people are in it."""
    villages = _villages(-(-persons // PEOPLE_A_VILLAGE))
    for village in villages:
        geography.add_village(land, village, since=since, at=made_at)
    tell = progress(persons, "个人", say)
    rows = _until(persons, _rows(villages, land, inventor, today), tell)
    with unindexed(WRITTEN):
        load_register(actor=SYSTEM, households=rows, at=at, reason="演示县长大了")
    return villages


def _villages(count: int) -> list[VillageIn]:
    """Round the towns in turn."""
    taken = {village.name for village in VILLAGES}
    names = [name for name in NAMES if name not in taken][:count]
    return [
        VillageIn(
            key=f"grown{number}",
            name=name,
            town=TOWNS[number % len(TOWNS)].key,
            groups=8,
            grids=4,
            middle=(f"{39.5 + number // 40 * 0.05:.4f}", f"{99.5 + number % 40 * 0.05:.4f}"),
            households=HOUSEHOLDS_A_VILLAGE,
        )
        for number, name in enumerate(names)
    ]


def _rows(villages: list[VillageIn], land: Land, inventor: Inventor, today: date) -> Iterator[HouseholdIn]:
    for village in villages:
        yield from register.rows(village, land, inventor, today=today)


def _until(persons: int, rows: Iterator[HouseholdIn], tell: Callable[[int], None]) -> Iterator[HouseholdIn]:
    """Households until so many people are in them. Whoever takes them writes all taken so far, some hundreds behind."""
    so_far = 0
    for row in rows:
        tell(so_far)
        if so_far >= persons:
            return
        so_far += len(row.members)
        yield row
