"""Book: open an account, record a transaction, take one back. No act of its own: the service that moves the money or
the points calls it inside its transaction and is the one that is journalled."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError
from django.db import transaction as database

from cunli.ledgers.models import Account, Book, Leg, State, Transaction

WHY = "booked by the act that moves it"


@dataclass(frozen=True, slots=True, kw_only=True)
class Booking:
    """What is to be booked: ``legs`` are accounts with whole fen or points, and sum to zero."""

    book: Book
    source: str
    says: str
    happened_on: date
    legs: Sequence[tuple[Account, int]]
    ref: str = ""


class DoesNotBalance(ValueError):
    """A mistake of the program, never of a person: the legs do not sum to zero, or there are fewer than two."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """Whose an account is: its key within the book, and where they are."""

    key: str
    town_id: int | None = None
    village_id: int | None = None


def account(
    *, book: Book, key: str, county_id: int, town_id: int | None = None, village_id: int | None = None
) -> Account:
    """The account under this key, opened when it is first booked on."""
    places = {"town_id": town_id, "village_id": village_id}
    found, _new = Account.objects.unscoped(WHY).get_or_create(book=book, key=key, county_id=county_id, defaults=places)
    return found


def accounts(*, book: Book, county_id: int, holders: Iterable[Holder]) -> dict[str, Account]:
    """By key, however many in a handful of statements; those that are missing are opened, in the order of their keys,
    so that two who open the same wait for each other and never in a ring."""
    wanted = {one.key: one for one in holders}
    found = _standing(book, county_id, wanted)
    missing = [
        Account(book=book, county_id=county_id, key=key, town_id=one.town_id, village_id=one.village_id)
        for key, one in sorted(wanted.items())
        if key not in found
    ]
    try:
        with database.atomic():
            Account.objects.bulk_create(missing)
    except IntegrityError:  # somebody has opened one of them in between
        for one in missing:
            account(book=book, key=one.key, county_id=county_id, town_id=one.town_id, village_id=one.village_id)
        return _standing(book, county_id, wanted)
    return found | {one.key: one for one in missing}


def _standing(book: Book, county_id: int, keys: Iterable[str]) -> dict[str, Account]:
    rows = Account.objects.unscoped(WHY).filter(book=book, county_id=county_id, key__in=list(keys))
    return {one.key: one for one in rows}


@database.atomic
def draft(*, booking: Booking, at: datetime, reverses: Transaction | None = None) -> Transaction:
    """Written, not yet booked: a draft moves nothing. Raises DoesNotBalance."""
    (made,) = _drafted([booking], at, reverses=reverses)
    return made


def _drafted(bookings: Sequence[Booking], at: datetime, *, reverses: Transaction | None = None) -> list[Transaction]:
    made = Transaction.objects.bulk_create(_row(one, at, reverses) for one in bookings)
    Leg.objects.bulk_create(
        Leg(transaction=row, account=holder, amount=amount)
        for row, booking in zip(made, bookings, strict=True)
        for holder, amount in booking.legs
    )
    return made


def _row(booking: Booking, at: datetime, reverses: Transaction | None) -> Transaction:
    amounts: list[int] = [amount for _account, amount in booking.legs]
    if len(amounts) < 2 or sum(amounts) != 0 or 0 in amounts:
        raise DoesNotBalance(booking.source)
    return Transaction(
        book=booking.book,
        source=booking.source,
        ref=booking.ref,
        says=booking.says,
        happened_on=booking.happened_on,
        drafted_at=at,
        county_id=booking.legs[0][0].county_id,
        reverses=reverses,
    )


@database.atomic
def post(*, transaction: Transaction, at: datetime) -> Transaction:
    """Booked for good, once. Raises IntegrityError, from the database, where it may not be."""
    rows = Transaction.objects.filter(pk=transaction.pk, state=State.DRAFTED)
    if not rows.update(state=State.POSTED, posted_at=at):
        return transaction
    transaction.refresh_from_db()
    return transaction


def record(*, booking: Booking, at: datetime) -> Transaction:
    """Drafted and posted at once; the first one where this ``source`` was booked before."""
    return record_all(bookings=[booking], at=at)[booking.source]


@database.atomic
def record_all(*, bookings: Sequence[Booking], at: datetime) -> dict[str, Transaction]:
    """Of one county and book, by source: drafted and posted at once, however many in a handful of statements; the first
    one where a source was booked before. The database looks at every single one, as it does at one alone."""
    if not bookings:
        return {}
    county_id, book = bookings[0].legs[0][0].county_id, bookings[0].book
    wanted = {one.source: one for one in bookings}
    rows = Transaction.objects.filter(book=book, county_id=county_id, source__in=list(wanted))
    known = {row.source: row for row in rows}
    made = _drafted([one for source, one in wanted.items() if source not in known], at)
    Transaction.objects.filter(pk__in=[row.pk for row in made]).update(state=State.POSTED, posted_at=at)
    for row in made:
        row.state, row.posted_at = State.POSTED, at
    return known | {row.source: row for row in made}


@database.atomic
def reverse(*, transaction: Transaction, says: str, happened_on: date, at: datetime) -> Transaction:
    """Take a posted transaction back in full; the first reversal where it was taken back before."""
    known = Transaction.objects.filter(reverses=transaction).first()
    if known is not None:
        return known
    legs = [(leg.account, -leg.amount) for leg in transaction.legs.select_related("account")]
    booking = Booking(
        book=Book(transaction.book),
        source=f"reversal:{transaction.pk}",
        ref=transaction.ref,
        says=says,
        happened_on=happened_on,
        legs=legs,
    )
    return post(transaction=draft(booking=booking, at=at, reverses=transaction), at=at)
