"""Short hands for telling a story: who does what, at which moment of the day of the cast."""

from __future__ import annotations

from datetime import datetime, timedelta

from cunli.acts.done import Done
from cunli.acts.filing import file_matter
from cunli.acts.steps import take_step
from cunli.cases.models import Matter
from cunli.cases.selectors import matter_for
from cunli.cases.services import Place, Reporter
from cunli.lib.idempotency import Key
from cunli.places.models import Area, Grid
from cunli.procedures.catalogue import current
from cunli.procedures.values import Value
from tests.cast import NOW, TODAY, Cast


def minutes(count: int) -> datetime:
    return NOW + timedelta(minutes=count)


def days(count: int) -> datetime:
    return NOW + timedelta(days=count)


def report(
    cast: Cast,
    who: str,
    title: str,
    *,
    procedure: str = "hazard",
    kind: str = "pole",
    opening: str = "",
    area: Area | None = None,
    grid: Grid | None = None,
    at: datetime = NOW,
    key: Key | None = None,
    reporter: Reporter | None = None,
    happened_at: datetime | None = None,
    **values: Value,
) -> Matter:
    """File a matter as a member of the cast, who is also its reporter unless another is named."""
    actor = cast.actor(who)
    law = current(procedure, TODAY)
    assert law is not None
    begun = law.opening(opening) if opening else law.openings[0]
    assert begun is not None
    done = file_matter(
        actor=actor,
        procedure=law,
        opening=begun,
        title=title,
        kind=kind,
        channel="grid",
        place=Place(area=area or cast.village, words="3组，周满仓家屋后", grid_id=grid.pk if grid else None),
        reporter=reporter or Reporter(user_id=actor.user_id, name=actor.name),
        values=values,
        at=at,
        key=key,
        happened_at=happened_at,
    )
    return Matter.objects.unscoped("test").get(ref=done.ref)


def step(
    cast: Cast,
    who: str,
    matter: Matter,
    key: str,
    *,
    at: datetime = NOW,
    again: Key | None = None,
    happened_at: datetime | None = None,
    **values: Value,
) -> Done:
    """Take a step as a member of the cast, reading the matter afresh within their scope."""
    actor = cast.actor(who)
    fresh = matter_for(actor, matter.ref)
    taken = fresh.law.step(key)
    assert taken is not None, key
    return take_step(actor=actor, matter=fresh, step=taken, values=values, at=at, key=again, happened_at=happened_at)


def again(matter: Matter) -> Matter:
    return Matter.objects.unscoped("test").get(pk=matter.pk)
