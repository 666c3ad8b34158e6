"""The whole demo county, in one transaction: all of it or nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from django.db import transaction
from django.utils import timezone

from cunli.accounts import services as accounts
from cunli.accounts.demo import DemoLogin
from cunli.accounts.models import Post
from cunli.cases.models import Matter
from cunli.desk.demo import (
    benefits,
    calls,
    consents,
    copies,
    desks,
    featured,
    forces,
    geography,
    growth,
    history,
    lives,
    looked,
    mediation,
    monitored,
    notices,
    petitions,
    present,
    promises,
    register,
    rounds,
    routine,
    sketches,
    staff,
    tolerance,
    twice,
    upkeep,
    upward,
    visits,
    whistles,
)
from cunli.desk.demo.geography import VILLAGES, Land
from cunli.desk.demo.invented import Inventor
from cunli.desk.demo.named import NAMED_HOMES, VILLAGERS
from cunli.desk.demo.stage import Stage, residents
from cunli.journal import services as journal
from cunli.lib.actors import SYSTEM
from cunli.places.models import Area
from cunli.registry.models import Household, Person

SEED = 20260301
SET_UP_BEFORE = timedelta(days=300)
LOADED_BEFORE = timedelta(days=75)
GROWN_IDS, GROWN_PHONES = "990102", 10_000
"""Where the numbers of the grown county begin, apart from those of the stories."""
COUNTED = "the demo counts what it made"
Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class LoadedCounty:
    """How much there is now."""

    villages: int
    households: int
    persons: int
    staff: int
    matters: int


def is_empty() -> bool:
    """Whether a county may be loaded: nothing is ever added to one that is there."""
    return not Area.objects.exists()


@dataclass(frozen=True, slots=True)
class Size:
    """How large the county is to be; what the stories have made counts. 0 asks for no more than that."""

    persons: int = 0
    matters: int = 0
    years: int = 10


@transaction.atomic
def load(*, anchor: datetime, seed: int = SEED, size: Size = Size(), say: Say) -> LoadedCounty:
    """Load the county as it stands at ``anchor`` (aware). The same anchor, seed and size give the same county."""
    stage = prepare(anchor=anchor, seed=seed, say=say)
    say("两个月的事（大约半分钟）……")
    stage.run()
    villages = len(VILLAGES) + _grow(stage, size, say)
    done = LoadedCounty(
        villages=villages, households=Household.objects.unscoped(COUNTED).count(),
        persons=Person.objects.unscoped(COUNTED).count(), staff=len(stage.posts),
        matters=Matter.objects.unscoped(COUNTED).count(),
    )  # fmt: skip
    journal.record(
        actor=SYSTEM, verb="demo.load", subject=f"area:{stage.land.areas['county'].pk}", at=anchor,
        after={"seed": seed, "households": done.households, "persons": done.persons, "matters": done.matters},
        county_id=stage.land.areas["county"].pk,
    )  # fmt: skip
    return done


@transaction.atomic
def prepare(*, anchor: datetime, seed: int = SEED, say: Say) -> Stage:
    """Places, posts and register, with every story told but not yet played."""
    today = timezone.localtime(anchor).date()
    since, at = today - SET_UP_BEFORE, anchor - SET_UP_BEFORE
    inventor = Inventor(Random(seed), today)  # noqa: S311 - invented people need no secret
    say("县、乡镇、村、单位……")
    land = geography.build(since=since, at=at)
    say("岗位和账号……")
    posts = staff.employ(land, since=since, at=at)
    forces.enlist(land, since=since, at=at)
    say("户册……")
    _register(land, inventor, today=today, at=anchor - LOADED_BEFORE)
    stage = _stage(land, posts, anchor, inventor.random)
    stories = (
        routine, history, featured, looked, present, desks, upkeep, twice, upward, rounds, mediation, notices,
        petitions, whistles, calls, tolerance, monitored, lives, benefits, promises, visits,
    )  # fmt: skip
    for part in stories:
        part.tell(stage)
    return stage


def _grow(stage: Stage, size: Size, say: Say) -> int:
    """More villages and more matters, as far as they are asked for. Returns how many villages were added."""
    random = stage.random
    persons = size.persons - Person.objects.unscoped(COUNTED).count()
    villages = []
    if persons > 0:
        say(f"再添 {persons} 个人……")
        inventor = Inventor(random, stage.today, id_prefix=GROWN_IDS, phones=GROWN_PHONES)
        villages = growth.grow(
            stage.land, inventor, persons=persons, since=stage.today - SET_UP_BEFORE, today=stage.today,
            made_at=stage.anchor - SET_UP_BEFORE, at=stage.anchor - LOADED_BEFORE, say=say,
        )  # fmt: skip
    matters = size.matters - Matter.objects.unscoped(COUNTED).count()
    if matters > 0:
        say(f"再添 {matters} 件事，分在 {size.years} 年里……")
        copies.copy_matters(count=matters, years=size.years, random=random, today=stage.today, say=say)
    return len(villages)


def _register(land: Land, inventor: Inventor, *, today: date, at: datetime) -> None:
    users = {
        row.name: accounts.create_user(
            actor=SYSTEM, username=f"v-{row.key}-demo", name=row.name, phone=row.phone, at=at
        ).pk
        for row in VILLAGERS
    }
    register.load(land, inventor, users, today=today, at=at)
    sketches.draw(land, at=at)
    villages = [land.areas[village.key] for village in VILLAGES if village.full]
    consents.record(villages, inventor.random, today=today, at=at)


def _stage(land: Land, posts: dict[str, list[Post]], anchor: datetime, random: Random) -> Stage:
    today = timezone.localtime(anchor).date()
    areas = {village.key: land.areas[village.key] for village in VILLAGES}
    living = residents(list(areas.values()), today)
    villagers = {key: living[area.pk] for key, area in areas.items()}
    heads = {plan.key: (plan.fixed[0], key) for key, plans in NAMED_HOMES.items() for plan in plans}
    heads |= {row.key: (row.name, row.village) for row in VILLAGERS}
    named = {
        key: next(who for who in villagers[village] if who.person.name == name)
        for key, (name, village) in heads.items()
    }  # fmt: skip
    return Stage(land, posts, villagers, named, anchor, random)


def logins() -> list[tuple[DemoLogin, str]]:
    """Everybody worth signing in as, each with what to try."""
    villagers = [
        (DemoLogin(role=row.what, name=row.name, login=row.phone, phone=row.phone), row.try_)
        for row in VILLAGERS if row.try_
    ]  # fmt: skip
    return [*staff.staff_logins(), *villagers]
