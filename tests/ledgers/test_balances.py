"""Whatever is booked and taken back, every book sums to nothing and every balance can be recomputed."""

from __future__ import annotations

from datetime import timedelta
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cunli.ledgers import booking, proof
from cunli.ledgers.models import Account, Book, Leg
from cunli.ledgers.selectors import balance
from tests.cast import Cast

pytestmark = pytest.mark.django_db

RUNS = count()
AMOUNTS = st.integers(min_value=-(10**13), max_value=10**13).filter(bool)
"""Up to a hundred thousand million yuan, in fen."""
LEGS = st.lists(st.tuples(st.integers(0, 4), AMOUNTS), min_size=1, max_size=6)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sheets=st.lists(st.tuples(LEGS, st.booleans()), max_size=5))
def test_it_balances(cast: Cast, sheets: list[tuple[list[tuple[int, int]], bool]]) -> None:
    run = next(RUNS)
    accounts = [booking.account(book=Book.POINTS, key=f"{run}:{n}", county_id=cast.county.pk) for n in range(6)]
    expected: dict[Account, int] = dict.fromkeys(accounts, 0)
    for number, (legs, taken_back) in enumerate(sheets):
        total = sum(amount for _n, amount in legs)
        whole = [(accounts[n], amount) for n, amount in legs] + ([(accounts[5], -total)] if total else [])
        sheet = booking.Booking(
            book=Book.POINTS, source=f"{run}:{number}", says="x", happened_on=cast.today, legs=whole
        )
        if len(whole) < 2 or not all(amount for _one, amount in whole):
            with pytest.raises(booking.DoesNotBalance):
                booking.record(booking=sheet, at=cast.now)
            continue
        posted = booking.record(booking=sheet, at=cast.now)
        if taken_back:
            booking.reverse(transaction=posted, says="x", happened_on=cast.today + timedelta(days=1), at=cast.now)
        else:
            for one, amount in whole:
                expected[one] += amount
    assert {one: balance(one) for one in accounts} == expected
    assert sum(Leg.objects.values_list("amount", flat=True)) == 0
    assert list(proof.differences()) == []


def test_a_draft_moves_nothing(cast: Cast) -> None:
    one, other = (booking.account(book=Book.MONEY, key=key, county_id=cast.county.pk) for key in ("fund:x", "a:1"))
    sheet = booking.Booking(book=Book.MONEY, source="s", says="x", happened_on=cast.today, legs=[(one, -5), (other, 5)])
    made = booking.draft(booking=sheet, at=cast.now)
    assert balance(other) == 0
    booking.post(transaction=made, at=cast.now)
    booking.post(transaction=made, at=cast.now)
    assert balance(other) == 5
    assert balance(other, until=cast.today - timedelta(days=1)) == 0


def test_what_does_not_balance_is_a_mistake_of_the_program(cast: Cast) -> None:
    one = booking.account(book=Book.MONEY, key="fund:x", county_id=cast.county.pk)
    with pytest.raises(booking.DoesNotBalance):
        booking.draft(
            booking=booking.Booking(book=Book.MONEY, source="s", says="x", happened_on=cast.today, legs=[(one, 1)]),
            at=cast.now,
        )


def test_an_account_that_somebody_else_opens_in_between_is_taken_as_it_stands(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    theirs = booking.account(book=Book.MONEY, key="a:1", county_id=cast.county.pk)
    standing, looked = booking._standing, []

    def before_they_opened_it(*about: object) -> dict[str, Account]:
        looked.append(about)
        return {} if len(looked) == 1 else standing(*about)  # type: ignore[arg-type]  # passed through unchanged

    monkeypatch.setattr(booking, "_standing", before_they_opened_it)
    holders = [booking.Holder(key=key) for key in ("a:2", "a:1")]
    found = booking.accounts(book=Book.MONEY, county_id=cast.county.pk, holders=holders)
    assert found["a:1"] == theirs
    assert set(found) == set(Account.objects.unscoped("test").values_list("key", flat=True)) == {"a:1", "a:2"}
