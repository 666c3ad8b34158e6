"""How much of one matter somebody sees, by its columns, the actor's scope and, where others joined, the voices."""

from __future__ import annotations

from enum import StrEnum

from django.utils.translation import gettext as _

from cunli.accounts.roles import Capability
from cunli.cases.models import Matter
from cunli.cases.parties import parties_of, seats_of, voice_of
from cunli.cases.selectors import matter_for
from cunli.lib.actors import Actor
from cunli.lib.refusals import NotYourPost
from cunli.procedures.grammar import SIDES, Party, Seat


class Viewer(StrEnum):
    """PERSON asked for it (or helps, or holds the slip); VOICE has the same trouble and sees how it stands, never who
    told us; ASKED is a unit that got a letter; STAFF works on it."""

    PERSON = "person"
    VOICE = "voice"
    ASKED = "asked"
    STAFF = "staff"


def viewer_of(actor: Actor, matter: Matter) -> Viewer:
    """For a matter within the actor's scope. Staff notes are for those whose place or unit it is."""
    sits = seats_of(actor, matter)
    if sits & SIDES:
        return Viewer.PERSON
    if Seat.MEDIATOR in sits:
        return Viewer.STAFF
    if not actor.may(Capability.WORK_MATTER):
        return Viewer.VOICE if voice_of(actor, matter) else Viewer.PERSON
    if _is_theirs(actor, matter):
        return Viewer.STAFF
    return Viewer.PERSON if actor.user_id == matter.asker_id or Seat.HELPER in sits else Viewer.ASKED


def only_takes_part(actor: Actor, matter: Matter) -> bool:
    """The other side, or a helper: reads it, but is not who asked, and so gets no code that opens it as them."""
    takes_part = seats_of(actor, matter) - {Seat.APPLICANT, Seat.MEDIATOR}
    return bool(takes_part) and Party.REPORTER not in parties_of(actor, matter)


def may_have_slip(actor: Actor, matter: Matter, viewer: Viewer) -> bool:
    """Its code opens the matter as the person who asked: none for units that were asked, voices, the other side; and
    none of what is kept for a few."""
    is_open_to = viewer in (Viewer.PERSON, Viewer.STAFF) and not matter.law.closed
    return is_open_to and not only_takes_part(actor, matter)


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


def matter_to_act_in(actor: Actor, ref: str) -> Matter:
    """The matter within the actor's scope, for a form or an act. Raises NotYours; NotYourPost for a voice, so that no
    form shows who else told us."""
    matter = matter_for(actor, ref)
    if viewer_of(actor, matter) is Viewer.VOICE:
        raise NotYourPost(
            _("这件事是别人先报的"),
            why=_("好没好、怎么评，由先报的人说。"),
            instead=_("您那里还不好，打电话说一声，或者另报一件。"),
        )
    return matter
