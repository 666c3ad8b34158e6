"""Money that went to somebody who had died is taken back, and booked back whole."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from cunli.benefits.models import Payment, PaymentList, PaymentState
from cunli.benefits.services import lists
from cunli.ledgers import booking
from cunli.lib.actors import Actor
from cunli.lib.refusals import Conflict, Invalid, NotYourPost
from cunli.lib.terms import day_of


@transaction.atomic
def recover(*, actor: Actor, found: PaymentList, payment: Payment, why: str, back_on: date, at: datetime) -> Payment:
    """It came back on ``back_on``: a reversal that names the booking. Raises NotYourPost, Invalid, Conflict."""
    lists.require(actor)
    if actor.unit_id != found.unit_id:
        raise NotYourPost(_("追回的钱由发它的单位记"))
    if not why.strip():
        raise Invalid(_("还缺原因"), fields={"why": _("请写一句为什么追回、怎么追回的")})
    if not day_of(found.drafted_at) <= back_on <= day_of(at):
        raise Invalid(_("日子不对"), fields={"back_on": _("追回的日子要在发钱以后、今天或以前")})
    row = Payment.objects.select_for_update(of=("self",)).select_related("transaction").get(pk=payment.pk, list=found)
    if row.state != PaymentState.PAID or row.transaction is None:
        raise Conflict(_("这一笔没有发出去，或者已经追回来了"))
    booking.reverse(transaction=row.transaction, says=why.strip()[:200], happened_on=back_on, at=at)
    row.state, row.reason = PaymentState.RECOVERED, why.strip()[:200]
    row.save(update_fields=["state", "reason"])
    lists.end_when_arrived(found, at=at)
    lists.record(
        actor, found, "payment_list.recovered", at, after={"line": row.number, "fen": row.amount_fen}, reason=row.reason
    )
    return row
