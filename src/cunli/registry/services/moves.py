"""People move in, move out, die. Memberships end; nothing is deleted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from cunli.journal.services import first_result
from cunli.lib.actors import Actor
from cunli.lib.idempotency import Key
from cunli.lib.refusals import Conflict, Invalid
from cunli.registry import rules
from cunli.registry.kinds import Ending, Relation
from cunli.registry.models import Household, Membership, Person
from cunli.registry.services import reach
from cunli.registry.services.naming import write_keys
from cunli.registry.services.people import open_membership, place_in


@transaction.atomic
def move_in(
    *,
    actor: Actor,
    person_id: int,
    household_id: int,
    relation: str,
    since: date,
    at: datetime,
    key: Key | None = None,
) -> Membership:
    """A known person joins a household from ``since`` (resident on that day)."""
    if (known := first_result(actor=actor, key=key)) is not None:
        return Membership.objects.unscoped("the actor's own repeated request").get(pk=int(known))
    household = reach.household(actor, household_id)
    person = reach.person(actor, person_id)
    reach.not_in_future("since", since, at)
    if person.died_on is not None:
        raise Conflict(_("户册上这个人已经去世"), instead=_("如果记错了，先改过来。"))
    membership = open_membership(person, household, relation, since)
    place_in(person, household)
    person.save(update_fields=["county", "town", "village", "grid"])
    write_keys([person])
    reach.note(
        actor=actor,
        verb="move_in",
        subject=f"person:{person.pk}",
        at=at,
        key=key,
        result_ref=str(membership.pk),
        after={"household": household.pk, "relation": relation, "since": since.isoformat()},
        place=household,
    )
    return membership


@transaction.atomic
def move_out(
    *,
    actor: Actor,
    person_id: int,
    on: date,
    at: datetime,
    because: str = Ending.MOVED_OUT,
    reason: str = "",
    key: Key | None = None,
) -> Membership:
    """A person leaves their household; on that day they are resident no more. Raises Conflict if they have none."""
    if (known := first_result(actor=actor, key=key)) is not None:
        return Membership.objects.unscoped("the actor's own repeated request").get(pk=int(known))
    person = reach.person(actor, person_id)
    reach.not_in_future("on", on, at)
    membership = close_membership(person, on, because)
    if membership is None:
        raise Conflict(_("这个人现在不在哪一户里"), instead=_("看看是不是已经办过迁出了。"))
    reach.note(
        actor=actor,
        verb="move_out",
        subject=f"person:{person.pk}",
        at=at,
        key=key,
        result_ref=str(membership.pk),
        after={"on": on.isoformat(), "because": because},
        reason=reason,
        place=person,
    )
    return membership


@transaction.atomic
def record_death(*, actor: Actor, person_id: int, on: date, at: datetime, key: Key | None = None) -> Person:
    """A person died on a day; their membership ends with it. Said a second time it changes nothing."""
    if (known := first_result(actor=actor, key=key)) is not None:
        return Person.objects.unscoped("the actor's own repeated request").get(pk=int(known))
    person = reach.person(actor, person_id)
    reach.not_in_future("on", on, at)
    if person.died_on is not None:
        if person.died_on == on:
            return person
        raise Conflict(_("已经记过这个人去世的日子"), instead=_("日子不对的，写明原因再改。"))
    person.died_on = on
    person.save(update_fields=["died_on"])
    close_membership(person, on, Ending.DIED)
    reach.note(
        actor=actor,
        verb="record_death",
        subject=f"person:{person.pk}",
        at=at,
        key=key,
        result_ref=str(person.pk),
        after={"died_on": on.isoformat()},
        place=person,
    )
    return person


@dataclass(frozen=True, slots=True)
class CameBack:
    """Somebody who had not died. ``membership``: the one that had ended with them; None where they lived nowhere.
    ``was_head``: they were head, and somebody else has become it meanwhile."""

    person: Person
    membership: Membership | None
    was_head: bool


@transaction.atomic
def take_back_death(*, actor: Actor, person_id: int, why: str, at: datetime) -> CameBack:
    """The person has not died: they live where they lived, as head only where nobody became head meanwhile, else with a
    relation that somebody has to say. A household that ended because nobody was left goes on.

    Raises NotYours, Invalid without a reason, Conflict where no death is written down.
    """
    person = reach.person(actor, person_id)
    if not why.strip():
        raise Invalid(_("还缺原因"), fields={"why": _("请写一句怎么知道人还在")})
    if person.died_on is None:
        raise Conflict(_("户册里这个人没有去世"), instead=_("请打开这一户看看。"))
    before, person.died_on = person.died_on.isoformat(), None
    person.save(update_fields=["died_on"])
    membership, was_head = _reopen(person)
    reach.note(
        actor=actor,
        verb="take_back_death",
        subject=f"person:{person.pk}",
        at=at,
        before={"died_on": before},
        after={"died_on": None, "household": membership.household_id if membership else None},
        reason=why.strip()[:500],
        place=person,
    )
    return CameBack(person, membership, was_head)


def _reopen(person: Person) -> tuple[Membership | None, bool]:
    """The membership that ended with their death, or by now another; whether they were head and cannot be now."""
    rows = Membership.objects.unscoped("the person is within reach").select_for_update(of=("self",))
    theirs = rows.filter(person=person).select_related("person", "household")
    if (lives := theirs.filter(valid_until=None).first()) is not None:
        return lives, False
    membership = theirs.filter(ended_because=Ending.DIED).order_by("-valid_until", "-pk").first()
    if membership is None:
        return None, False
    home, heads = membership.household, rows.filter(relation=Relation.HEAD, valid_until=None)
    was_head = membership.relation == Relation.HEAD and heads.filter(household=home).exists()
    if was_head:
        membership.relation = Relation.OTHER
    membership.valid_until, membership.ended_because = None, ""
    membership.save(update_fields=["relation", "valid_until", "ended_because"])
    Household.objects.unscoped("the home of a person within reach").filter(pk=home.pk).update(until=None)
    return membership, was_head


def close_membership(person: Person, on: date, because: str) -> Membership | None:
    """Of a person within reach; None where they live nowhere."""
    rows = Membership.objects.unscoped("the person is within reach").select_for_update()
    membership = rows.filter(person=person, valid_until=None).first()
    if membership is not None:
        membership.valid_until = rules.end_day(membership.valid_from, on)
        membership.ended_because = because
        membership.save(update_fields=["valid_until", "ended_because"])
    return membership
