"""Take a step: the engine decides, the effects are carried out, all or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from cunli.acts import objecting
from cunli.acts.done import Done, attach_files
from cunli.acts.effects import carry_out
from cunli.acts.happening import Happening
from cunli.acts.telling import call_off
from cunli.cases import services as cases
from cunli.cases.engine import MovedOn, NotNow
from cunli.cases.models import Matter
from cunli.files.cleaning import Cleaned, Upload, clean_document, clean_photos
from cunli.journal import services as journal
from cunli.lib.actors import Actor
from cunli.lib.idempotency import Key
from cunli.lib.refusals import Refusal
from cunli.procedures.grammar import Step
from cunli.procedures.values import Values
from cunli.webhooks import noting as webhooks


def take_step(
    *,
    actor: Actor,
    matter: Matter,
    step: Step,
    values: Values,
    at: datetime,
    photos: Sequence[Upload] = (),
    document: Upload | None = None,
    happened_at: datetime | None = None,
    key: Key | None = None,
) -> Done:
    """Take ``step`` of a matter read within the actor's scope, with the values its form cleaned.

    A repeated request (same ``key``) gets the first result. Raises FileRefused, before anything is written, and the
    engine's refusals; a step that somebody else took first says who and what.
    """
    cleaned = [*clean_photos(photos), *clean_document(document)]
    try:
        with transaction.atomic():
            return _take(actor, matter, step, values, cleaned, at=at, happened_at=happened_at, key=key)
    except (Refusal, IntegrityError) as mistake:
        first = journal.first_result(actor=actor, key=key)
        if first is not None:
            return Done(first, repeated=True)
        if isinstance(mistake, (NotNow, MovedOn)):
            mistake.why = _what_happened(matter) or mistake.why
        raise


def _take(
    actor: Actor,
    matter: Matter,
    step: Step,
    values: Values,
    files: Sequence[Cleaned],
    *,
    at: datetime,
    happened_at: datetime | None,
    key: Key | None,
) -> Done:
    advanced = cases.advance(
        actor=actor, matter=matter, step=step, values=values, at=at, happened_at=happened_at, key=key
    )
    attach_files(actor, matter, advanced.taken, files, at=at)
    call_off(actor=actor, matter=matter, step=step)
    carry_out(Happening(actor=actor, advanced=advanced, values=values, at=at))
    objecting.settle(actor=actor, matter=matter, at=at)
    webhooks.note(matter=matter, taken=advanced.taken)
    return Done(matter.ref, code=matter.code)


def _what_happened(matter: Matter) -> str:
    last = matter.course.order_by("-number").first()
    if last is None:
        return ""
    step = matter.law.step(last.key)
    return _("刚才%(who)s%(done)s。") % {"who": last.actor_name or _("村里"), "done": step.done if step else ""}
