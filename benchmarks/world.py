"""A small county for the first part: the cast of the tests, a thousand matters, one session per client."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.db import connection
from django.utils import timezone
from tests.cast import Cast, make_cast

from benchmarks.models import Note
from benchmarks.promises import scaled
from cunli.acts.filing import file_matter
from cunli.acts.steps import take_step
from cunli.cases.models import Matter
from cunli.cases.services import Place, Reporter
from cunli.lib.actors import Actor
from cunli.places.models import Area
from cunli.procedures.catalogue import current
from cunli.registry import services as registry
from cunli.registry.kinds import Relation

BACKGROUND, LEAST = 1000, 100
"""Matters; at least so many fill the inbox however small the scale."""
ROWS = 50


@dataclass(frozen=True)
class World:
    """Who signs in, and which pages are read. ``sessions`` maps a cast member to the cookie of one client."""

    sessions: dict[str, list[str]]
    unit: int
    ref: str
    household: int


def build(clients: int) -> World:
    """Write the world into the empty, migrated database."""
    with connection.schema_editor() as editor:
        editor.create_model(Note)
    cast = make_cast()
    member, officer = cast.actor("grid_member"), cast.actor("peace_officer")
    household = _household(cast)
    refs = dispatched_matters(member, officer, cast.village, max(LEAST, scaled(BACKGROUND)))
    now = timezone.now()
    Note.objects.bulk_create(
        Note(title=f"第 {n} 件", place="3组", state="reported", due_at=now, user_id=user)
        for user in (member.user_id, officer.user_id)
        for n in range(ROWS)
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    sessions = {who: [_session(cast, who) for _ in range(clients)] for who in ("grid_member", "peace_officer")}
    assert officer.unit_id is not None
    return World(sessions=sessions, unit=officer.unit_id, ref=refs[-1], household=household)


def dispatched_matters(
    member: Actor, officer: Actor, village: Area, count: int, *, kind: str = "pole", to: int | None = None
) -> list[str]:
    """The references of open matters of the last minutes that wait for the unit ``to``, or the officer's own; every
    fourth of ``count`` has not been looked at yet, and is not among them."""
    law = current("hazard", timezone.localdate())
    assert law is not None
    screen = law.step("screen")
    assert screen is not None
    refs = []
    for number in range(count):
        at = timezone.now() - timedelta(minutes=count - number)
        done = file_matter(
            actor=member,
            procedure=law,
            opening=law.openings[0],
            title=f"第 {number} 根杆子歪了，一刮风就晃",
            kind=kind,
            channel="grid",
            place=Place(area=village, words="3组，周满仓家屋后"),
            reporter=Reporter(user_id=member.user_id, name=member.name),
            values={},
            at=at,
        )
        if number % 4:
            matter = Matter.objects.unscoped("the benchmark's own").get(ref=done.ref)
            values = {"level": "L3", "assignee": to or officer.unit_id}
            take_step(actor=officer, matter=matter, step=screen, values=values, at=at)
            refs.append(done.ref)
    return refs


def _household(cast: Cast) -> int:
    now, actor = timezone.now(), cast.actor("wang_clerk")
    household = registry.register_household(
        actor=actor, area_id=cast.village.pk, since=timezone.localdate() - timedelta(days=900), at=now
    )
    for number in range(5):
        registry.add_person(
            actor=actor,
            household_id=household.pk,
            name=f"张有{'田山河林木'[number]}",
            relation=Relation.HEAD if number == 0 else Relation.OTHER,
            since=timezone.localdate() - timedelta(days=900),
            at=now,
        )
    return household.pk


def _session(cast: Cast, who: str) -> str:
    """A session of its own per client, as signing in leaves it."""
    return cast.client(who).cookies["sessionid"].value
