"""Draft a payment list: everybody who is to be paid, as they are on that day."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from cunli.benefits.knowing import households_of
from cunli.benefits.models import Entitlement, ListState, Payment, PaymentList
from cunli.benefits.refusals import NothingToPay
from cunli.benefits.selectors import to_be_paid
from cunli.benefits.services import lists
from cunli.lib.actors import Actor
from cunli.lib.refusals import Invalid
from cunli.lib.terms import day_of
from cunli.places.models import Unit

PERIOD = re.compile(r"\d{4}-(0[1-9]|1[0-2])", re.ASCII)
MOST = 5000
"""Lines on one list: a county's recipients of one programme."""


@transaction.atomic
def draft_list(*, actor: Actor, kind: str, period: str, at: datetime) -> PaymentList:
    """Everybody whom the actor's unit is to pay for ``period`` ("2026-12") and who is on no list for it yet.

    Name, household and account are kept as they are today. Raises NotYourPost, Invalid, NothingToPay.
    """
    me = lists.require(actor)
    if not PERIOD.fullmatch(period):
        raise Invalid(_("请选是哪个月的"), fields={"period": _("写成 2026-12 这样")})
    unit = Unit.objects.select_for_update().get(pk=actor.unit_id or 0)
    found = list(to_be_paid(actor, kind=kind, period=period, unit_id=unit.pk, on=day_of(at))[:MOST])
    if not found:
        raise NothingToPay(_("这个月没有要发的人"), why=_("都在别的名单上了，或者还没有人批下来。"))
    made = PaymentList.objects.create(
        ref=lists.next_ref(unit.county_id, at),
        kind=kind,
        period=period,
        unit=unit,
        county_id=unit.county_id,
        total_fen=sum(one.amount_fen for one in found),
        lines=len(found),
        due_at=lists.due_of(ListState.DRAFTED, county_id=unit.county_id, at=at),
        drafted_by_id=me,
        drafted_at=at,
    )
    Payment.objects.bulk_create(_lines(made, found, at))
    lists.index(made)
    lists.record(actor, made, "payment_list.drafted", at, after={"lines": made.lines, "total_fen": made.total_fen})
    return made


def _lines(made: PaymentList, found: Sequence[Entitlement], at: datetime) -> list[Payment]:
    homes = households_of([one.person_id for one in found if one.person_id], day_of(at))
    return [
        Payment(
            list=made,
            number=number,
            entitlement=one,
            name=one.name,
            household=homes.get(one.person_id or 0, {}),
            bank=one.person.bank if one.person else "",
            bank_last4=one.person.bank_last4 if one.person else "",
            amount_fen=one.amount_fen,
        )
        for number, one in enumerate(found, 1)
    ]
