"""The database itself refuses what may never happen to a ledger; nothing above it needs to be trusted."""

from __future__ import annotations

from collections.abc import Callable
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.db.models import Model

from cunli.ledgers import booking, proof, triggers
from cunli.ledgers.models import Account, Book, Leg, State, Transaction
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def accounts(cast: Cast) -> tuple[Account, Account, Account]:
    fund = booking.account(book=Book.MONEY, key="fund:sheep", county_id=cast.county.pk)
    home = booking.account(book=Book.MONEY, key="entitlement:1", county_id=cast.county.pk)
    points = booking.account(book=Book.POINTS, key="household:1", county_id=cast.county.pk)
    return fund, home, points


def booked(cast: Cast, accounts: tuple[Account, Account, Account], source: str = "payment:1") -> Transaction:
    fund, home, _points = accounts
    legs = [(fund, -800_000), (home, 800_000)]
    sheet = booking.Booking(book=Book.MONEY, source=source, says="买羊", happened_on=cast.today, legs=legs)
    return booking.record(booking=sheet, at=cast.now)


def drafted(cast: Cast, source: str, *legs: tuple[Account, int]) -> Transaction:
    made = Transaction.objects.create(
        book=Book.MONEY, source=source, says="x", happened_on=cast.today, drafted_at=cast.now, county=cast.county
    )
    Leg.objects.bulk_create(Leg(transaction=made, account=one, amount=amount) for one, amount in legs)
    return made


def refused(act: Callable[[], object], says: str) -> None:
    with pytest.raises(IntegrityError, match=says), transaction.atomic():
        act()


def test_what_is_posted_stays_as_it_is(cast: Cast, accounts: tuple[Account, Account, Account]) -> None:
    posted = booked(cast, accounts)
    row = Transaction.objects.filter(pk=posted.pk)
    refused(lambda: row.update(says="别的"), "stays as it is")
    refused(lambda: row.update(state=State.DRAFTED, posted_at=None), "stays as it is")
    refused(lambda: row.update(reverses=None, happened_on=None), "stays as it is")
    refused(lambda: row._raw_delete("default"), "not deleted")
    refused(lambda: posted.legs.update(amount=1), "not changed")
    refused(lambda: Leg.objects.filter(transaction=posted)._raw_delete("default"), "not deleted")


def test_a_late_leg_is_refused(cast: Cast, accounts: tuple[Account, Account, Account]) -> None:
    posted = booked(cast, accounts)
    refused(lambda: Leg.objects.create(transaction=posted, account=accounts[0], amount=1), "is posted")


def test_what_does_not_balance_is_not_posted(cast: Cast, accounts: tuple[Account, Account, Account]) -> None:
    fund, home, _points = accounts
    for source, legs in (
        ("none", []),
        ("one", [(fund, 1)]),
        ("short", [(fund, -2), (home, 1)]),
    ):
        made = drafted(cast, source, *legs)
        refused(lambda made=made: booking.post(transaction=made, at=cast.now), "do not sum to zero")  # type: ignore[misc]


def test_nothing_begins_posted(cast: Cast) -> None:
    refused(
        lambda: Transaction.objects.create(
            book=Book.MONEY, source="x", says="x", happened_on=cast.today, drafted_at=cast.now, posted_at=cast.now,
            state=State.POSTED, county=cast.county,
        ),
        "begins as a draft",
    )  # fmt: skip


def test_points_never_meet_money(cast: Cast, accounts: tuple[Account, Account, Account]) -> None:
    refused(lambda: drafted(cast, "mixed", (accounts[0], -1), (accounts[2], 1)), "another book")
    made = drafted(cast, "kept", (accounts[0], -1), (accounts[1], 1))
    refused(lambda: Transaction.objects.filter(pk=made.pk).update(book=Book.POINTS), "stays in its book")


def test_an_account_stays_whose_it_is(cast: Cast, accounts: tuple[Account, Account, Account]) -> None:
    del cast
    row = Account.objects.unscoped("test").filter(pk=accounts[1].pk)
    refused(lambda: row.update(key="entitlement:2"), "stays whose it is")
    refused(lambda: row._raw_delete("default"), "not deleted")


def test_no_row_is_put_in_the_place_of_another(cast: Cast, accounts: tuple[Account, Account, Account]) -> None:
    posted = booked(cast, accounts)
    draft = drafted(cast, "draft")
    for row, changed in (
        (accounts[1], {"key": "entitlement:2"}),
        (posted, {"state": State.DRAFTED, "posted_at": None}),
        (posted, {"id": 9_999, "state": State.DRAFTED, "posted_at": None}),
        (posted.legs.all()[0], {"transaction_id": draft.pk, "amount": 5}),
    ):
        refused(lambda row=row, changed=changed: replace(row, changed), "stands already")  # type: ignore[misc]
    refused(
        lambda: Transaction.objects.filter(pk=draft.pk).update(source=posted.source), "stays what it was booked for"
    )
    assert list(proof.differences()) == []


def replace(row: Model, changed: dict[str, object]) -> None:
    """Written over by its number or its name, the way each engine has for it."""
    values = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields} | changed
    columns = ", ".join(values)
    into = f"INTO {row._meta.db_table} ({columns}) VALUES ({', '.join(['%s'] * len(values))})"
    over = ", ".join(f"{one} = EXCLUDED.{one}" for one in values)
    sql = f"INSERT {into} ON CONFLICT (id) DO UPDATE SET {over}"
    with connection.cursor() as cursor:
        cursor.execute(sql if connection.vendor == "postgresql" else f"INSERT OR REPLACE {into}", list(values.values()))


def test_a_reversal_takes_back_exactly_what_it_names(cast: Cast, accounts: tuple[Account, Account, Account]) -> None:
    fund, home, _points = accounts
    posted = booked(cast, accounts)
    wrong = booking.Booking(
        book=Book.MONEY, source="wrong", says="x", happened_on=cast.today, legs=[(fund, 700_000), (home, -700_000)]
    )
    refused(
        lambda: booking.post(transaction=booking.draft(booking=wrong, at=cast.now, reverses=posted), at=cast.now),
        "exactly what was posted",
    )
    back = booking.reverse(transaction=posted, says="人已去世", happened_on=cast.today, at=cast.now)
    again = booking.reverse(transaction=posted, says="人已去世", happened_on=cast.today, at=cast.now)
    assert back == again
    assert back.reverses == posted


def test_the_same_payment_is_booked_once(cast: Cast, accounts: tuple[Account, Account, Account]) -> None:
    assert booked(cast, accounts) == booked(cast, accounts)
    assert Transaction.objects.count() == 1


def test_a_missing_trigger_and_a_bent_ledger_are_named(cast: Cast, accounts: tuple[Account, Account, Account]) -> None:
    posted = booked(cast, accounts)
    assert list(proof.differences()) == []
    triggers.drop(connection)
    posted.legs.filter(amount__gt=0).update(amount=900_000)
    said = list(proof.differences())
    triggers.install(connection)
    assert "ledger trigger ledgers_leg_not_late does not stand" in said
    assert "ledger payment:1: 2 legs sum to 100000" in said
    assert triggers.missing(connection) == []


def test_after_migrating_every_trigger_stands(cast: Cast, accounts: tuple[Account, Account, Account]) -> None:
    call_command("migrate", verbosity=0, stdout=StringIO())
    assert triggers.missing(connection) == []
    test_what_is_posted_stays_as_it_is(cast, accounts)
