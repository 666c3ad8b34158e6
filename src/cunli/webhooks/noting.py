"""An act says what happened. Where nobody listens this costs nothing: whether anybody does is remembered a few
seconds, so a webhook hears from five seconds after it was registered."""

from __future__ import annotations

from datetime import date
from time import monotonic

from cunli.cases.models import Matter, StepTaken
from cunli.lib.terms import day_of
from cunli.procedures.grammar import StateClass
from cunli.webhooks.models import Event, Kind, Webhook

SECONDS = 5
_known: dict[None, tuple[float, bool]] = {}


def note(*, matter: Matter, taken: StepTaken) -> None:
    """Inside the act's transaction."""
    if not _is_listened_to(day_of(taken.received_at)):
        return
    Event.objects.create(
        kind=_kind(matter, taken),
        ref=matter.ref,
        number=taken.number,
        procedure=matter.procedure,
        state=taken.to_state,
        step=taken.key,
        happened_at=taken.happened_at,
        received_at=taken.received_at,
    )


def forget() -> None:
    """Ask again: somebody was registered or removed here."""
    _known.clear()


def _kind(matter: Matter, taken: StepTaken) -> Kind:
    if not taken.from_state:
        return Kind.FILED
    was, now = (matter.law.state(key).cls is StateClass.END for key in (taken.from_state, taken.to_state))
    return Kind.ENDED if now and not was else Kind.STEP


def _is_listened_to(on: date) -> bool:
    if None not in _known or monotonic() - _known[None][0] > SECONDS:
        _known[None] = monotonic(), Webhook.objects.filter(removed_at=None, valid_until__gt=on).exists()
    return _known[None][1]
