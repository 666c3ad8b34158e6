"""A matter comes in by any door."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from cunli.acts import objecting
from cunli.acts.done import Done, attach_files
from cunli.acts.telling import tell_reporter, tell_voice
from cunli.cases import services as cases
from cunli.cases.models import Matter
from cunli.cases.services import CameFor, Place, Reporter
from cunli.files.cleaning import Upload, clean_photos
from cunli.journal import services as journal
from cunli.lib.actors import SYSTEM, Actor
from cunli.lib.idempotency import Key
from cunli.lib.refusals import Refusal
from cunli.lib.terms import day_of
from cunli.procedures.grammar import Opening, Procedure
from cunli.procedures.values import Values
from cunli.webhooks import noting as webhooks


def file_matter(
    *,
    actor: Actor,
    procedure: Procedure,
    opening: Opening,
    title: str,
    kind: str,
    channel: str,
    place: Place,
    reporter: Reporter,
    values: Values,
    at: datetime,
    photos: Sequence[Upload] = (),
    happened_at: datetime | None = None,
    key: Key | None = None,
    proxy: CameFor | None = None,
    came_from: Matter | None = None,
) -> Done:
    """File a matter and tell whoever asked that we have it. A repeated request gets the first reference.

    Raises FileRefused, before anything is written, and the refusals of ``cases.file_matter``.
    """
    cleaned = clean_photos(photos)
    try:
        with transaction.atomic():
            advanced = cases.file_matter(
                actor=actor,
                procedure=procedure,
                opening=opening,
                title=title,
                kind=kind,
                channel=channel,
                place=place,
                reporter=reporter,
                values=values,
                at=at,
                happened_at=happened_at,
                key=key,
                proxy=proxy,
                came_from=came_from,
            )
            attach_files(actor, advanced.matter, advanced.taken, cleaned, at=at)
            objecting.count(actor=actor, matter=advanced.matter, opening=opening, values=values, at=at)
            webhooks.note(matter=advanced.matter, taken=advanced.taken)
            # Where nobody asked, whoever goes to see them tells them: no second call for somebody to make.
            if advanced.matter.asker_id is not None or not opening.tells:
                tell_reporter(actor=actor, matter=advanced.matter, text=_received(advanced, values, at=at), at=at)
            return Done(advanced.matter.ref, code=advanced.matter.code)
    except (Refusal, IntegrityError):
        first = journal.first_result(actor=actor, key=key)
        if first is None:
            raise
        return Done(first, repeated=True)


def join_matter(
    *, actor: Actor, matter: Matter, reporter: Reporter, words: str, at: datetime, key: Key | None = None
) -> Done:
    """Add a voice to a matter that is already known, instead of a second one, and tell whose it is that we have it."""
    try:
        with transaction.atomic():
            voice = cases.join(actor=actor, matter=matter, reporter=reporter, words=words, at=at, key=key)
            if voice is not None:
                said = _("“%(title)s”已经有人报了，算上您了，号码 %(ref)s。有进展也告诉您。")
                text = said % {"title": voice.words, "ref": matter.ref}
                tell_voice(actor=SYSTEM, matter=matter, voice=voice, text=text, at=at)
    except IntegrityError:
        first = journal.first_result(actor=actor, key=key)
        if first is None:
            raise
        return Done(first, repeated=True)
    return Done(matter.ref)


def _received(advanced: cases.Advanced, values: Values, *, at: datetime) -> str:
    matter = advanced.matter
    opening = matter.law.opening(advanced.taken.key)
    if opening is not None and opening.tells:
        named = {key: advanced.named.shown(key, value, near=day_of(at)) for key, value in values.items()}
        return str(opening.tells) % {**named, "title": matter.title}
    return _("“%(title)s”收下了，号码 %(ref)s。") % {"title": matter.title, "ref": matter.ref}
