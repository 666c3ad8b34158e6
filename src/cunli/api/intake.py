"""Work orders of other systems: taken in once, however often and in whatever order they are sent."""

from __future__ import annotations

import hashlib
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from cunli.acts.done import Done
from cunli.api import schemas
from cunli.api.models import ForeignNumber, Source
from cunli.api.writing import file_hazard, file_service
from cunli.cases import services as cases
from cunli.cases.models import Channel, Matter
from cunli.cases.selectors import matter_for
from cunli.lib.actors import Actor


def take_in(actor: Actor, given: schemas.IntakeGiven, *, now: datetime) -> schemas.TakenIn:
    """File it, or find it by its number and note what is new. Raises the refusals of filing; NotYours where the
    number is of a matter out of reach."""
    known = _known(given)
    if known is None:
        try:
            return _new(actor, given, now=now)
        except IntegrityError:  # the same number, at the same moment
            known = _known(given)
            if known is None:
                raise
    return _again(actor, known, given, now=now)


@transaction.atomic
def _new(actor: Actor, given: schemas.IntakeGiven, *, now: datetime) -> schemas.TakenIn:
    done = _file(actor, given, now=now)
    matter = Matter.objects.unscoped("filed just now").get(ref=done.ref)
    ForeignNumber.objects.create(
        source=given.source, number=given.number, matter=matter, contents=[_digest(given)], received_at=now
    )
    words = _("%(source)s转来，那边的号码 %(number)s") % {"source": Source(given.source).label, "number": given.number}
    cases.note_from_outside(actor=actor, matter=matter, words=words, at=now)
    return schemas.TakenIn(ref=done.ref, repeated=False, noted=False)


@transaction.atomic
def _again(actor: Actor, known: ForeignNumber, given: schemas.IntakeGiven, *, now: datetime) -> schemas.TakenIn:
    matter = matter_for(actor, known.matter.ref)
    row, digest = ForeignNumber.objects.select_for_update().get(pk=known.pk), _digest(given)
    is_new = digest not in row.contents
    if is_new:
        row.contents = [*row.contents, digest]
        row.save(update_fields=["contents"])
        said = {"source": Source(given.source).label, "words": _said(given)}
        words = _("%(source)s补充：%(words)s") % said
        cases.note_from_outside(actor=actor, matter=matter, words=words, at=now)
    return schemas.TakenIn(ref=matter.ref, repeated=True, noted=is_new)


def _file(actor: Actor, given: schemas.IntakeGiven, *, now: datetime) -> Done:
    """Whether it is known already is for whoever screens it: the other system cannot answer."""
    channel = Channel.HOTLINE if Source(given.source) is Source.HOTLINE else ""
    if given.procedure == "hazard":
        hazard = schemas.HazardGiven(
            kind=given.kind,
            where=given.where,
            say=given.say,
            place=given.place,
            teller=given.who,
            teller_phone=given.phone,
            sure=True,
        )
        return file_hazard(actor, hazard, "", now=now, channel=channel)
    service = schemas.ServiceGiven(
        kind=given.kind, where=given.where, say=given.say, who=given.who, phone=given.phone, sure=True
    )
    return file_service(actor, service, "", now=now, channel=channel)


def _said(given: schemas.IntakeGiven) -> str:
    return "，".join(part for part in (given.say, given.place, given.who) if part)


def _known(given: schemas.IntakeGiven) -> ForeignNumber | None:
    found = ForeignNumber.objects.filter(source=given.source, number=given.number)
    return found.select_related("matter").first()


def _digest(given: schemas.IntakeGiven) -> str:
    return hashlib.sha256(given.model_dump_json().encode()).hexdigest()
