"""The named cast: who plays in the tests, built with a handful of inserts.

Two villages in one town, a third in a second town, one county. A clerk (village cadre) in each village; officers of
the town; a grid member; the outside companies' contacts; the county; three administrators; villagers ordinary,
awkward (over 80, alone, no phone) and adversarial. ``cast.actor("wang_clerk")`` acts in that person's post; persons
of the register are added by ``tests.registry``.

Shitou (石头村) is the village most tests play in; Qiaotou (桥头村) is the other village of its town, whose clerk must
get nothing; Shanwai (山外村) lies in the second town.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cached_property

import pytest
from django.db.models import F
from django.test import Client

from cunli.accounts.models import Post, User
from cunli.accounts.roles import Role, needs_totp
from cunli.accounts.second_factor import SHOWN
from cunli.accounts.selectors import actor_for, villager_actor
from cunli.lib.actors import SYSTEM, Actor
from cunli.lib.crypto import blind_index
from cunli.lib.identity import normalise_phone
from cunli.places.kinds import CodeSystem, Level, UnitFunction, UnitKind
from cunli.places.models import Area, AreaCode, Grid, Unit

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
"""Monday 23 November 2026, 10:00 in China."""
TODAY = date(2026, 11, 23)
BEGAN = date(2026, 1, 1)
PASSWORD = "lantern-43-river"


@dataclass(frozen=True, slots=True)
class Member:
    """One row of the cast list: who, in which role, at which unit."""

    key: str
    name: str
    role: str | None
    unit: str = ""
    phone: str = ""
    title: str = ""
    grid: str = ""


UNITS: tuple[tuple[str, str, str, str, str, str, str], ...] = (
    # key, area, kind, function, name, short name, document mark
    ("shitou", "shitou", "villagers_committee", "committee", "石头村村民委员会", "石头村村委会", "石村"),
    ("shitou_station", "shitou", "service_station", "station", "石头村便民服务站", "石头村服务站", ""),
    ("shitou_mediation", "shitou", "mediation_centre", "mediation", "石头村矛盾调解中心", "石头村调解中心", ""),
    ("shitou_errands", "shitou", "errand_team", "errands", "石头村跑腿服务队", "石头村跑腿队", ""),
    ("qiaotou", "qiaotou", "villagers_committee", "committee", "桥头村村民委员会", "桥头村村委会", ""),
    ("shanwai", "shanwai", "villagers_committee", "committee", "山外村村民委员会", "山外村村委会", ""),
    ("peace", "liuwan", "town_office", "peace", "柳湾镇平安建设办公室", "柳湾镇平安办", "柳政平"),
    ("civil", "liuwan", "town_office", "civil_affairs", "柳湾镇民政办公室", "柳湾镇民政办", "柳政民"),
    ("housing", "liuwan", "town_office", "housing", "柳湾镇村镇建设办公室", "柳湾镇村建办", ""),
    ("town_general", "liuwan", "town_office", "general", "柳湾镇党政综合办公室", "柳湾镇党政办", ""),
    ("town_window", "liuwan", "service_station", "station", "柳湾镇便民服务中心", "柳湾镇便民中心", ""),
    ("peace_far", "gaopo", "town_office", "peace", "高坡镇平安建设办公室", "高坡镇平安办", "高政平"),
    ("water", "county", "department", "water", "青河县水利局", "县水利局", "青水"),
    ("roads", "county", "department", "roads", "青河县交通运输局", "县交通局", "青交"),
    ("office", "county", "department", "general", "青河县人民政府办公室", "县政府办", "青政办"),
    ("dianxin", "county", "outside_company", "telecom", "青河远信通信公司", "远信公司", ""),
    ("liantong", "county", "outside_company", "telecom", "青河联程通信公司", "联程公司", ""),
)

PEOPLE: tuple[Member, ...] = (
    Member("wang_clerk", "王秀梅", Role.VILLAGE_CADRE, "shitou", "13800000001"),
    Member("li_clerk", "李建国", Role.VILLAGE_CADRE, "qiaotou", "13800000002"),
    Member("zhao_clerk", "赵石生", Role.VILLAGE_CADRE, "shanwai", "13800000003"),
    Member("secretary", "何雨晴", Role.FIRST_SECRETARY, "shitou", "13800000004", "石头村第一书记"),
    Member("leader", "孙二旺", Role.GROUP_LEADER, "shitou", "13800000005"),
    Member("grid_member", "郑小满", Role.GRID_MEMBER, "shitou", "13800000006", grid="shitou_1"),
    Member("window", "周桂芳", Role.STATION_WINDOW, "shitou_station", "13800000007"),
    Member("peace_officer", "刘志远", Role.TOWN_OFFICER, "peace", "13800000008"),
    Member("peace_chief", "陈国栋", Role.TOWN_OFFICER, "peace", "13800000009", "柳湾镇平安办主任"),
    Member("civil_officer", "吴静", Role.TOWN_OFFICER, "civil", "13800000010"),
    Member("far_officer", "冯远", Role.TOWN_OFFICER, "peace_far", "13800000011"),
    Member("water_officer", "江涛", Role.DEPARTMENT_OFFICER, "water", "13800000012"),
    Member("dianxin_contact", "杨信", Role.OUTSIDE_CONTACT, "dianxin", "13800000013"),
    Member("liantong_contact", "马联", Role.OUTSIDE_CONTACT, "liantong", "13800000014"),
    Member("supervisor", "郭督", Role.COUNTY_SUPERVISOR, "office", "13800000015"),
    Member("system_admin", "钱系", Role.SYSTEM_ADMIN, "office", "13800000016"),
    Member("security_admin", "安全", Role.SECURITY_ADMIN, "office", "13800000017"),
    Member("audit_admin", "申记", Role.AUDIT_ADMIN, "office", "13800000018"),
    Member("villager", "张有田", None, "", "13900000001"),
    Member("other_villager", "胡大成", None, "", "13900000002"),
    Member("awkward", "田奶奶", None, "", ""),
    Member("adversary", "'; DROP--<b>坏</b>", None, "", "13900000003"),
)


@dataclass
class Cast:
    """Areas, grids, units, users and posts by their key in the lists above."""

    areas: dict[str, Area] = field(default_factory=dict)
    grids: dict[str, Grid] = field(default_factory=dict)
    units: dict[str, Unit] = field(default_factory=dict)
    users: dict[str, User] = field(default_factory=dict)
    posts: dict[str, Post] = field(default_factory=dict)
    now: datetime = NOW
    today: date = TODAY
    password: str = PASSWORD

    @cached_property
    def county(self) -> Area:
        return self.areas["county"]

    @cached_property
    def town(self) -> Area:
        return self.areas["liuwan"]

    @cached_property
    def village(self) -> Area:
        return self.areas["shitou"]

    @cached_property
    def other_village(self) -> Area:
        return self.areas["qiaotou"]

    def actor(self, key: str) -> Actor:
        """The person acting in their post; as a villager when they have none; ``system`` is the system."""
        if key == "system":
            return SYSTEM
        post = self.posts.get(key)
        return actor_for(post, self.today) if post else villager_actor(self.users[key])

    def client(self, key: str | None) -> Client:
        """A browser in which the person is signed in, the second factor shown where the post needs one."""
        client = Client()
        if key is None:
            return client
        client.force_login(self.users[key])
        post = self.posts.get(key)
        if post is not None and needs_totp(post.role):
            session = client.session
            session[SHOWN] = True
            session.save()
        return client

    def keys(self) -> Iterable[str]:
        return self.users.keys()


def make_cast() -> Cast:
    """Build everything; about fifteen statements."""
    cast = Cast()
    _add_areas(cast)
    _add_units(cast)
    _add_people(cast)
    return cast


def _add_areas(cast: Cast) -> None:
    tree = (
        ("county", None, Level.COUNTY, "青河县", "青河县", "150999"),
        ("liuwan", "county", Level.TOWN, "柳湾镇", "柳湾镇", "150999101"),
        ("gaopo", "county", Level.TOWN, "高坡镇", "高坡镇", "150999102"),
        ("shitou", "liuwan", Level.VILLAGE, "石头村村民委员会", "石头村", "150999101201"),
        ("qiaotou", "liuwan", Level.VILLAGE, "桥头村村民委员会", "桥头村", "150999101202"),
        ("shanwai", "gaopo", Level.VILLAGE, "山外村村民委员会", "山外村", "150999102201"),
    )
    for key, parent_key, level, name, short, _code in tree:
        parent = cast.areas.get(parent_key or "")
        area = Area(level=level, name=name, short_name=short, parent=parent, valid_from=BEGAN)
        if parent is not None:
            area.county_id, area.town_id = parent.county_id, parent.town_id
        area.save()
        setattr(area, f"{level.value}_id", area.pk)
        cast.areas[key] = area
    for level in (Level.COUNTY, Level.TOWN, Level.VILLAGE):  # its own column: those above it were known before
        Area.objects.filter(level=level).update(**{level.value: F("id")})
    AreaCode.objects.bulk_create(
        AreaCode(
            area=cast.areas[key],
            system=CodeSystem.STATISTICS,
            code=code,
            valid_from=BEGAN,
            source="tests",
            as_of=BEGAN,
        )
        for key, _parent, _level, _name, _short, code in tree
    )
    cast.grids["shitou_1"] = _grid(cast.areas["shitou"], "石头村第一网格", "150999101201001")
    cast.grids["shitou_2"] = _grid(cast.areas["shitou"], "石头村第二网格", "150999101201002")
    cast.grids["qiaotou_1"] = _grid(cast.areas["qiaotou"], "桥头村第一网格", "150999101202001")
    Grid.objects.bulk_create(cast.grids.values())


def _grid(village: Area, name: str, code: str) -> Grid:
    return Grid(
        village=village, county_id=village.county_id, town_id=village.town_id, name=name, code=code, valid_from=BEGAN
    )


def _add_units(cast: Cast) -> None:
    for key, area_key, kind, function, name, short, mark in UNITS:
        area = cast.areas[area_key]
        cast.units[key] = Unit(
            kind=UnitKind(kind),
            function=UnitFunction(function),
            name=name,
            short_name=short,
            area=area,
            county_id=area.county_id,
            town_id=area.town_id,
            village_id=area.village_id,
            phone="0474-7900000",
            doc_mark=mark,
            address="青河县",
        )
    Unit.objects.bulk_create(cast.units.values())


def _add_people(cast: Cast) -> None:
    sample = User()
    sample.set_password(PASSWORD)
    for member in PEOPLE:
        number = normalise_phone(member.phone) if member.phone else ""
        cast.users[member.key] = User(
            username=member.key,
            name=member.name,
            phone=number,
            phone_index=blind_index("phone", number),
            password=sample.password,
            created_at=NOW,
        )
    User.objects.bulk_create(cast.users.values())
    for member in PEOPLE:
        if member.role is not None:
            cast.posts[member.key] = Post(
                user=cast.users[member.key],
                role=member.role,
                unit=cast.units[member.unit],
                grid=cast.grids.get(member.grid),
                title=member.title,
                valid_from=BEGAN,
            )
    Post.objects.bulk_create(cast.posts.values())


@pytest.fixture
def cast(db: None) -> Cast:
    """The cast, built for this test and rolled back after it."""
    return make_cast()
