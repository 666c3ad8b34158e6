"""An objection counts at the notice it is about, from the moment it comes in until it is answered."""

from __future__ import annotations

from datetime import datetime

from cunli.cases.models import Matter
from cunli.lib.actors import Actor
from cunli.lib.terms import day_of
from cunli.notices import selectors as notices
from cunli.notices import services
from cunli.procedures.grammar import Opening, StateClass
from cunli.procedures.values import Values


def count(*, actor: Actor, matter: Matter, opening: Opening, values: Values, at: datetime) -> None:
    """At the notice whose code was typed, while it hangs. What is sealed is not counted: the issuer would see it."""
    notice = notices.by_code(str(values.get(opening.objects_to) or "")) if opening.objects_to else None
    if notice is not None and notice.is_open(day_of(at)) and not matter.is_guarded:
        services.count_objection(actor=actor, notice=notice, ref=matter.ref, at=at)


def settle(*, actor: Actor, matter: Matter, at: datetime) -> None:
    """It was answered, or it came to its end otherwise. No query for procedures that object to nothing."""
    if not any(opening.objects_to for opening in matter.law.openings):
        return
    state = matter.stands
    if state.handled or state.cls is StateClass.END:
        services.answer_objections(actor=actor, ref=matter.ref, at=at)
