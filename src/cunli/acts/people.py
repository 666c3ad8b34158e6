"""The person who asked rates, lets somebody help, takes that back. A repeated request gets the first result."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError
from django.utils.translation import gettext as _

from cunli.accounts.models import User
from cunli.acts.steps import Done
from cunli.cases import services as cases
from cunli.cases.models import Matter, Stars
from cunli.journal import services as journal
from cunli.lib.actors import Actor
from cunli.lib.idempotency import Key
from cunli.lib.refusals import NotYours, Refusal


def rate_matter(
    *, actor: Actor, matter: Matter, stars: Stars, words: str, at: datetime, key: Key | None = None
) -> Done:
    """One rating of one matter. Raises the refusals of ``cases.rate``."""
    try:
        cases.rate(actor=actor, matter=matter, stars=stars, words=words, at=at, key=key)
    except (Refusal, IntegrityError) as mistake:
        return _repeated(actor, key, mistake)
    return Done(matter.ref)


def delegate_matter(*, actor: Actor, matter: Matter, to: User, why: str, at: datetime, key: Key | None = None) -> Done:
    """Let ``to`` follow this one matter and answer for it."""
    try:
        cases.delegate(actor=actor, matter=matter, to=to, why=why, at=at, key=key)
    except (Refusal, IntegrityError) as mistake:
        return _repeated(actor, key, mistake)
    return Done(matter.ref)


def take_back(*, actor: Actor, matter: Matter, grant_id: int, at: datetime) -> Done:
    """End a delegation of this matter. Raises NotYours when it has none such; ending it twice is once."""
    grant = matter.grants.select_related("matter").filter(pk=grant_id).first()
    if grant is None:
        raise NotYours(_("没有找到这个人"))
    if grant.until is None:
        cases.take_back(actor=actor, grant=grant, at=at)
    return Done(matter.ref)


def _repeated(actor: Actor, key: Key | None, mistake: Exception) -> Done:
    """The first result of the same request, or the mistake goes on."""
    first = journal.first_result(actor=actor, key=key)
    if first is None:
        raise mistake
    return Done(first, repeated=True)
