"""Who belongs to the grids of the invented county: police, a judge, mediators, a lawyer."""

from __future__ import annotations

from datetime import date, datetime

from cunli.desk.demo.geography import Land
from cunli.desk.demo.invented import PHONE_PREFIX
from cunli.lib.actors import SYSTEM
from cunli.roster import services as roster
from cunli.roster.kinds import Force

TOWN, VILLAGE = "liuwan", "yangliupu"
PHONES = 91_000_000
POLICE, COURT = "柳湾镇派出所", "县法院柳湾法庭"
TOWNS = (
    (Force.JUDGE, "方致和", "驻镇法官", COURT),
    (Force.JUSTICE, "白晓梅", "", "柳湾镇司法所"),
)
VILLAGES = (
    (Force.POLICE, "高志勇", "驻村民警", POLICE, ("1", "2")),
    (Force.AUXILIARY, "丁小军", "驻村辅警", POLICE, ("2",)),
    (Force.LAWYER, "林慧", "村法律顾问", "禾川县众信律师事务所", ()),
    (Force.MEDIATOR, "贾老栓", "", "杨柳铺村调委会", ()),
)


def enlist(land: Land, *, since: date, at: datetime) -> None:
    """For the whole of one town, and for one village and its grids."""
    town, village = land.areas[TOWN], land.areas[VILLAGE]
    rows = [(*row, None, ()) for row in TOWNS] + [(*row[:4], village, row[4]) for row in VILLAGES]
    for number, (force, name, title, unit, where, grids) in enumerate(rows):
        roster.add_entry(
            actor=SYSTEM, force=force, name=name, title=title, unit_words=unit, town=town, village=where,
            grids=[land.grids[f"{VILLAGE}:{grid}"] for grid in grids], phone=f"{PHONE_PREFIX}{PHONES + number}",
            valid_from=since, at=at,
        )  # fmt: skip
