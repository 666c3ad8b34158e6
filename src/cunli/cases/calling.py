"""Calls for hands: who may read one and answer it, and who is on the way, there, home."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from cunli.cases.models import Hand, Matter
from cunli.cases.services.hands import keeps_call
from cunli.lib.actors import Actor
from cunli.lib.refusals import NotYours
from cunli.procedures.catalogue import EDITIONS
from cunli.registry.selectors import persons_of_user

MOST = 20
CALLING = [(law.key, state) for law in EDITIONS for state in law.hands_in]
WHY = "a call is written for everybody of its village; what it asks is all that is shown"


def call_for(actor: Actor, ref: str) -> Matter:
    """A call within the actor's scope, one of the own village while hands are called, or one that the actor has
    answered and not left. Raises NotYours."""
    found = Matter.objects.select_related("village", "desk_unit", "unit").reached(actor.scope, ref)
    found = found or _of_the_village(actor, ref)
    if found is None or not found.law.hands_in:
        raise NotYours(
            _("没有找到号码 %(ref)s 的叫人") % {"ref": ref},
            why=_("可能已经不叫人了，也可能不是您村里的事。"),
            instead=_("请打电话问问村里。"),
        )
    return found


def calls_near(actor: Actor) -> Sequence[Matter]:
    """Open calls of the villages one lives in, and those one has answered and not left. The newest first."""
    if actor.user_id is None:
        return []
    keys = {key for key, _state in CALLING}
    states = {state for _key, state in CALLING}
    villages = [person.village_id for person in persons_of_user(actor.user_id)]
    open_calls = Matter.objects.unscoped(WHY).filter(is_open=True, is_guarded=False, procedure__in=keys)
    near = open_calls.filter(village_id__in=villages, state__in=states)
    mine = open_calls.filter(hands__in=Hand.objects.still_out().filter(user_id=actor.user_id))
    return list((near | mine).distinct().select_related("village").order_by("-opened_at")[:MOST])


def hands_seen(actor: Actor, matter: Matter) -> Sequence[Hand]:
    """All of them for who keeps the call; for others those of their own unit, or themselves. Nobody once it is over."""
    if not matter.is_open:
        return []
    found = matter.hands.select_related("unit", "user")
    if keeps_call(actor, matter):
        return list(found)
    own = found.filter(user_id=actor.user_id) if actor.user_id is not None else found.none()
    return list(own | found.filter(unit_id=actor.unit_id) if actor.unit_id is not None else own)


def people_coming(matter: Matter) -> int:
    """How many said that they come and are not home, however many stand under one name."""
    return sum(hand.people for hand in matter.hands.still_out())


def _of_the_village(actor: Actor, ref: str) -> Matter | None:
    return next((matter for matter in calls_near(actor) if matter.ref == ref), None)
