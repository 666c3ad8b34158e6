"""Somebody answers a call for hands, is there, is home. A repeated request gets the first result."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction

from cunli.acts.done import Done
from cunli.cases import services as cases
from cunli.cases.models import Hand, Matter
from cunli.cases.services import Coming, Mark
from cunli.journal import services as journal
from cunli.lib.actors import Actor
from cunli.lib.idempotency import Key
from cunli.lib.refusals import Refusal


def say_coming(*, actor: Actor, matter: Matter, coming: Coming, at: datetime, key: Key | None = None) -> Done:
    """Raises NotCalling, NotYourPost, AlreadyComing."""
    try:
        with transaction.atomic():
            cases.say_coming(actor=actor, matter=matter, coming=coming, at=at, key=key)
    except (Refusal, IntegrityError):
        first = journal.first_result(actor=actor, key=key)
        if first is None:
            raise
        return Done(first, repeated=True)
    return Done(matter.ref)


def mark_hand(*, actor: Actor, matter: Matter, hand: Hand, mark: Mark, at: datetime) -> Done:
    """Said twice it is said once. Raises NotYourPost."""
    changed = cases.mark_hand(actor=actor, matter=matter, hand=hand, mark=mark, at=at)
    return Done(matter.ref, repeated=not changed)
