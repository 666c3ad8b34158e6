"""Removing what somebody wants removed. No act of its own: the service that calls it is the one that is journalled."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from cunli.lib.actors import Actor
from cunli.registry import privacy
from cunli.registry.kinds import CONSENT_LABELS, NumberField
from cunli.registry.models import ErasureRequest, ImportedFacts, Label, Person
from cunli.registry.services import reach
from cunli.registry.services.people import set_number

_WHY = "the person is within reach"


def begin(*, actor: Actor, person: Person, kinds: Iterable[str], said: str, at: datetime) -> ErasureRequest | None:
    """The request, with what can be removed at once removed; answered where that was all. None for no kinds."""
    wanted, on = [key for key in privacy.KEYS if key in set(kinds)], reach.day_of(at)
    if not wanted:
        return None
    now = [key for key in wanted if key in privacy.AT_ONCE]
    remove(person, now)
    request = ErasureRequest(
        person=person, kinds=wanted, said=said.strip(), asked_on=on, asked_by_id=actor.user_id,
        due_on=on + timedelta(days=privacy.ANSWER_DAYS), erased=now,
    )  # fmt: skip
    if now == wanted:
        request.answered_at, request.answered_by_id = at, actor.user_id
    reach.fits(request)
    request.save(force_insert=True)
    return request


def remove(person: Person, kinds: Iterable[str]) -> None:
    """Numbers are emptied; of health, what the village noted itself and what was imported. A label that the county
    has certified stays: it is another kind."""
    for kind in kinds:
        if kind in NumberField.values:
            set_number(person, kind, "")
            person.save(update_fields=[kind, f"{kind}_blind", f"{kind}_last4"])
        elif kind == "health":
            Label.objects.unscoped(_WHY).filter(person=person, kind__in=CONSENT_LABELS).delete()
            _forget_fact(person, "health")


def _forget_fact(person: Person, field: str) -> None:
    facts = ImportedFacts.objects.unscoped(_WHY).select_for_update().filter(person=person).first()
    if facts is not None and field in facts.values:
        del facts.values[field]
        facts.save(update_fields=["values"])
