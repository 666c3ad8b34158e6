"""Read what is due."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from cunli.accounts.roles import Capability
from cunli.accounts.selectors import serving
from cunli.dues.models import Due
from cunli.exclusions.hiding import hidden_from_some, hidden_refs, own_hidden_refs
from cunli.lib.actors import Actor
from cunli.lib.terms import day_of

CAP = 100
NEAREST = "ORDER BY due_at, id LIMIT %s"
WHOSE = "only what is the actor's own, or lies at units that the actor looks after"


def due_for(
    actor: Actor, *, limit: int = 50, since: datetime | None = None, until: datetime | None = None
) -> list[Due]:
    """The nearest ``limit`` dues that are the actor's own, or that wait at the units they serve at or stand in for.

    ``since`` and, up to and with, ``until`` when given. Each kind is an index scan in order of the day, because one OR
    over them cannot be read in that order.
    """
    kinds = _whose(actor, since, until)
    each = [f"SELECT * FROM (SELECT * FROM dues_due WHERE {kind.sql} {NEAREST}) AS found" for kind in kinds]  # noqa: S608
    values = [value for kind in kinds for value in (*kind.values, limit)]
    sql = f"{' UNION ALL '.join(each)} {NEAREST}"
    return list(Due.objects.unscoped(WHOSE).raw(sql, [*values, limit])) if kinds else []


def count_until(actor: Actor, until: datetime, *, since: datetime | None = None) -> int:
    """How many of the same fall up to ``until``; counted up to 100, because a page only says "100+"."""
    kinds = _whose(actor, since, until)
    if not kinds:
        return 0
    each = " UNION ALL ".join(f"SELECT 1 FROM dues_due WHERE {kind.sql}" for kind in kinds)  # noqa: S608 - ours
    values = [value for kind in kinds for value in kind.values]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT COUNT(*) FROM ({each} LIMIT {CAP}) AS found", values)  # noqa: S608 - ours
        return int(cursor.fetchone()[0])


def count_at_unit(unit_id: int, *, now: datetime, until: datetime) -> tuple[int, int]:
    """What waits at this unit, whoever took it: how many are late, how many fall from ``now`` up to ``until``.

    Numbers only, so not scoped: the unit is told its own, less what is hidden from somebody who hears it there.
    """
    hearing = serving(unit_id, day_of(now)).values("user_id")
    hidden = hidden_from_some(user_ids=hearing, unit_id=unit_id)
    dues = Due.objects.unscoped("a unit is told how many of its own").filter(unit_id=unit_id).exclude(ref__in=hidden)
    return dues.filter(due_at__lt=now).count(), dues.filter(due_at__gte=now, due_at__lte=until).count()


@dataclass(frozen=True, slots=True)
class _Kind:
    """One condition on ``dues_due``, with what stands in its ``%s``."""

    sql: str
    values: Sequence[Any]


def _whose(actor: Actor, since: datetime | None, until: datetime | None) -> list[_Kind]:
    """The actor's own; what at their units nobody has taken, or somebody who has left; what waits at units without
    anybody, if it is theirs to screen. Never the same row twice.

    Written out, as ``hidden_refs`` is: every page counts them, and composing it costs more than the counting.
    """
    scope, me = actor.scope, actor.user_id or 0
    own, hidden, units = own_hidden_refs(me), hidden_refs(scope), sorted(scope.units)
    theirs = f"(not_user_id IS NULL OR not_user_id <> %s) AND ref NOT IN ({hidden.sql})"
    found = []
    if me:
        mine = f"user_id = %s AND (not_user_id IS NULL OR not_user_id <> %s) AND ref NOT IN ({own.sql})"
        found.append(_Kind(mine, [me, me, *own.params]))
    if units:
        free = f"{theirs} AND (user_id IS NULL OR (is_left AND user_id <> %s)) AND unit_id IN ({_marks(units)})"
        found.append(_Kind(free, [me, *hidden.params, me, *units]))
    areas = sorted(scope.villages | scope.towns) if scope.allows(Capability.SCREEN) else []
    if areas:
        untaken = f"{theirs} AND (user_id IS NULL OR user_id <> %s) AND left_to_area_id IN ({_marks(areas)})"
        elsewhere = f" AND (unit_id IS NULL OR unit_id NOT IN ({_marks(units)}))" if units else ""
        found.append(_Kind(untaken + elsewhere, [me, *hidden.params, me, *areas, *units]))
    return [_between(kind, since, until) for kind in found]


def _between(kind: _Kind, since: datetime | None, until: datetime | None) -> _Kind:
    as_kept = connection.ops.adapt_datetimefield_value
    days = [(sign, as_kept(day)) for sign, day in ((">=", since), ("<=", until)) if day]
    return _Kind(
        kind.sql + "".join(f" AND due_at {sign} %s" for sign, _day in days),
        [*kind.values, *(day for _sign, day in days)],
    )


def _marks(values: Sequence[Any]) -> str:
    return ", ".join(["%s"] * len(values))
