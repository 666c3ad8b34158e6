"""What the pages of benefits say, in words; money as yuan, accounts as their last four digits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.core.paginator import Paginator
from django.utils.translation import gettext as _

from cunli.accounts.roles import Capability
from cunli.benefits import rules, selectors
from cunli.benefits.comparing import Compared
from cunli.benefits.knowing import known_of
from cunli.benefits.models import ListState, Payment, PaymentList, PaymentState, Programme
from cunli.benefits.services.approving import may_approve, next_rung, rungs
from cunli.benefits.services.sending import line_no
from cunli.county.values import Approver, Item
from cunli.lib.actors import Actor
from cunli.lib.money import yuan
from cunli.registry.models import Person

TONES = {
    PaymentState.WAITING: "calm",
    PaymentState.PAID: "brand",
    PaymentState.RETURNED: "due",
    PaymentState.RECOVERED: "wait",
}
LINES = 100
"""Of a list on one page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One programme. ``conditions``: who may have it; ``verdict``: for one person, "" where none is asked about."""

    title: str
    gives: str
    rhythm: str
    source: str
    conditions: Sequence[rules.Finding]
    since: date | None = None
    verdict: str = ""
    tone: str = "calm"
    decides: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListRow:
    pk: int
    ref: str
    title: str
    period: str
    total: str
    lines: int
    state: str
    who: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    pk: int
    number: str
    name: str
    home: str
    account: str
    amount: str
    state: str
    tone: str
    reason: str
    compared: str
    """What of the account was compared, where that was not all of it."""
    arrived: str
    ref: str


def cards(county_id: int, on: date, *, person: Person | None = None) -> list[Card]:
    """Every kind that is offered, with the edition in force; beside the person's own values where one is given."""
    known = known_of(person, on) if person else {}
    written = selectors.editions(county_id=county_id, on=on)
    kinds = selectors.kinds(county_id=county_id, on=on)
    return [_card(one, written.get(one["key"]), known, asked=person is not None) for one in kinds]


def _card(kind: Item, programme: Programme | None, known: rules.Known, *, asked: bool) -> Card:
    decides = _("镇里定") if kind.get("town_decides") else _("县里定")
    title = kind.get("title") or kind["word"]
    if programme is None:
        return Card(title=title, gives="", rhythm="", source="", conditions=(), decides=decides)
    found = rules.explain(rules.rules_of(programme.rules), known)
    holds = rules.verdict(found)
    words = {True: _("看着够条件，可以申请"), False: _("眼下不够条件"), None: _("还有没核实的，申请了就去核实")}
    return Card(
        title=title,
        gives=programme.gives,
        rhythm=programme.get_rhythm_display(),
        source=programme.source,
        conditions=found,
        since=programme.valid_from,
        verdict=words[holds] if asked else "",
        tone={True: "brand", False: "calm", None: "due"}[holds],
        decides=decides,
    )


def list_rows(found: Sequence[PaymentList], on: date) -> list[ListRow]:
    return [
        ListRow(
            pk=one.pk,
            ref=one.ref,
            title=selectors.kind_word(one.kind, county_id=one.county_id, on=on),
            period=one.period,
            total=yuan(one.total_fen),
            lines=one.lines,
            state=one.get_state_display(),
            who=str(one.drafted_by),
        )
        for one in found
    ]


class ListPage:
    """One payment list: where it stands, whose turn it is; its lines a page at a time, what is counted over all."""

    def __init__(self, actor: Actor, found: PaymentList, *, on: date, page: str | None = None) -> None:
        self.found, self.on = found, on
        self.title = selectors.kind_word(found.kind, county_id=found.county_id, on=on)
        self.total = yuan(found.total_fen)
        self.shown = Paginator(selectors.payments_of(found).defer("bank"), LINES).get_page(page)
        self.lines = [_line(found, one) for one in self.shown]
        self.after_death = [_line(found, one) for one in selectors.after_death(found)]
        self.unknown = [line for file in found.files.order_by("pk") for line in file.unknown.splitlines()]
        self.approvals = list(found.approvals.select_related("user").order_by("pk"))
        self.rungs = [(one["word"], str(Approver(one["by"]).label)) for one in rungs(found, on)]
        missing = next_rung(found, on) if found.state == ListState.DRAFTED else None
        self.waits_for = str(Approver(missing["by"]).label) if missing else ""
        theirs = actor.may(Capability.PAY_BENEFITS) and actor.unit_id == found.unit_id
        self.may_approve = may_approve(actor, found, on)
        self.may_drop = theirs and found.state in (ListState.DRAFTED, ListState.APPROVED)
        self.may_send = theirs and found.state in (ListState.APPROVED, ListState.SENT)
        approved = any(one.user_id == actor.user_id for one in self.approvals)
        self.may_read = theirs and found.state == ListState.SENT and not approved
        self.may_recover = theirs and bool(self.after_death)
        counted = selectors.counted(found)
        self.without_account, self.paid_lines = counted.without_account, counted.paid
        self.not_whole, self.paid = counted.not_compared_whole, yuan(counted.paid_fen)
        self.tone = {ListState.DONE: "brand", ListState.DROPPED: "calm"}.get(ListState(found.state), "due")


def _line(found: PaymentList, one: Payment) -> Line:
    answers = {True: _("问过：收到了"), False: _("问过：没收到"), None: _("要问一问") if one.is_asked else ""}
    said = f"“{one.said}”" if one.said else ""
    return Line(
        pk=one.pk,
        number=line_no(found, one),
        name=one.name,
        home=one.home,
        account=f"**** {one.bank_last4}" if one.bank_last4 else "",
        amount=yuan(one.amount_fen),
        state=str(one.get_state_display()),
        tone=TONES[PaymentState(one.state)],
        reason=one.reason,
        compared="" if one.compared == Compared.WHOLE else str(one.get_compared_display()),
        arrived=f"{answers[one.arrived]}{said}",
        ref=one.entitlement.ref,
    )
