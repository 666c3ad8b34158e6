"""An asked unit answers, or the town writes down what it answered."""

from __future__ import annotations

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from cunli.acts.done import Done
from cunli.cases import services as cases
from cunli.cases.models import Answer, Ask
from cunli.files import services as files
from cunli.files.cleaning import Upload, clean_document
from cunli.journal import services as journal
from cunli.lib.actors import Actor
from cunli.lib.idempotency import Key
from cunli.lib.refusals import Refusal
from cunli.messages import services as messages
from cunli.messages.addresses import Address
from cunli.messages.models import Kind


def answer_ask(
    *,
    actor: Actor,
    ask: Ask,
    answer: Answer,
    said: str,
    answered_by: str,
    at: datetime,
    document: Upload | None = None,
    goes_on: str = "",
    key: Key | None = None,
) -> Done:
    """Record the answer of a unit, with the reply it sent, and tell whoever asked. A repeated request gets the first
    result. Raises FileRefused, before anything is written."""
    cleaned = clean_document(document)
    try:
        with transaction.atomic():
            kept = [files.keep_cleaned(actor=actor, cleaned=one, at=at) for one in cleaned]
            cases.answer_ask(
                actor=actor,
                ask=ask,
                answer=answer,
                said=said,
                answered_by=answered_by,
                at=at,
                file=kept[0] if kept else None,
                goes_on=goes_on,
                key=key,
            )
            _tell_the_asker(actor, ask, said, at=at)
    except (Refusal, IntegrityError):
        first = journal.first_result(actor=actor, key=key)
        if first is None:
            raise
        return Done(first, repeated=True)
    return Done(ask.matter.ref)


def arrive_ask(*, actor: Actor, ask: Ask, said: str, answered_by: str, at: datetime, key: Key | None = None) -> Done:
    """A unit that was asked to come is there; whoever asked hears it. A repeated request gets the first result."""
    try:
        with transaction.atomic():
            cases.arrive_ask(actor=actor, ask=ask, said=said, answered_by=answered_by, at=at, key=key)
            _tell_the_asker(actor, ask, said or _("到了"), at=at)
    except (Refusal, IntegrityError):
        first = journal.first_result(actor=actor, key=key)
        if first is None:
            raise
        return Done(first, repeated=True)
    return Done(ask.matter.ref)


def put_off_ask(
    *, actor: Actor, ask: Ask, said: str, answered_by: str, again_on: date, at: datetime, key: Key | None = None
) -> Done:
    """A unit cannot answer yet, and says why and when it will. A repeated request gets the first result."""
    try:
        with transaction.atomic():
            cases.put_off_ask(
                actor=actor, ask=ask, said=said, answered_by=answered_by, again_on=again_on, at=at, key=key
            )
            _tell_the_asker(actor, ask, said, at=at)
    except (Refusal, IntegrityError):
        first = journal.first_result(actor=actor, key=key)
        if first is None:
            raise
        return Done(first, repeated=True)
    return Done(ask.matter.ref)


def _tell_the_asker(actor: Actor, ask: Ask, said: str, *, at: datetime) -> None:
    if ask.asked_by_id is None or ask.asked_by_id == actor.user_id:
        return
    messages.tell(
        actor=actor,
        to=[Address(name="", user_id=ask.asked_by_id)],
        text=_("%(unit)s答复了“%(title)s”：%(said)s")
        % {"unit": ask.unit.short_name, "title": ask.matter.title, "said": said},
        ref=ask.matter.ref,
        at=at,
        kind=Kind.ASK,
        link=f"/m/{ask.matter.ref}",
    )
