"""What another system says anew about a matter that it sent, and the number under which one keeps a record of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from cunli.cases.models import Fact, Matter, StepTaken
from cunli.cases.services.standing import hold
from cunli.cases.services.steps import write_step
from cunli.cases.words import keep_later_words
from cunli.journal import services as journal
from cunli.lib.actors import Actor
from cunli.lib.refusals import Conflict, Invalid
from cunli.procedures.outside import Outside

NOTE = "progress"
NUMBER_KEPT = "outside_number_kept"
"""The line of the course that keeps another system's number: no step of the procedure."""


@transaction.atomic
def note_from_outside(*, actor: Actor, matter: Matter, words: str, at: datetime) -> None:
    """One line of the course for those who work on it, wherever the matter stands, also once it has ended. It moves
    nothing and meets no clock: no step, so no rule of the procedure is asked. Raises LookupError where a procedure
    knows no note."""
    held = hold(matter.pk)
    step = held.law.step(NOTE)
    if step is None:
        raise LookupError(NOTE)
    held.version += 1
    Matter.objects.unscoped("held above").filter(pk=held.pk).update(version=held.version)
    # Quiet: they are the words of whoever asked, which no voice that joined may read.
    write_step(actor, held, replace(step, quiet=True), {"note": words}, held.state, at=at, happened_at=None)
    keep_later_words(held, {"note": words})
    journal.record(
        actor=actor,
        verb="matter.noted_from_outside",
        subject=held.ref,
        at=at,
        after={"facts": {"note": words}},
        result_ref=held.ref,
        county_id=held.county_id,
        village_id=held.village_id,
    )


@transaction.atomic
def keep_number(*, actor: Actor, matter: Matter, outside: Outside, number: str, why: str, at: datetime) -> None:
    """Keep the number that another system of record gave, once, wherever the matter stands, also once it has ended.

    The same number again changes nothing. Another one is a correction: both stay on the record, with the reason. Raises
    Invalid (no number), Conflict (there is one, and no reason was given).
    """
    held = hold(matter.pk)
    if not number:
        raise Invalid(_("还没有记下"), fields={"number": _("请写那边的号码")})
    before = (
        Fact.objects.filter(matter=held, key=outside.number).order_by("-id").values_list("value", flat=True).first()
    )
    if before == number:
        return
    if before and not why:
        raise Conflict(
            _("已经记过号码 %(number)s") % {"number": before},
            instead=_("记错了的，点“改号码”，写一句为什么。"),
        )
    held.version += 1
    Matter.objects.unscoped("held above").filter(pk=held.pk).update(version=held.version)
    taken = StepTaken.objects.create(
        matter=held, number=held.version, key=NUMBER_KEPT, from_state=held.state, to_state=held.state,
        happened_at=at, received_at=at, user_id=actor.user_id, post_id=actor.post_id, actor_name=actor.name,
        actor_title=actor.title, text=why,
    )  # fmt: skip
    Fact.objects.create(matter=held, step=taken, key=outside.number, value=number, source=outside.system)
    journal.record(
        actor=actor, verb="matter.outside_number_kept", subject=held.ref, at=at, reason=why,
        before={"number": before} if before else {}, after={"system": outside.system, "number": number},
        result_ref=held.ref, county_id=held.county_id, village_id=held.village_id,
    )  # fmt: skip
