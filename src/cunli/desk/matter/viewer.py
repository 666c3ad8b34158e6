"""How much of one matter somebody sees. Pure: reads the matter's columns and the actor's scope."""

from __future__ import annotations

from enum import StrEnum

from cunli.accounts.roles import Capability
from cunli.cases.models import Matter
from cunli.lib.actors import Actor


class Viewer(StrEnum):
    """PERSON asked for it (or helps, or holds the slip); ASKED is a unit that got a letter; STAFF works on it."""

    PERSON = "person"
    ASKED = "asked"
    STAFF = "staff"


def viewer_of(actor: Actor, matter: Matter) -> Viewer:
    """For a matter within the actor's scope. Staff notes are for those whose place or unit it is."""
    if not actor.may(Capability.WORK_MATTER):
        return Viewer.PERSON
    if _is_theirs(actor, matter):
        return Viewer.STAFF
    return Viewer.PERSON if actor.user_id == matter.reporter_id else Viewer.ASKED


def _is_theirs(actor: Actor, matter: Matter) -> bool:
    scope = actor.scope
    return (
        matter.county_id in scope.counties
        or matter.town_id in scope.towns
        or matter.village_id in scope.villages
        or matter.grid_id in scope.grids
        or not scope.units.isdisjoint({matter.unit_id, matter.desk_unit_id} - {None})
        or (actor.user_id is not None and actor.user_id == matter.officer_id)
    )
