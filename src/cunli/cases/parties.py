"""Who an actor is in one matter. Reads the matter, who joined it or helps with it, and the actor's scope."""

from __future__ import annotations

from cunli.accounts.roles import Capability, Role
from cunli.cases.models import Matter, Voice
from cunli.lib.actors import Actor
from cunli.procedures.grammar import SIDES, Party, Seat, Step


def parties_of(actor: Actor, matter: Matter) -> frozenset[Party]:
    """All parties that ``actor`` is in ``matter``, which must lie within the actor's scope."""
    if actor.role == "system":
        return frozenset({Party.SYSTEM})
    sits = seats_of(actor, matter)
    if sits & SIDES:
        return _of_a_side(actor, matter, sits)
    tests = {
        Party.ANYONE: True,
        Party.REPORTER: _is_reporter(actor, matter),
        Party.DESK: _at_the_desk(actor, matter),
        Party.ASSIGNEE: _has_it(actor, matter),
        Party.HOLDER: _has_it(actor, matter) if matter.unit_id is not None else _keeps_the_desk(actor, matter),
        Party.TOWN: _of_the_town(actor, matter),
        Party.VILLAGE: _of_the_village(actor, matter),
        Party.SIGNER: _of_the_town(actor, matter) and actor.may(Capability.SIGN_PAPER),
        Party.SIDE: _is_reporter(actor, matter),
        Party.MEDIATOR: Seat.MEDIATOR in sits and actor.may(Capability.WORK_MATTER),
        Party.APPROVER: _may_approve(actor, matter),
        Party.CALLER: _may_judge(actor, matter) and not reported_by_who_has_it(matter),
        Party.WITNESS: _may_judge(actor, matter) and reported_by_who_has_it(matter),
    }
    return frozenset(party for party, holds in tests.items() if holds)


def seats_of(actor: Actor, matter: Matter) -> frozenset[Seat]:
    """Where the actor sits, admitted or only named: a side acts in no post of theirs from the first moment. No query
    where the procedure seats nobody."""
    if actor.user_id is None or not matter.law.seats_people or matter.pk is None:
        return frozenset()
    sits = matter.participants.seated().of_user(actor.user_id)
    return frozenset(Seat(seat) for seat in sits.values_list("seat", flat=True))


def _of_a_side(actor: Actor, matter: Matter, sits: frozenset[Seat]) -> frozenset[Party]:
    """Whoever is a side is that alone, whatever post they hold: nobody screens or mediates their own dispute."""
    found = {Party.ANYONE, Party.SIDE}
    if _is_reporter(actor, matter):
        found.add(Party.REPORTER)
    if Seat.RESPONDENT in sits:
        found.add(Party.OTHER_SIDE)
    return frozenset(found)


def person_named(matter: Matter) -> str:
    """Who asked, for the journal: a number of the register or of an account, else whoever the matter itself names."""
    if matter.person_id is not None:
        return f"person:{matter.person_id}"
    return f"user:{matter.reporter_id}" if matter.reporter_id is not None else f"reporter:{matter.ref}"


def spoken_for(actor: Actor, matter: Matter, step: Step) -> str:
    """The person whose own word the step is, when a helper or a colleague on the phone gives it; else ""."""
    own_word = Party.REPORTER in step.by or Party.CALLER in step.by
    holds_the_slip = matter.asker_id is None and actor.scope.matter_id == matter.pk
    is_theirs = holds_the_slip or (actor.user_id is not None and actor.user_id == matter.asker_id)
    return person_named(matter) if own_word and not is_theirs else ""


def reported_by_who_has_it(matter: Matter) -> bool:
    """Whether asking the person who reported it would be asking whoever says that it is done."""
    return matter.asker_id is not None and matter.asker_id in (matter.handled_by_id, matter.officer_id)


def voice_of(actor: Actor, matter: Matter) -> Voice | None:
    """The voice of somebody who only joined: neither asked, nor helps. No query where nobody did."""
    if actor.user_id in (None, matter.asker_id) or not matter.followers or _is_granted(actor, matter):
        return None
    return next((voice for voice in matter.voices.all() if voice.user_id == actor.user_id), None)


def _is_reporter(actor: Actor, matter: Matter) -> bool:
    """The person who asked, their delegate, or whoever holds the slip; never who says that it is done, nor their own
    delegates."""
    if actor.user_id is not None and actor.user_id in (matter.handled_by_id, matter.officer_id):
        return False  # also with the slip in hand
    if reported_by_who_has_it(matter):
        return False
    if actor.scope.matter_id == matter.pk:
        return True
    if actor.user_id is None:
        return False
    return actor.user_id == matter.asker_id or (actor.role == Role.VILLAGER and _is_granted(actor, matter))


def _is_granted(actor: Actor, matter: Matter) -> bool:
    return any(grant.user_id == actor.user_id and grant.until is None for grant in matter.grants.all())


def _at_the_desk(actor: Actor, matter: Matter) -> bool:
    """Staff of the desk's unit; in a village also whoever may screen there, because one cadre often staffs it all."""
    if not actor.may(Capability.WORK_MATTER):
        return False
    if actor.unit_id == matter.desk_unit_id:
        return True
    return (
        actor.may(Capability.SCREEN)
        and matter.village_id in actor.scope.villages
        and matter.desk_unit.village_id == matter.village_id
    )


def _keeps_the_desk(actor: Actor, matter: Matter) -> bool:
    """The same, and in a town whoever may screen there: its offices stand in for one another, and some are empty."""
    beside = actor.may(Capability.SCREEN) and matter.desk_unit.area_id in actor.scope.towns
    return beside or _at_the_desk(actor, matter)


def _has_it(actor: Actor, matter: Matter) -> bool:
    if not actor.may(Capability.WORK_MATTER):
        return False
    return actor.user_id == matter.officer_id or (actor.unit_id is not None and actor.unit_id == matter.unit_id)


def _may_approve(actor: Actor, matter: Matter) -> bool:
    """No query where nobody approves anything: whose unit it lies with is asked last."""
    if not actor.may(Capability.SIGN_PAPER) or not any(Party.APPROVER in step.by for step in matter.law.steps):
        return False
    return actor.unit_id == (matter.unit_id or matter.desk_unit_id) or matter.holder.area_id in actor.scope.towns


def _of_the_town(actor: Actor, matter: Matter) -> bool:
    return actor.role == Role.TOWN_OFFICER and matter.town_id in actor.scope.towns


def _of_the_village(actor: Actor, matter: Matter) -> bool:
    here = matter.village_id in actor.scope.villages or matter.grid_id in actor.scope.grids
    return here and actor.may(Capability.WORK_MATTER)


def _may_judge(actor: Actor, matter: Matter) -> bool:
    """Someone other than who handled it (domain rule: nobody marks their own work)."""
    return actor.may(Capability.CALL_BACK) and actor.user_id not in (None, matter.handled_by_id, matter.officer_id)
