"""The lists by which benefits are paid, for ``one_of_each``."""

from __future__ import annotations

from cunli.benefits import services as benefits
from cunli.benefits.models import ListState, PaymentList
from cunli.benefits.services.entitling import Granted
from tests.cast import NOW, TODAY, Cast

ACCOUNT = "6222020200112233"


def lists_of_benefits(cast: Cast) -> dict[str, object]:
    """Three lists of the town's office: one to be approved, one that is, and one whose people are asked."""
    waiting, approved, asking = (_drafted(cast, number) for number in (1, 2, 3))
    for made in (approved, asking):
        made.payments.update(bank_last4="2233")
        for line in made.payments.all():
            line.bank = ACCOUNT
            line.save(update_fields=["bank"])
    officer = cast.actor("civil_officer")
    PaymentList.objects.unscoped("the table").filter(pk__in=[approved.pk, asking.pk]).update(state=ListState.APPROVED)
    asking.state = ListState.APPROVED
    benefits.send(actor=officer, found=asking, at=NOW).close()
    answer = f"编号,户名,账号,金额,结果,原因\n{asking.ref}-0001,张有田,{ACCOUNT},8000.00,成功,".encode("gb18030")
    benefits.read_bank_file(actor=officer, found=asking, content=answer, name="回单.csv", paid_on=TODAY, at=NOW)
    return {
        "list_id": waiting.pk,
        "version": waiting.version,
        "bank_sheet.list_id": approved.pk,
        "payment": asking.payments.get().pk,
    }


def _drafted(cast: Cast, number: int) -> PaymentList:
    officer = cast.actor("civil_officer")
    granted = Granted(
        ref=f"BA-2026-9000{number}", kind="farming_support", name="张有田", since=TODAY, amount_fen=800_000,
        unit=cast.units["civil"], county_id=cast.county.pk, town_id=cast.town.pk, village_id=cast.village.pk,
    )  # fmt: skip
    benefits.grant(actor=officer, granted=granted, at=NOW)
    return benefits.draft_list(actor=officer, kind="farming_support", period="2026-11", at=NOW)
