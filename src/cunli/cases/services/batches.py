"""Draw up a list of people once; say of each which matter it led to, or why to none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from cunli.cases.models import Batch, Listed
from cunli.journal import services as journal
from cunli.lib.actors import Actor
from cunli.lib.idempotency import Key
from cunli.lib.refusals import Conflict, Invalid
from cunli.lib.terms import day_of
from cunli.places.models import Area, Unit
from cunli.registry.models import Person

CHUNK = 500


@transaction.atomic
def draw_up(
    *, actor: Actor, procedure: str, kind: str, title: str, area: Area, unit: Unit, people: Iterable[Person],
    done_by: date, at: datetime, key: Key | None = None,
) -> Batch:  # fmt: skip
    """The list as the register stands today, never longer afterwards; opens no matter yet.

    Raises Conflict where the same list was drawn up today, Invalid where nobody is on it or its day has passed.
    """
    if (known := journal.first_result(actor=actor, key=key)) is not None:
        return Batch.objects.get(pk=int(known))
    if done_by < day_of(at):
        raise Invalid(_("这个日子已经过去了"), fields={"done_by": _("请选今天或以后的一天")})
    batch = Batch(
        procedure=procedure, kind=kind, title=title, area=area, unit=unit, made_by_id=actor.user_id, made_at=at,
        chosen_on=day_of(at), done_by=done_by,
    )  # fmt: skip
    try:
        with transaction.atomic():
            batch.save(force_insert=True)
    except IntegrityError:
        raise Conflict(_("今天已经列过这份名单"), instead=_("打开那一份看看，名单不用再列。")) from None
    rows = [
        Listed(
            batch=batch, person_id=one.pk, county_id=one.county_id, town_id=one.town_id, village_id=one.village_id,
            grid_id=one.grid_id,
        )
        for one in people
    ]  # fmt: skip
    if not rows:
        raise Invalid(_("户册里现在没有这样的人"), instead=_("看看户册里记没记这一项。"))
    Listed.objects.bulk_create(rows, batch_size=CHUNK)
    journal.record(
        actor=actor,
        verb="batch.draw_up",
        subject=f"batch:{batch.pk}",
        at=at,
        after={"kind": kind, "area": area.pk, "people": len(rows), "done_by": done_by.isoformat()},
        key=key,
        result_ref=str(batch.pk),
        county_id=area.county_id,
        village_id=area.village_id,
    )
    return batch


def say_what_came(*, actor: Actor, batch: Batch, listed: Sequence[Listed], at: datetime) -> None:
    """Of some on the list: the ``matter`` each led to or why to none, as set on them. In the transaction that opened
    the matters, so that nobody gets a second one."""
    Listed.objects.unscoped("those of the caller").bulk_update(listed, ["matter", "left_out"])
    left_out = Counter(one.left_out for one in listed if one.left_out)
    journal.record(
        actor=actor,
        verb="batch.go_on",
        subject=f"batch:{batch.pk}",
        at=at,
        after={"opened": len(listed) - left_out.total(), "left_out": dict(left_out)},
        county_id=batch.area.county_id,
        village_id=batch.area.village_id,
    )
