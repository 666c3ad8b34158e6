"""From a decision to the yard: a list is drafted by one, approved by another, sent, read back, booked, asked about."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date, timedelta

import pytest
import python_calamine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cunli.acts.paying import read_bank_file
from cunli.benefits import selectors, services
from cunli.benefits.comparing import Compared, compared
from cunli.benefits.models import (
    BankFile,
    Entitlement,
    ListState,
    Payment,
    PaymentList,
    PaymentState,
    Programme,
    Rhythm,
)
from cunli.benefits.refusals import MovedOn, NotBoth, NothingToPay, TooMuch, Unreadable
from cunli.benefits.selectors import after_death, lists_within
from cunli.dues.models import Due
from cunli.ledgers import booking, proof
from cunli.ledgers.models import Book, Transaction
from cunli.ledgers.selectors import balance
from cunli.lib.refusals import Conflict, Invalid, NotYourPost
from cunli.registry.models import Person
from tests.benefits.conftest import ACCOUNT, SHEEP_FEN, Paying
from tests.cast import TODAY, Cast

pytestmark = pytest.mark.django_db
Granting = Callable[..., Entitlement]


def money_of(cast: Cast, entitlement: Entitlement) -> int:
    return balance(booking.account(book=Book.MONEY, key=f"entitlement:{entitlement.pk}", county_id=cast.county.pk))


def test_the_other_villages_clerk_gets_nothing(cast: Cast, granting: Granting, paying: Paying) -> None:
    granting("周满仓")
    made = paying.drafted()
    other = cast.actor("li_clerk")
    assert not lists_within(other).exists()
    assert not Entitlement.objects.within(other.scope).exists()
    with pytest.raises(NotYourPost):
        services.approve(actor=other, found=made, at=cast.now)


def test_eight_thousand_yuan_arrive_and_are_booked(cast: Cast, granting: Granting, paying: Paying) -> None:
    given = granting("周满仓")
    made = paying.sent()
    line = f"{made.ref}-0001,周满仓,{ACCOUNT},8000.00,成功,"
    paying.read(made, paying.answer(line))
    payment = made.payments.get()
    assert (payment.state, payment.paid_on, payment.household["printed_no"]) == (PaymentState.PAID, TODAY, "H-1")
    assert money_of(cast, given) == SHEEP_FEN
    assert made.state == ListState.ASKING
    asked = made.payments.get(is_asked=True)
    services.note_answer(
        actor=cast.actor("wang_clerk"), found=made, payment=asked, arrived=True, said="羊都买了", at=cast.now
    )
    assert made.state == ListState.DONE
    assert not Due.objects.unscoped("test").filter(source="payment").exists()
    assert list(proof.differences()) == []


def test_whoever_says_that_it_has_not_arrived_is_asked_until_it_has_or_is_taken_back(
    cast: Cast, granting: Granting, paying: Paying
) -> None:
    granting("周满仓")
    made = paying.sent()
    paying.read(made, paying.answer(f"{made.ref}-0001,周满仓,{ACCOUNT},8000.00,成功,"))
    asked, clerk = made.payments.get(is_asked=True), cast.actor("wang_clerk")
    services.note_answer(actor=clerk, found=made, payment=asked, arrived=False, said="卡里没有", at=cast.now)
    assert made.state == ListState.ASKING
    assert list(selectors.to_ask(clerk)) == [asked], "it waits for the same village"
    services.recover(
        actor=cast.actor("bureau_officer"), found=made, payment=asked, why="发到别人卡上了", back_on=TODAY, at=cast.now
    )
    assert made.state == ListState.DONE


def test_the_file_for_the_bank_says_accounts_in_full_and_the_table_does_not(
    cast: Cast, granting: Granting, paying: Paying
) -> None:
    granting("周满仓")
    made = paying.approved()
    file = services.send(actor=cast.actor("bureau_officer"), found=made, at=cast.now)
    rows = python_calamine.load_workbook(io.BytesIO(file.read())).get_sheet_by_index(0).to_python()
    file.close()
    assert rows[1][:4] == [f"{made.ref}-0001", "周满仓", ACCOUNT, 8000], (
        "the sum is a number, to add up; the account is text"
    )
    stored = Payment.objects.values_list("bank_last4", flat=True).get()
    assert stored == ACCOUNT[-4:]
    with connection.cursor() as cursor:
        cursor.execute("SELECT bank FROM benefits_payment")
        assert ACCOUNT not in cursor.fetchone()[0]


def test_a_line_that_comes_back_says_why_and_stands_on_the_next_list(granting: Granting, paying: Paying) -> None:
    granting("周满仓")
    granting("田桂花")
    made = paying.sent()
    read = paying.read(
        made,
        paying.answer(
            f"{made.ref}-0001,周满仓,{ACCOUNT},8000.00,成功,",
            f"{made.ref}-0002,田桂花,{ACCOUNT},8000.00,退回,账号已销户",
            "PL-2026-99999-0001,某人,123,8000.00,成功,",
        ),
    )
    assert [one.name for one in read.returned] == ["田桂花"]  # type: ignore[attr-defined]
    assert BankFile.objects.get().unknown.startswith("PL-2026-99999-0001 某人")
    assert made.payments.get(name="田桂花").reason == "账号已销户"
    assert [one.name for one in paying.drafted().payments.all()] == ["田桂花"]


def test_a_wrong_sum_or_account_is_never_taken_for_paid(granting: Granting, paying: Paying) -> None:
    granting("周满仓")
    made = paying.sent()
    for line in (
        f"{made.ref}-0001,周满仓,{ACCOUNT},800.00,成功,",
        f"{made.ref}-0001,周满仓,6217000010009999999,8000.00,成功,",
        f"{made.ref}-0001,周满仓,{ACCOUNT},8000.00,处理中,",
    ):
        paying.read(made, paying.answer(line))
        assert made.payments.get().state == PaymentState.WAITING
    assert made.state == ListState.SENT
    assert not Transaction.objects.exists()


SAME_END = "6217000099991234567"
"""Another account than ``ACCOUNT``, with the same last four digits."""


def two_of_one_name(granting: Granting, paying: Paying) -> PaymentList:
    granting("张伟")
    granting("张伟", bank=SAME_END)
    return paying.sent()


def test_two_of_one_name_whose_accounts_end_alike_are_not_taken_for_each_other(
    granting: Granting, paying: Paying
) -> None:
    made = two_of_one_name(granting, paying)
    paying.read(
        made,
        paying.answer(f"{made.ref}-0001,张伟,{SAME_END},8000,成功,", f"{made.ref}-0002,张伟,{ACCOUNT},8000,成功,"),
    )
    assert {one.state for one in made.payments.all()} == {PaymentState.WAITING}
    assert BankFile.objects.get().unknown.count("账号不对") == 2
    assert not Transaction.objects.exists()
    paying.read(
        made,
        paying.answer(f"{made.ref}-0001,张伟,{ACCOUNT},8000,成功,", f"{made.ref}-0002,张伟,{SAME_END},8000,成功,"),
    )
    assert {(one.state, one.compared) for one in made.payments.all()} == {(PaymentState.PAID, Compared.WHOLE)}


def test_an_account_that_the_bank_masks_is_compared_by_what_shows_and_that_is_said(
    cast: Cast, granting: Granting, paying: Paying
) -> None:
    made = two_of_one_name(granting, paying)
    paying.read(
        made,
        paying.answer(
            f"{made.ref}-0001,张伟,62170000****4567,8000,成功,", f"{made.ref}-0002,张伟,6222****4567,8000,成功,"
        ),
    )
    first, second = made.payments.order_by("number")
    assert (first.state, first.compared) == (PaymentState.PAID, Compared.MASKED)
    assert (second.state, second.compared) == (PaymentState.WAITING, "")
    page = cast.client("bureau_officer").get(f"/benefits/list/{made.pk}/").content.decode()
    assert "银行遮了账号，只对上露出来的几位" in page
    assert "1 户的账号，银行没有写全" in page


@pytest.mark.parametrize(
    ("said", "how"),
    [
        (ACCOUNT, Compared.WHOLE),
        ("6217 0000 1000 1234 567", Compared.WHOLE),
        ("６２１７000010001234567", Compared.WHOLE),
        ("", Compared.UNSAID),
        ("621700******4567", Compared.MASKED),
        ("**** 4567", Compared.MASKED),
        ("4567", Compared.MASKED),
        ("**67", None),
        ("621700*********", None),
        ("6217000010001234567*********6217000010001234567", None),
        ("12344567", None),
        ("6.217E+18", None),
    ],
)
def test_what_of_an_account_counts_as_the_same(said: str, how: Compared | None) -> None:
    assert compared(said, ACCOUNT) == how


def test_a_file_of_fifty_costs_as_many_queries_as_one_of_five(cast: Cast, granting: Granting, paying: Paying) -> None:
    spent = []
    for many in (1, 5, 50):
        for _number in range(many):
            granting("周满仓")
        with CaptureQueriesContext(connection) as drafting:
            made = paying.drafted()
        PaymentList.objects.unscoped("test").filter(pk=made.pk).update(state=ListState.SENT)
        made.refresh_from_db(from_queryset=PaymentList.objects.unscoped("test"))
        lines = [f"{made.ref}-{n:04},周满仓,{ACCOUNT},8000,成功," for n in range(1, many + 1)]
        with CaptureQueriesContext(connection) as reading:
            read_bank_file(
                actor=cast.actor("bureau_officer"), found=made, content=paying.answer(*lines), name="回单.csv",
                paid_on=TODAY, at=cast.now,
            )  # fmt: skip
        assert made.payments.filter(state=PaymentState.PAID).count() == many
        spent.append((len(drafting), len(reading)))
    assert spent[1] == spent[2], "the first list of a year also opens its series and its fund"
    assert list(proof.differences()) == []


def test_the_same_answer_is_read_once(granting: Granting, paying: Paying) -> None:
    granting("周满仓")
    granting("田桂花")
    made = paying.sent()
    content = paying.answer(f"{made.ref}-0001,周满仓,{ACCOUNT},8000,成功,")
    paying.read(made, content)
    with pytest.raises(Conflict):
        paying.read(made, content)
    assert Transaction.objects.count() == 1


def test_who_has_no_account_is_named_and_waits_for_the_next_list(granting: Granting, paying: Paying) -> None:
    granting("周满仓")
    granting("田桂花", bank="")
    made = paying.sent()
    paying.read(made, paying.answer(f"{made.ref}-0001,周满仓,{ACCOUNT},8000,成功,"))
    assert made.payments.get(name="田桂花").reason == "没有账号，没送银行"
    assert made.state == ListState.ASKING


def test_what_never_went_to_the_bank_is_never_taken_for_paid(granting: Granting, paying: Paying) -> None:
    granting("田桂花", bank="")
    granting("周满仓")
    made = paying.sent()
    without = made.payments.get(name="田桂花")
    paying.read(made, f"编号,金额,结果\n{made.ref}-{without.number:04},8000,成功".encode())
    without.refresh_from_db()
    assert without.state == PaymentState.RETURNED
    assert not Transaction.objects.exists()


def test_a_list_on_which_nobody_has_an_account_is_not_sent(granting: Granting, paying: Paying) -> None:
    granting("田桂花", bank="")
    with pytest.raises(Conflict):
        paying.sent()


def test_two_duties_that_one_person_does_not_hold(cast: Cast, granting: Granting, paying: Paying) -> None:
    granting("周满仓")
    made = paying.drafted()
    with pytest.raises(NotBoth):
        services.approve(actor=cast.actor("bureau_officer"), found=made, at=cast.now)
    services.approve(actor=cast.actor("bureau_colleague"), found=made, at=cast.now)
    services.send(actor=cast.actor("bureau_officer"), found=made, at=cast.now).close()
    with pytest.raises(NotBoth):
        paying.read(made, paying.answer("x,,,1,成功,"), by="bureau_colleague")
    paying.read(made, paying.answer(f"{made.ref}-0001,周满仓,{ACCOUNT},8000,成功,"))
    asked = made.payments.get()
    with pytest.raises(NotBoth):
        services.note_answer(
            actor=cast.actor("bureau_officer"), found=made, payment=asked, arrived=True, said="", at=cast.now
        )


def test_a_larger_sum_takes_one_more_yes(cast: Cast, granting: Granting, paying: Paying) -> None:
    for number in range(7):
        granting(f"周{number}")
    made = paying.drafted()
    assert made.total_fen == 7 * SHEEP_FEN  # 56,000 yuan: from 50,000 on the county's department says yes too
    services.approve(actor=cast.actor("bureau_colleague"), found=made, at=cast.now)
    assert made.state == ListState.DRAFTED
    with pytest.raises(NotBoth):
        services.approve(actor=cast.actor("bureau_colleague"), found=made, at=cast.now)
    services.approve(actor=cast.actor("bureau_third"), found=made, at=cast.now)
    assert made.state == ListState.APPROVED


def test_the_page_that_was_read_is_what_is_approved(cast: Cast, granting: Granting, paying: Paying) -> None:
    granting("周满仓")
    made = paying.drafted()
    stale = PaymentList.objects.unscoped("test").get(pk=made.pk)
    services.drop(actor=cast.actor("bureau_officer"), found=made, why="名单拟错了", at=cast.now)
    with pytest.raises(MovedOn):
        services.approve(actor=cast.actor("bureau_colleague"), found=stale, at=cast.now)
    assert paying.drafted().lines == 1


def test_no_month_before_it_began_is_paid(cast: Cast, granting: Granting) -> None:
    given = granting("周满仓")
    Entitlement.objects.unscoped("test").filter(pk=given.pk).update(rhythm=Rhythm.MONTHLY)
    drafting = {"actor": cast.actor("bureau_officer"), "kind": "farming_support", "at": cast.now}
    with pytest.raises(NothingToPay):
        services.draft_list(period="2026-10", **drafting)  # type: ignore[arg-type]
    assert services.draft_list(period="2026-11", **drafting).lines == 1  # type: ignore[arg-type]


def test_nobody_is_paid_twice(granting: Granting, paying: Paying) -> None:
    granting("周满仓")
    paying.drafted()
    with pytest.raises(NothingToPay):
        paying.drafted()


def test_a_payment_after_death_is_found_and_taken_back_whole(cast: Cast, granting: Granting, paying: Paying) -> None:
    given = granting("周满仓")
    made = paying.sent()
    paying.read(made, paying.answer(f"{made.ref}-0001,周满仓,{ACCOUNT},8000,成功,"))
    assert after_death(made) == []
    Person.objects.unscoped("test").filter(pk=given.person_id).update(died_on=TODAY - timedelta(days=3))
    (late,) = after_death(made)
    actor = cast.actor("bureau_officer")
    with pytest.raises(Invalid):
        services.recover(actor=actor, found=made, payment=late, why=" ", back_on=TODAY, at=cast.now)
    services.recover(actor=actor, found=made, payment=late, why="家里退回来了", back_on=TODAY, at=cast.now)
    assert money_of(cast, given) == 0
    assert late.transaction is not None
    assert late.transaction.reversal.says == "家里退回来了"
    assert after_death(made) == []
    with pytest.raises(Conflict):
        services.recover(actor=actor, found=made, payment=late, why="再来一次", back_on=TODAY, at=cast.now)
    assert list(proof.differences()) == []


def test_what_was_taken_back_from_somebody_who_lives_is_paid_by_the_next_list(
    cast: Cast, granting: Granting, paying: Paying
) -> None:
    """Taken for dead, or sent to somebody else's card: the money has not reached whom it was for."""
    given = granting("周满仓")
    made = paying.sent()
    paying.read(made, paying.answer(f"{made.ref}-0001,周满仓,{ACCOUNT},8000,成功,"))
    actor, (payment,) = cast.actor("bureau_officer"), made.payments.all()
    with pytest.raises(NothingToPay):
        paying.drafted()
    services.recover(actor=actor, found=made, payment=payment, why="发到别人卡上了", back_on=TODAY, at=cast.now)
    assert [one.entitlement_id for one in paying.drafted().payments.all()] == [given.pk]


