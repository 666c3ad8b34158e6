"""The register of every village, loaded in one go."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random

from cunli.desk.demo import homes
from cunli.desk.demo.geography import VILLAGES, Land, VillageIn, grid_of
from cunli.desk.demo.homes import HomePlan, MemberPlan
from cunli.desk.demo.invented import MIAO_SURNAMES, SURNAMES, Inventor
from cunli.desk.demo.labels import VISIT, label_home, label_person
from cunli.desk.demo.named import NAMED_HOMES, VILLAGERS, WITHOUT_PHONE
from cunli.lib.actors import SYSTEM
from cunli.registry.kinds import Ending, LabelKind, Relation, Sex
from cunli.registry.services import HouseholdIn, LabelIn, Loaded, PersonIn, load_register

NORTHERN, MOUNTAIN, PLAIN = "yushugou", "fengxiangzhai", "yangliupu"
MOUNTAIN_HOUSEHOLDS, LIFTED = 259, 157
PLAIN_HOUSEHOLDS = 186
R = Relation
FAMILY = {Relation.HEAD, Relation.CHILD, Relation.GRANDCHILD}
GONE = 6
"""Members of the northern village who died or moved away; they are in the register, not among its residents."""


@dataclass
class _Village:
    """One village while it is being written."""

    village: VillageIn
    land: Land
    inventor: Inventor
    today: date
    accounts: Mapping[str, int]

    @property
    def random(self) -> Random:
        return self.inventor.random


def load(land: Land, inventor: Inventor, accounts: Mapping[str, int], *, today: date, at: datetime) -> Loaded:
    """Every household of every village. The counts of the three large villages are exact.

    ``accounts``: the users of named persons, by name.
    """
    found = [row for village in VILLAGES for row in _rows(_Village(village, land, inventor, today, accounts))]
    return load_register(actor=SYSTEM, households=found, at=at, reason="演示县的户册")


def rows(village: VillageIn, land: Land, inventor: Inventor, *, today: date) -> Iterator[HouseholdIn]:
    """The households of one village that no story names."""
    return _rows(_Village(village, land, inventor, today, {}))


def _rows(one: _Village) -> Iterator[HouseholdIn]:
    plans = _plans(one)
    lifted = _lifted(one, len(plans))
    gone = set(one.random.sample(range(len(plans)), GONE)) if one.village.key == NORTHERN else set()
    for number, plan in enumerate(plans):
        row = _household(one, plan, number)
        if number in lifted:
            row = replace(row, labels=(*row.labels, _lifted_label(one)))
        yield replace(row, members=(*row.members, _gone(one, row))) if number in gone else row


def _plans(one: _Village) -> list[HomePlan]:
    random, key = one.random, one.village.key
    if key == NORTHERN:
        plans = homes.northern(random)
    elif key == MOUNTAIN:
        plans = homes.mountain(random, MOUNTAIN_HOUSEHOLDS)
    else:
        small = one.village.households or random.randint(22, 34)
        plans = homes.mixed(random, PLAIN_HOUSEHOLDS if key == PLAIN else small)
    for named in NAMED_HOMES.get(key, ()):
        _take_the_place_of_one_alike(plans, named)
    return plans


def _take_the_place_of_one_alike(plans: list[HomePlan], named: HomePlan) -> None:
    """A household of the story replaces one of the same shape, so that no count changes."""
    shape = _shape(named)
    free = [index for index, plan in enumerate(plans) if not plan.key]
    place = next((index for index in free if _shape(plans[index]) == shape), free[0])
    plans[place] = named


def _shape(plan: HomePlan) -> list[tuple[Relation, bool]]:
    return [(member.relation, member.age >= 60) for member in plan.members]


def _lifted(one: _Village, households: int) -> set[int]:
    wanted = {MOUNTAIN: LIFTED}.get(one.village.key, households // 12)
    return set(one.random.sample(range(households), wanted))


def _lifted_label(one: _Village) -> LabelIn:
    source = f"禾川县乡村振兴部门 {one.today.year - 1} 年脱贫户名册"
    return LabelIn(LabelKind.LIFTED_OUT_OF_POVERTY, source, date(2020, 11, 20))


def _household(one: _Village, plan: HomePlan, number: int) -> HouseholdIn:
    random, village, land = one.random, one.village, one.land
    group = plan.group or random.randint(1, village.groups)
    since = date(2015, 1, 1) + timedelta(days=random.randint(0, 3000))
    return HouseholdIn(
        area_id=land.areas[f"{village.key}:{group}"].pk,
        household_no=f"{number + 1:04d}",
        since=since,
        members=tuple(_members(one, plan, since)),
        grid_id=land.grids[grid_of(village, group)].pk,
        door_no=f"{number + 1}号",
        address=f"{village.name}{group}组{number + 1}号",
        position=_position(one, group),
        labels=tuple(label_home(random, plan, wooden=village.town == "wuping", today=one.today)),
    )


def _position(one: _Village, group: int) -> tuple[Decimal, Decimal]:
    """Around the middle of the village, each group on its own side; some metres apart."""
    latitude, longitude = one.land.middles[one.village.key]
    east, north = divmod(group - 1, 2)
    return (
        latitude + Decimal(north * 50 + one.random.randint(-20, 20)) / 10000,
        longitude + Decimal(east * 60 + one.random.randint(-25, 25)) / 10000,
    )


def _members(one: _Village, plan: HomePlan, since: date) -> Iterator[PersonIn]:
    surname = _surname(one)
    for index, member in enumerate(plan.members):
        fixed = plan.fixed.get(index, "")
        own = surname if member.relation in FAMILY or (member.relation == R.PARENT and member.male) else _surname(one)
        name = fixed or own + one.inventor.given_name(male=member.male, age=member.age)
        person = _person(one, member, name, since, alone=len(plan.members) == 1)
        yield _as_told(one, person, fixed) if fixed else person


def _person(one: _Village, member: MemberPlan, name: str, since: date, *, alone: bool) -> PersonIn:
    inventor = one.inventor
    born = inventor.born(member.age)
    labels = tuple(label_person(one.random, member, alone=alone, today=one.today))
    phoned = member.age >= 14 and not any(label.kind == LabelKind.NO_PHONE for label in labels)
    return PersonIn(
        name=name,
        relation=member.relation,
        sex=member.sex,
        born_on=born,
        ethnicity=_ethnicity(one),
        id_number=inventor.id_number(born, male=member.male),
        phone=inventor.phone() if phoned else "",
        bank=inventor.bank() if member.age >= 60 else "",
        since=max(since, born),
        labels=labels,
    )


def _as_told(one: _Village, person: PersonIn, name: str) -> PersonIn:
    """Persons of the stories have the account and the phone that the stories say, or none."""
    phone = next((row.phone for row in VILLAGERS if row.name == name), person.phone)
    labels = tuple(label for label in person.labels if label.kind != LabelKind.NO_PHONE)
    if name in WITHOUT_PHONE:
        phone = ""
        labels += (LabelIn(LabelKind.NO_PHONE, VISIT, one.today - timedelta(days=200)),)
    return replace(person, phone=phone, labels=labels, user_id=one.accounts.get(name))


def _gone(one: _Village, row: HouseholdIn) -> PersonIn:
    """Someone who lived in a household until last year."""
    born, male = one.inventor.born(one.random.randint(62, 88)), one.random.random() < 0.5
    until = one.today - timedelta(days=one.random.randint(90, 500))
    died = one.random.random() < 0.5
    return PersonIn(
        name=row.members[0].name[0] + one.inventor.given_name(male=male, age=70),
        relation=Relation.SIBLING,
        sex=Sex.MALE if male else Sex.FEMALE,
        born_on=born,
        id_number=one.inventor.id_number(born, male=male),
        until=until,
        ended_because=Ending.DIED if died else Ending.MOVED_OUT,
        died_on=until if died else None,
    )


def _surname(one: _Village) -> str:
    return one.random.choice(MIAO_SURNAMES if one.village.town == "wuping" else SURNAMES)


def _ethnicity(one: _Village) -> str:
    if one.village.town != "wuping":
        return "汉族"
    return one.random.choices(("苗族", "侗族", "汉族"), weights=(92, 4, 4))[0]
