"""A few of those paid are asked whether it arrived; which ones, nobody chooses."""

from __future__ import annotations

import hashlib
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from cunli.accounts.roles import Capability
from cunli.benefits.models import ListState, Payment, PaymentList, PaymentState
from cunli.benefits.models.lists import TO_ASK
from cunli.benefits.refusals import NotBoth
from cunli.benefits.rules import sample_size
from cunli.benefits.services import lists
from cunli.county import selectors as county
from cunli.lib.actors import Actor
from cunli.lib.refusals import Conflict, Invalid, NotYourPost
from cunli.lib.terms import day_of


def draw(found: PaymentList, *, at: datetime) -> int:
    """Mark those to be asked: by a number that comes from the list's own reference, so that anybody can draw it again
    and nobody can choose. How many."""
    paid = list(found.payments.filter(state=PaymentState.PAID).values_list("pk", "number"))
    one_in = county.number("benefits.sample", on=day_of(at), county_id=found.county_id)
    drawn = sorted(paid, key=lambda one: hashlib.sha256(f"{found.ref}/{one[1]}".encode()).digest())
    chosen = [pk for pk, _number in drawn[: sample_size(len(paid), one_in)]]
    found.payments.filter(pk__in=chosen).update(is_asked=True)
    return len(chosen)


@transaction.atomic
def note_answer(
    *, actor: Actor, found: PaymentList, payment: Payment, arrived: bool, said: str, at: datetime
) -> PaymentList:
    """What the person said when asked. Whoever says no is asked again, until it arrives or is taken back; with the last
    of them the list is done.

    Raises NotYourPost, NotBoth (whoever drafted, approved or reconciled does not ask), Invalid, Conflict.
    """
    if actor.user_id is None or not actor.may(Capability.SEE_BENEFITS):
        raise NotYourPost(_("您的岗位不问这件事"))
    if actor.user_id in {found.drafted_by_id, found.reconciled_by_id, *lists.approvers(found)}:
        raise NotBoth(_("拟名单、批名单、对账的人不去问收到没有"), instead=_("请没有经手的同事去问。"))
    if not arrived and not said.strip():
        raise Invalid(_("还缺他怎么说"), fields={"said": _("没收到的，请写一句他怎么说")})
    lists.hold(found)
    rows = Payment.objects.filter(TO_ASK, pk=payment.pk, list=found)
    noted = {"arrived": arrived, "said": said.strip()[:200], "asked_by_id": actor.user_id, "asked_at": at}
    if found.state != ListState.ASKING or not rows.update(**noted):
        raise Conflict(_("这一户已经问过了"))
    lists.end_when_arrived(found, at=at)
    lists.record(actor, found, "payment_list.asked", at, after={"line": payment.number, "arrived": arrived})
    return found
