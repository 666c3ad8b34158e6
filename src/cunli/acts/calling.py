"""A colleague phones somebody who has no account. A repeated request gets the first result."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction

from cunli.journal import services as journal
from cunli.lib.actors import Actor
from cunli.lib.idempotency import Key
from cunli.lib.refusals import Refusal
from cunli.messages import services as messages


def made_call(*, actor: Actor, message_id: int, reached: bool, said: str, at: datetime, key: Key | None = None) -> bool:
    """Write down a call of the actor's units: told, with what the person said, or nobody answered and still to do.

    True when this was the first such request. Raises Invalid without words, NotYours, Conflict when a colleague was
    first, KeyReused.
    """
    try:
        with transaction.atomic():
            if reached:
                messages.record_phone_call(actor=actor, said=said, at=at, message_id=message_id, key=key)
            else:
                messages.record_no_answer(actor=actor, message_id=message_id, note=said, at=at, key=key)
    except (Refusal, IntegrityError):
        if journal.first_result(actor=actor, key=key) is None:
            raise
        return False
    return True
