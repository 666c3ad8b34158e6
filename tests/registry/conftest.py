"""Two villages of one town, a clerk each, and a household with an ordinary, an old and a young member."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest

from cunli.accounts.models import Post, User
from cunli.accounts.roles import Role
from cunli.accounts.selectors import actor_for
from cunli.lib import identity
from cunli.lib.actors import SYSTEM, Actor
from cunli.places.models import Area, Grid, Unit
from cunli.places.services import add_area
from cunli.registry import services
from cunli.registry.kinds import ConsentWay, Relation
from cunli.registry.models import Correction, Household, Person
from cunli.registry.services.people import Numbers

START = date(2020, 1, 1)
TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


def id_number(born: date, serial: int) -> str:
    first = f"150922{born:%Y%m%d}{serial:03d}"
    return first + identity.check_digit(first)


@dataclass
class World:
    county: Area
    town: Area
    village: Area
    group: Area
    other_village: Area
    grid: Grid
    other_grid: Grid
    clerk: Actor
    other_clerk: Actor
    grid_member: Actor
    other_grid_member: Actor
    town_officer: Actor
    supervisor: Actor
    villager: Actor


@pytest.fixture
def world(db: None) -> World:
    def area(level: str, name: str, parent: Area | None) -> Area:
        return add_area(actor=SYSTEM, level=level, name=name, parent=parent, valid_from=START, at=NOW)

    county = area("county", "云岭县", None)
    town = area("town", "柳湾镇", county)
    village, other = area("village", "石桥村民委员会", town), area("village", "上坪村民委员会", town)
    group = area("group", "一组", village)
    grids = [
        Grid.objects.create(village=place, county=county, town=town, name="一网格", code=code, valid_from=START)
        for place, code in ((village, "SQ1"), (other, "SP1"))
    ]

    def unit(place: Area, kind: str) -> Unit:
        return Unit.objects.create(
            kind=kind, function="committee", name=place.name + kind, short_name=place.short_name, area=place,
            county=county, town_id=place.town_id, village_id=place.village_id,
        )  # fmt: skip

    units = {place.pk: unit(place, "villagers_committee") for place in (village, other)}
    units[town.pk], units[county.pk] = unit(town, "town_office"), unit(county, "department")

    def staff(name: str, role: str, place: Area, grid: Grid | None = None, phone: str = "") -> Actor:
        user = User.objects.create(username=name, name=name, phone=phone, created_at=NOW)
        post = Post.objects.create(user=user, role=role, unit=units[place.pk], grid=grid, valid_from=START)
        return actor_for(post, TODAY)

    return World(
        county=county,
        town=town,
        village=village,
        group=group,
        other_village=other,
        grid=grids[0],
        other_grid=grids[1],
        clerk=staff("赵明", Role.VILLAGE_CADRE, village, phone="13900000001"),
        other_clerk=staff("钱芳", Role.VILLAGE_CADRE, other, phone="13900000002"),
        grid_member=staff("孙强", Role.GRID_MEMBER, village, grids[0], phone="13900000003"),
        other_grid_member=staff("李娜", Role.GRID_MEMBER, other, grids[1]),
        town_officer=staff("周平", Role.TOWN_OFFICER, town),
        supervisor=staff("吴刚", Role.COUNTY_SUPERVISOR, county),
        villager=Actor(role=Role.VILLAGER, user_id=User.objects.create(username="v", name="单桂兰", created_at=NOW).pk),
    )


@dataclass
class Home:
    household: Household
    grandmother: Person
    son: Person
    child: Person


def corrected(world: World, person: Person, field: str, value: str) -> Correction:
    """The town asks, the village's clerk checks; what nobody is shown the clerk reads from the paper."""
    asked = services.ask_correction(
        actor=world.town_officer, person_id=person.pk, field=field, value=value, reason="户口本上不一样", at=NOW
    )
    return services.apply_correction(actor=world.clerk, correction_id=asked.pk, again=value, at=NOW)


@pytest.fixture
def home(world: World) -> Home:
    """单桂兰 (85, head), her son, and his ten-year-old daughter."""
    dwelling = services.register_dwelling(
        actor=world.clerk, area_id=world.group.pk, at=NOW, door_no="18", address="石桥村一组18号", grid_id=world.grid.pk
    )
    household = services.register_household(
        actor=world.clerk, area_id=world.group.pk, since=START, at=NOW, dwelling_id=dwelling.pk
    )

    def member(name: str, relation: str, born: date, serial: int, phone: str = "") -> Person:
        return services.add_person(
            actor=world.clerk, household_id=household.pk, name=name, relation=relation, since=START, at=NOW,
            numbers=Numbers(id_number=id_number(born, serial), phone=phone),
        )  # fmt: skip

    return Home(
        household=household,
        grandmother=member("单桂兰", Relation.HEAD, date(1941, 5, 6), 24, "13800001234"),
        son=member("曾小军", Relation.CHILD, date(1975, 2, 3), 31),
        child=member("曾雨桐", Relation.GRANDCHILD, date(2016, 3, 4), 42),
    )


def agreed(world: World, home: Home, *kinds: str) -> None:
    """The son agrees, as his daughter's guardian, to these kinds of data about her."""
    services.give_consent(
        actor=world.clerk, person_id=home.child.pk, given_by_id=home.son.pk, kinds=kinds or ("basics",),
        agreed_to="上学、医保", way=ConsentWay.PAPER, paper="村委会档案柜", given_on=TODAY, at=NOW,
    )  # fmt: skip
