"""On PostgreSQL a leg and the posting of its transaction wait for each other; SQLite lets one write at a time."""

from __future__ import annotations

import threading

import pytest
from django.db import IntegrityError, connection, connections, transaction

from cunli.ledgers import booking, proof
from cunli.ledgers.models import Book, Leg, State, Transaction
from tests.cast import Cast


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="one writer at a time")
def test_a_leg_that_comes_while_it_is_posted_is_late_or_counted(cast: Cast) -> None:
    one, other = (booking.account(book=Book.MONEY, key=key, county_id=cast.county.pk) for key in ("fund:x", "a:1"))
    sheet = booking.Booking(book=Book.MONEY, source="s", says="x", happened_on=cast.today, legs=[(one, -5), (other, 5)])
    made = booking.draft(booking=sheet, at=cast.now)
    refusals: list[str] = []

    def posts() -> None:
        try:
            booking.post(transaction=made, at=cast.now)
        except IntegrityError as refused:
            refusals.append(str(refused))
        finally:
            connections.close_all()

    with transaction.atomic():
        Leg.objects.create(transaction=made, account=other, amount=1)
        thread = threading.Thread(target=posts)
        thread.start()
        thread.join(timeout=1)
        assert thread.is_alive(), "it waits for the leg"
    thread.join()
    assert "do not sum to zero" in refusals[0]
    assert Transaction.objects.get().state == State.DRAFTED
    assert list(proof.differences()) == []
