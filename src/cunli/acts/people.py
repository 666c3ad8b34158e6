"""The person who asked rates, lets somebody help, takes that back. A repeated request gets the first result."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from cunli.accounts.models import User
from cunli.accounts.selectors import officers_at
from cunli.acts.done import Done
from cunli.acts.telling import tell_reporter
from cunli.cases import services as cases
from cunli.cases.models import Matter, Rating, Stars
from cunli.journal import services as journal
from cunli.lib.actors import Actor
from cunli.lib.idempotency import Key
from cunli.lib.refusals import NotYours, Refusal
from cunli.lib.sentences import day_words
from cunli.lib.terms import day_of
from cunli.messages import services as messages
from cunli.messages.addresses import Address
from cunli.messages.models import Kind


def rate_matter(
    *, actor: Actor, matter: Matter, stars: Stars, words: str, at: datetime, key: Key | None = None
) -> Done:
    """One rating of one matter; a bad one is asked about by another (SVC-04). Raises the refusals of ``cases.rate``."""
    try:
        with transaction.atomic():
            rating = cases.rate(actor=actor, matter=matter, stars=stars, words=words, at=at, key=key)
            _have_it_asked_about(actor, rating, at=at)
    except (Refusal, IntegrityError) as mistake:
        return _repeated(actor, key, mistake)
    return Done(matter.ref)


def _have_it_asked_about(actor: Actor, rating: Rating, *, at: datetime) -> None:
    """Whoever has to call, or to see that somebody does, hears at once, and until which day."""
    matter, call_by = rating.matter, rating.call_by
    if call_by is None or rating.call_unit_id is None:
        return
    serving = officers_at(rating.call_unit_id, day_of(at))
    others = {post.user_id: str(post.user) for post in serving if post.user_id != matter.handled_by_id}
    messages.tell(
        actor=actor,
        to=[Address(name=name, user_id=user_id) for user_id, name in others.items()],
        text=_("“%(title)s”得了差评。请换一个人打电话问清楚，%(day)s前答复。")
        % {"title": matter.title, "day": day_words(day_of(call_by), near=day_of(at))},
        ref=matter.ref,
        at=at,
        kind=Kind.REMINDER,
        link=f"/m/{matter.ref}",
    )


def answer_rating(*, actor: Actor, matter: Matter, said: str, at: datetime, key: Key | None = None) -> Done:
    """What a colleague heard about a bad rating and what is done now; the person who asked is told (SVC-04).

    Raises NotYours where there is no such rating, and the refusals of ``cases.answer_rating``.
    """
    rating = Rating.objects.select_related("matter").filter(matter=matter, call_by__isnull=False).first()
    if rating is None:
        raise NotYours(_("这件事没有差评要问"))
    try:
        with transaction.atomic():
            cases.answer_rating(actor=actor, rating=rating, said=said, at=at, key=key)
            text = _("您评的“%(title)s”问过了：%(said)s") % {"title": matter.title, "said": said.strip()}
            tell_reporter(actor=actor, matter=matter, text=text, at=at)
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