def test_what_one_matter_ended_goes_on_as_it_was_and_nothing_else_does(cast: Cast, granting: Granting) -> None:
    given = granting("周满仓")
    Entitlement.objects.unscoped("test").filter(pk=given.pk).update(rhythm=Rhythm.MONTHLY, until=date(2027, 6, 30))
    actor, about = cast.actor("bureau_officer"), {"person_id": given.person_id or 0, "why": "记错了", "at": cast.now}
    services.end_with_person(actor=actor, on=TODAY, ref="LE-2026-00001", **about)  # type: ignore[arg-type]
    assert services.resume(actor=actor, ref="LE-2026-00002", **about) == []  # type: ignore[arg-type]
    (again,) = services.resume(actor=actor, ref="LE-2026-00001", **about)  # type: ignore[arg-type]
    assert (again.until, again.end_reason, again.ended_by) == (date(2027, 6, 30), "", "")


def test_whoever_has_died_is_not_on_a_list(granting: Granting, paying: Paying) -> None:
    given = granting("周满仓")
    Person.objects.unscoped("test").filter(pk=given.person_id).update(died_on=date(2026, 11, 1))
    with pytest.raises(NothingToPay):
        paying.drafted()


def test_more_than_the_programme_gives_is_refused(granting: Granting, sheep: Programme) -> None:
    del sheep
    with pytest.raises(TooMuch, match="8,000"):
        granting("周满仓", amount_fen=SHEEP_FEN + 1)


def test_a_file_that_is_none_is_refused_in_words(granting: Granting, paying: Paying) -> None:
    granting("周满仓")
    made = paying.sent()
    for content in (b"", b"\xff\xfe\x00", "编号,户名\n1,x".encode()):
        with pytest.raises(Unreadable):
            paying.read(made, content)
