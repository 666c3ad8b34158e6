"""The bank has answered: what arrived is told in the matter that granted it, in the same transaction."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from cunli.acts.steps import take_step
from cunli.benefits import services as benefits
from cunli.benefits.models import PaymentList
from cunli.benefits.services.reconciling import Read
from cunli.cases.engine import Unmet
from cunli.cases.models import Matter
from cunli.lib.actors import SYSTEM, Actor
from cunli.procedures.grammar import Party

WHY = "the bank says that it was paid"
PAID = ("paid", "paid_for_use")
"""Steps that say that it was paid: one for what is looked at afterwards, one for all else."""


@transaction.atomic
def read_bank_file(*, actor: Actor, found: PaymentList, content: bytes, name: str, paid_on: date, at: datetime) -> Read:
    """Reconcile the list, and let each matter whose payment arrived go on. Raises what ``benefits`` raises."""
    read = benefits.read_bank_file(actor=actor, found=found, content=content, name=name, paid_on=paid_on, at=at)
    refs = [one.entitlement.ref for one in read.paid]
    for matter in Matter.objects.unscoped(WHY).filter(ref__in=refs, is_open=True).order_by("pk"):
        _tell(matter, at=at)
    return read


def _tell(matter: Matter, *, at: datetime) -> None:
    """Where the matter waits for its money; a monthly one has gone on long ago."""
    for step in filter(None, map(matter.law.step, PAID)):
        if matter.state in step.from_ and Party.SYSTEM in step.by:
            try:
                take_step(actor=SYSTEM, matter=matter, step=step, values={}, at=at)
            except Unmet:
                continue  # of the two, the one that this kind of benefit does not take
            return
