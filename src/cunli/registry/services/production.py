"""What a household works with is written down as of a day; the newest day holds."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from cunli.county import selectors as county
from cunli.county.values import Measure
from cunli.journal.services import first_result
from cunli.lib.actors import Actor
from cunli.lib.idempotency import Key
from cunli.lib.refusals import Invalid
from cunli.registry.models import Production
from cunli.registry.services import reach

MOST = Decimal("99999999.99")


@transaction.atomic
def record_production(
    *,
    actor: Actor,
    household_id: int,
    kind: str,
    amount: Decimal,
    as_of: date,
    source: str,
    at: datetime,
    key: Key | None = None,
) -> Production:
    """``amount`` of one of the county's kinds as of a day, in the measure of that kind; 0: they have none any more.

    Raises NotYours, Invalid (no such kind, half an animal, no source, a day to come).
    """
    if (known := first_result(actor=actor, key=key)) is not None:
        return Production.objects.unscoped("the actor's own repeated request").get(pk=int(known))
    household = reach.household(actor, household_id)
    reach.not_in_future("as_of", as_of, at)
    item = county.item("household.production", kind, on=reach.day_of(at), county_id=household.county_id)
    if item is None:
        raise Invalid(_("没有这一样"), fields={"kind": _("请从列出的几样里选一个")})
    _check(amount, item["measure"], source)
    row = Production(
        household=household, kind=kind, amount=amount, measure=item["measure"], as_of=as_of, source=source.strip(),
        recorded_by_id=actor.user_id, recorded_at=at,
    )  # fmt: skip
    reach.fits(row)
    row.save(force_insert=True)
    reach.note(
        actor=actor,
        verb="record_production",
        subject=f"household:{household.pk}",
        at=at,
        key=key,
        result_ref=str(row.pk),
        after={"kind": kind, "amount": str(amount), "as_of": as_of.isoformat(), "source": row.source},
        place=household,
    )
    return row


def _check(amount: Decimal, measure: str, source: str) -> None:
    wrong: dict[str, str] = {}
    if not (amount.is_finite() and 0 <= amount <= MOST):
        wrong["amount"] = _("请写 0 或更大的数")
    elif measure != Measure.MU and amount != amount.to_integral_value():
        wrong["amount"] = _("头数、只数请写整数")
    if not source.strip():
        wrong["source"] = _("请写谁说的，或者看的哪张纸")
    if wrong:
        raise Invalid(_("还差一点，写的都还在"), fields=wrong)
