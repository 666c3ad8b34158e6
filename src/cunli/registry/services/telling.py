"""Whoever asked for a correction, and whoever they asked for, hear what became of it."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from cunli.accounts.models import User
from cunli.lib.actors import Actor
from cunli.messages import services as messages
from cunli.messages.addresses import Address
from cunli.messages.models import Kind
from cunli.registry.kinds import CorrectionField, CorrectionState
from cunli.registry.models import Correction, Person
from cunli.registry.selectors.names import home_name, shown_name
from cunli.registry.services.reach import day_of


def tell_asker(actor: Actor, correction: Correction, at: datetime) -> None:
    """In the app where there is an account; who has none is phoned by the decider's unit. Part of the deciding act."""
    to = [Address(name="", user_id=correction.asked_by_id)]
    person = correction.asked_for
    if person is not None and person.user_id != correction.asked_by_id and person.died_on is None:
        to.append(_address(person))
    messages.tell(
        actor=actor,
        to=to,
        text=_words(correction, at),
        ref="",
        at=at,
        kind=Kind.STEP,
        link=reverse("registry:correction", args=[correction.pk]),
    )


def _address(person: Person) -> Address:
    if person.user_id is not None and User.objects.filter(pk=person.user_id, is_active=True).exists():
        return Address(name=person.name, user_id=person.user_id)
    return Address(name=person.name, phone=person.phone, by_call=True)


def _words(correction: Correction, at: datetime) -> str:
    bearer, on = correction.bearer, day_of(at)
    said = {
        "whose": shown_name(bearer, on) if isinstance(bearer, Person) else home_name(bearer, on),
        "what": CorrectionField(correction.field).label,
        "why": correction.why_not,
    }
    if correction.state == CorrectionState.APPLIED:
        return _("%(whose)s的%(what)s，核对过，改好了。") % said
    return _("%(whose)s的%(what)s没有改，因为：%(why)s。不同意的，可以到村里、镇里再说。") % said
