"""What every act on a payment list shares: its number, its clock, moving it on, its entry in the journal."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from cunli.accounts.roles import Capability
from cunli.benefits.models import Approval, ListState, PaymentList, Series
from cunli.benefits.models.lists import OPEN, TO_ASK
from cunli.benefits.refusals import MovedOn
from cunli.cases.clocks import reckon_term
from cunli.county import selectors as county
from cunli.dues import index as dues
from cunli.dues.index import DueItem
from cunli.dues.models import Source
from cunli.journal import services as journal
from cunli.lib.actors import Actor
from cunli.lib.codes import reference
from cunli.lib.refusals import NotYourPost
from cunli.lib.terms import day_of

WHY = "access was checked"
PREFIX = "PL"
CLOCKS = {
    ListState.DRAFTED: "benefit.approve",
    ListState.APPROVED: "benefit.send",
    ListState.SENT: "benefit.bank_answer",
    ListState.ASKING: "benefit.ask_sample",
}
"""How long each open state may last: the county's clock."""


def require(actor: Actor) -> int:
    """The user who may pay benefits. Raises NotYourPost."""
    if not actor.may(Capability.PAY_BENEFITS) or actor.user_id is None:
        raise NotYourPost(_("您的岗位不发救助补贴"), instead=_("请找管这一项的单位。"))
    return actor.user_id


def next_ref(county_id: int, at: datetime) -> str:
    """The next printed reference; inside the caller's transaction."""
    year = day_of(at).year
    Series.objects.get_or_create(county_id=county_id, year=year)
    series = Series.objects.select_for_update().get(county_id=county_id, year=year)
    series.last += 1
    series.save(update_fields=["last"])
    return reference(PREFIX, year, series.last)


def due_of(state: ListState, *, county_id: int, at: datetime) -> datetime:
    length = county.length(CLOCKS[state], on=day_of(at), county_id=county_id)
    return reckon_term(length, started_at=at).due_at


def move(found: PaymentList, frm: ListState, to: ListState, *, at: datetime, **columns: Any) -> None:
    """To the next state, with its clock; exactly the version that was read. Raises MovedOn."""
    due = due_of(to, county_id=found.county_id, at=at) if to in CLOCKS else found.due_at
    rows = PaymentList.objects.unscoped(WHY).filter(pk=found.pk, state=frm, version=found.version)
    if not rows.update(state=to, version=found.version + 1, due_at=due, **columns):
        raise MovedOn
    found.refresh_from_db(from_queryset=PaymentList.objects.unscoped(WHY))
    index(found)


def end_when_arrived(found: PaymentList, *, at: datetime) -> None:
    """The list is done once nobody who was drawn still waits: whom it has not reached is asked again, or it is taken
    back."""
    if found.state == ListState.ASKING and not found.payments.filter(TO_ASK).exists():
        move(found, ListState.ASKING, ListState.DONE, at=at)


def hold(found: PaymentList) -> None:
    """Nobody else moves it until this act is done; as it stands now. Raises MovedOn where it is not as it was read."""
    now = PaymentList.objects.unscoped(WHY).select_for_update().get(pk=found.pk)
    if (now.state, now.version) != (found.state, found.version):
        raise MovedOn


def index(found: PaymentList) -> None:
    """It waits at its unit, by its day, for another than who drafted it; or for nobody any more."""
    if found.state in OPEN:
        dues.put(items=[due_item(found)])
    else:
        dues.clear(source=Source.PAYMENT, source_ids=[found.pk])


def due_item(found: PaymentList) -> DueItem:
    waits_for_another = found.state == ListState.DRAFTED
    return DueItem(
        source=Source.PAYMENT,
        source_id=found.pk,
        ref=found.ref,
        title=found.ref,
        kind=found.kind,
        step=found.state,
        due_at=found.due_at,
        unit_id=found.unit_id,
        not_user_id=found.drafted_by_id if waits_for_another else None,
    )


def approvers(found: PaymentList) -> frozenset[int]:
    return frozenset(Approval.objects.filter(list=found).values_list("user_id", flat=True))


def record(
    actor: Actor, found: PaymentList, verb: str, at: datetime, *, after: Mapping[str, object], reason: str = ""
) -> None:
    journal.record(
        actor=actor,
        verb=verb,
        subject=found.ref,
        at=at,
        after={"state": found.state, **after},
        reason=reason,
        county_id=found.county_id,
    )
