"""The approved list as an Excel for the bank: whoever takes it takes the accounts in full, and that is on record."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from typing import IO

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from cunli.benefits.models import ListState, Payment, PaymentList
from cunli.benefits.selectors import kind_word, payments_of
from cunli.benefits.services import lists
from cunli.lib.actors import Actor
from cunli.lib.refusals import Conflict, NotYourPost
from cunli.lib.sheets import Cell, table
from cunli.lib.terms import day_of
from cunli.papers.kinds import LANGUAGE


def columns() -> list[tuple[str, int]]:
    """Title and width; the bank's answer is read by the same titles."""
    return [(_("编号"), 20), (_("户名"), 12), (_("账号"), 24), (_("金额"), 12), (_("用途"), 28), (_("村"), 16)]


def line_no(found: PaymentList, payment: Payment) -> str:
    """What the bank gives back: ``PL-2026-00001-0012``."""
    return f"{found.ref}-{payment.number:04d}"


@transaction.atomic
def send(*, actor: Actor, found: PaymentList, at: datetime) -> IO[bytes]:
    """The file. The first time it also says that the list has gone to the bank; it may be taken again until it is read
    back. Lines without an account stay out and are named on the page. Raises NotYourPost, Conflict, MovedOn."""
    lists.require(actor)
    if actor.unit_id != found.unit_id:
        raise NotYourPost(_("名单由拟它的单位送银行"))
    if found.state not in (ListState.APPROVED, ListState.SENT):
        raise Conflict(_("批好的名单才能送银行"), instead=_("先请该批的人批。"))
    lines = [one for one in payments_of(found) if one.bank]
    if not lines:
        raise Conflict(_("这份名单里谁都没有登记银行账号"), instead=_("请先在户册里登记账号，再重新拟一份。"))
    if found.state == ListState.APPROVED:
        lists.move(found, ListState.APPROVED, ListState.SENT, at=at)
    with translation.override(LANGUAGE):
        made = table(_("发放名单"), columns(), _rows(found, lines, at))
    lists.record(actor, found, "payment_list.taken_to_bank", at, after={"lines": len(lines)})
    return made


def _rows(found: PaymentList, lines: list[Payment], at: datetime) -> Iterator[list[Cell]]:
    word = kind_word(found.kind, county_id=found.county_id, on=day_of(at))
    for one in lines:
        village = str(one.household.get("village", ""))
        yield [
            line_no(found, one), one.name, one.bank, Decimal(one.amount_fen) / 100, f"{word} {found.period}", village,
        ]  # fmt: skip
