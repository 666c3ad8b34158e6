"""People are told what is done with their data."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from cunli.lib.actors import Actor
from cunli.registry import privacy
from cunli.registry.models import NoticeGiven
from cunli.registry.services import reach


@transaction.atomic
def tell_notice(*, actor: Actor, person_id: int, told: str, on: date, at: datetime) -> NoticeGiven:
    """A person was given the notice in force, or has read it; a second time for the same version changes nothing.

    Raises NotYours.
    """
    person = reach.self_or_within(actor, person_id)
    given, is_new = NoticeGiven.objects.unscoped("the person is within reach").get_or_create(
        person=person, version=privacy.NOTICE_VERSION, defaults={"given_on": on, "told": told}
    )
    if is_new:
        reach.note(
            actor=actor,
            verb="tell_notice",
            subject=f"person:{person.pk}",
            at=at,
            after={"version": given.version, "told": told},
            place=person,
        )
    return given
