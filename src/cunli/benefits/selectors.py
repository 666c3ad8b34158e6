"""Reading benefits, within a scope."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q, QuerySet, Sum
from django.utils.translation import gettext as _

from cunli.benefits.comparing import Compared
from cunli.benefits.models import Entitlement, ListState, Payment, PaymentList, Programme
from cunli.benefits.models.entitlements import EntitlementQuerySet, Rhythm
from cunli.benefits.models.lists import TO_ASK, PaymentListQuerySet, PaymentState
from cunli.county import selectors as county
from cunli.county.values import Item
from cunli.lib.actors import Actor
from cunli.lib.refusals import NotYours

KINDS = "benefits.programmes"
LISTED = 100


def kinds(*, county_id: int | None, on: date) -> list[Item]:
    """What may be applied for, in the county's words and order."""
    return county.items(KINDS, on=on, county_id=county_id)


def kind_word(kind: str, *, county_id: int | None, on: date) -> str:
    found = county.item(KINDS, kind, on=on, county_id=county_id)
    return (found.get("title") or found["word"]) if found else kind


def programme_in_force(kind: str, *, county_id: int, on: date) -> Programme | None:
    """The edition that holds on a day; None where the county has written none."""
    found = Programme.objects.filter(county_id=county_id, kind=kind, valid_from__lte=on)
    return found.order_by("-valid_from").first()


def editions(*, county_id: int, on: date) -> dict[str, Programme]:
    """By kind, the edition that holds on a day. One query."""
    rows = Programme.objects.filter(county_id=county_id, valid_from__lte=on).order_by("valid_from")
    return {row.kind: row for row in rows}


def entitlements_within(actor: Actor) -> EntitlementQuerySet:
    """What people of one's areas receive, or one's unit pays."""
    return Entitlement.objects.within(actor.scope)


def lists_within(actor: Actor) -> PaymentListQuerySet:
    """Payment lists, newest first. Slice it."""
    return PaymentList.objects.within(actor.scope).select_related("unit", "drafted_by").order_by("-drafted_at", "-pk")


def list_for(actor: Actor, list_id: int) -> PaymentList:
    """One list. Raises NotYours."""
    found = lists_within(actor).filter(pk=list_id).first()
    if found is None:
        raise NotYours(_("没有找到这份名单"), instead=_("可能不归您这里管。"))
    return found


def payments_of(found: PaymentList) -> QuerySet[Payment]:
    """Its lines in order; the list was read within a scope. A page of them, or all."""
    return found.payments.select_related("entitlement").order_by("number")


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """Over all lines of a list. ``paid``: what arrived, also where it was taken back later."""

    without_account: int
    not_compared_whole: int
    paid: int
    paid_fen: int


def counted(found: PaymentList) -> Counted:
    """What the page of a list says about all of its lines. One query."""
    paid, answered = Q(state__in=[PaymentState.PAID, PaymentState.RECOVERED]), ~Q(compared__in=["", Compared.WHOLE])
    said = found.payments.aggregate(
        without=Count("pk", filter=Q(bank_last4="")),
        not_whole=Count("pk", filter=answered),
        paid=Count("pk", filter=paid),
        fen=Sum("amount_fen", filter=paid),
    )
    return Counted(
        without_account=said["without"], not_compared_whole=said["not_whole"], paid=said["paid"],
        paid_fen=said["fen"] or 0,
    )  # fmt: skip


def after_death(found: PaymentList) -> list[Payment]:
    """Lines that were paid after the person had died, as the register knows today, and are not recovered yet."""
    paid = found.payments.filter(state=PaymentState.PAID, entitlement__person__died_on__lt=F("paid_on"))
    return list(paid.select_related("entitlement").order_by("number"))


def to_be_paid(actor: Actor, *, kind: str, period: str, unit_id: int, on: date) -> EntitlementQuerySet:
    """Who is to be paid in ``period`` ("2026-12") and is on no list for it that counts: money, holding that month,
    alive, of a one-off nothing paid yet. What came back, or was taken back, has not been received."""
    first = date.fromisoformat(f"{period}-01")
    rows = Entitlement.objects.within(actor.scope).filter(kind=kind, unit_id=unit_id, amount_fen__gt=0)
    rows = rows.filter(Q(until=None) | Q(until__gte=first), since__lte=max(on, first))
    rows = rows.filter(Q(rhythm=Rhythm.ONCE) | Q(since__lt=_month_after(first)))
    rows = rows.exclude(person__died_on__isnull=False)
    listed = _counting()
    once = listed.filter(entitlement__rhythm="once").values("entitlement_id")
    month = listed.filter(list__period=period).values("entitlement_id")
    rows = rows.exclude(pk__in=once).exclude(pk__in=month)
    return rows.select_related("person", "village").order_by("village_id", "pk")


def still_to_come(person_id: int, on: date) -> EntitlementQuerySet:
    """What a person, who was read within a scope, still receives from a day on: monthly ones that go on, and money that
    was granted once and is on no list yet."""
    rows = Entitlement.objects.unscoped("the person was read within a scope").filter(person_id=person_id)
    rows = rows.filter(Q(until=None) | Q(until__gt=on)).select_related("unit").order_by("pk")
    once = _counting().filter(entitlement__rhythm=Rhythm.ONCE).values("entitlement_id")
    return rows.filter(Q(rhythm=Rhythm.MONTHLY) | Q(amount_fen__gt=0) & ~Q(pk__in=once))


def received_by(person_id: int) -> EntitlementQuerySet:
    """Everything a person was ever granted, for a copy of what is held about them."""
    rows = Entitlement.objects.unscoped("a copy for the person themself").filter(person_id=person_id)
    return rows.order_by("since", "pk")


def paid_to(person_id: int) -> QuerySet[Payment]:
    """Every line on which a person ever stood, also where it was not paid, for a copy of what is held about them."""
    rows = Payment.objects.filter(entitlement__person_id=person_id).select_related("list", "entitlement")
    return rows.order_by("list__period", "pk")


def _counting() -> QuerySet[Payment]:
    """Lines that were paid or still may be."""
    gone = [PaymentState.RETURNED, PaymentState.RECOVERED]
    return Payment.objects.exclude(list__state=ListState.DROPPED).exclude(state__in=gone)


def _month_after(first: date) -> date:
    return date(first.year + first.month // 12, first.month % 12 + 1, 1)


def to_ask(actor: Actor) -> QuerySet[Payment]:
    """Lines of people in one's own areas, or that one's unit pays, who are drawn and have not said that it arrived."""
    theirs = Entitlement.objects.within(actor.scope).values("pk")
    rows = Payment.objects.filter(TO_ASK, list__state=ListState.ASKING, entitlement__in=theirs)
    return rows.select_related("list", "entitlement").defer("bank").order_by("list_id", "number")
