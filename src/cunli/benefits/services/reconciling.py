"""Read the bank's answer back, line by line: what was paid is booked, what came back says why, what nobody knows is
listed."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from cunli.benefits import banks
from cunli.benefits.comparing import Compared, compared
from cunli.benefits.models import BankFile, ListState, Payment, PaymentList, PaymentState
from cunli.benefits.refusals import NotBoth
from cunli.benefits.selectors import payments_of
from cunli.benefits.services import lists
from cunli.benefits.services.asking import draw
from cunli.benefits.services.sending import line_no
from cunli.ledgers import booking
from cunli.ledgers.booking import Holder
from cunli.ledgers.models import Book
from cunli.lib.actors import Actor
from cunli.lib.refusals import Conflict, Invalid, NotYourPost
from cunli.lib.terms import day_of


@dataclass(slots=True)
class Read:
    """What one file said: payments by what became of them, and lines that belong to none."""

    paid: list[Payment] = field(default_factory=list)
    returned: list[Payment] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)


@transaction.atomic
def read_bank_file(*, actor: Actor, found: PaymentList, content: bytes, name: str, paid_on: date, at: datetime) -> Read:
    """Reconcile with what the bank answered; it may answer in several files. The same file is read once.

    Raises NotYourPost, NotBoth (whoever approved does not reconcile), Unreadable, Invalid, Conflict, MovedOn.
    """
    me = lists.require(actor)
    if actor.unit_id != found.unit_id:
        raise NotYourPost(_("名单由拟它的单位对账"))
    if me in lists.approvers(found):
        raise NotBoth(_("批过这份名单的人不能对账"), instead=_("请没有批过的同事来对。"))
    if paid_on > day_of(at):
        raise Invalid(_("发到的日子还没到"), fields={"paid_on": _("请写今天或以前的一天")})
    lines = banks.read(content, name)
    lists.hold(found)
    if found.state != ListState.SENT:
        raise Conflict(_("这份名单现在不用对账"))
    digest = hashlib.sha256(content).hexdigest()
    if BankFile.objects.filter(list=found, sha256=digest).exists():
        raise Conflict(_("这个文件已经读过了"))
    read = _settle(found, lines, paid_on=paid_on, at=at)
    BankFile.objects.create(
        list=found, name=name[:120], sha256=digest, read_by_id=me, read_at=at, unknown="\n".join(read.unknown)
    )
    _go_on(found, me, at=at)
    counts = {"paid": len(read.paid), "returned": len(read.returned), "unknown": len(read.unknown)}
    counts |= {"not_compared_whole": sum(one.compared != Compared.WHOLE for one in [*read.paid, *read.returned])}
    lists.record(actor, found, "payment_list.reconciled", at, after={**counts, "file": digest})
    return read


def _settle(found: PaymentList, lines: Sequence[banks.Line], *, paid_on: date, at: datetime) -> Read:
    went = [one for one in payments_of(found) if one.state == PaymentState.WAITING and one.bank]
    waiting = {line_no(found, one): one for one in went}
    read = Read()
    for line in lines:
        payment = waiting.get(line.number)
        wrong = _mismatch(line, payment)
        if payment is None or wrong:
            read.unknown.append(f"{line.words}：{wrong}")
            continue
        del waiting[line.number]
        payment.compared = compared(line.account, payment.bank) or ""
        if line.paid:
            payment.state, payment.paid_on = PaymentState.PAID, paid_on
            read.paid.append(payment)
        else:
            payment.state, payment.reason = PaymentState.RETURNED, line.reason or _("银行没写原因")
            read.returned.append(payment)
    _book(found, read.paid, paid_on=paid_on, at=at)
    changed = ["state", "reason", "paid_on", "transaction", "compared"]
    Payment.objects.bulk_update([*read.paid, *read.returned], changed)
    return read


def _mismatch(line: banks.Line, payment: Payment | None) -> str:
    """Why the line is not taken for this payment, in a few words; "" when it is."""
    if payment is None:
        return _("名单上没有等结果的这一笔")
    if line.paid is None:
        return _("看不懂银行写的结果")
    if line.fen != payment.amount_fen:
        return _("金额不对")
    return "" if compared(line.account, payment.bank) else _("账号不对")


def _book(found: PaymentList, paid: Sequence[Payment], *, paid_on: date, at: datetime) -> None:
    """From the programme's fund to whoever is entitled; once for each payment."""
    fund, county_id = f"fund:{found.kind}", found.county_id
    to = {one.pk: f"entitlement:{one.entitlement_id}" for one in paid}
    holders = [
        Holder(key=to[one.pk], town_id=one.entitlement.town_id, village_id=one.entitlement.village_id) for one in paid
    ]
    accounts = booking.accounts(book=Book.MONEY, county_id=county_id, holders=[Holder(key=fund), *holders])
    sheets = {
        one.pk: booking.Booking(
            book=Book.MONEY,
            source=f"payment:{one.pk}",
            ref=found.ref,
            says=f"{found.kind} {found.period}",
            happened_on=paid_on,
            legs=[(accounts[fund], -one.amount_fen), (accounts[to[one.pk]], one.amount_fen)],
        )
        for one in paid
    }
    booked = booking.record_all(bookings=list(sheets.values()), at=at)
    for one in paid:
        one.transaction = booked[sheets[one.pk].source]


def _go_on(found: PaymentList, me: int, *, at: datetime) -> None:
    """Once every line that went to the bank has its answer, a sample of those paid is asked; else it goes on waiting.

    Lines without an account never went; they come on the next list."""
    left = found.payments.filter(state=PaymentState.WAITING)
    left.filter(bank_last4="").update(state=PaymentState.RETURNED, reason=_("没有账号，没送银行"))
    if left.exclude(bank_last4="").exists():
        PaymentList.objects.unscoped(lists.WHY).filter(pk=found.pk).update(reconciled_by_id=me)
        return
    asked = draw(found, at=at)
    to = ListState.ASKING if asked else ListState.DONE
    lists.move(found, ListState.SENT, to, at=at, reconciled_by_id=me)
