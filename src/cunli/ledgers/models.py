"""Accounts, transactions and legs. What may never happen to them is refused by ``triggers``, not only here."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cunli.lib.privacy import ACCOUNTS_APPRAISED, NO_PERSONAL_DATA, Privacy
from cunli.lib.scope import Scope
from cunli.lib.scoped import ScopedQuerySet
from cunli.places.scoping import ancestor_filter


class Book(models.TextChoices):
    """What is counted; amounts of two books never meet in one transaction."""

    MONEY = "money", _("钱")
    """Whole fen."""
    POINTS = "points", _("积分")


class State(models.TextChoices):
    DRAFTED = "drafted", _("拟好了，还没记账")
    POSTED = "posted", _("记账了")


class AccountQuerySet(ScopedQuerySet["Account"]):
    def scope_filter(self, scope: Scope) -> Q:
        return ancestor_filter(scope)


class Account(models.Model):
    """``key`` says whose within its book ("entitlement:12", "fund:dibao"), by number and never by name."""

    PRIVACY = Privacy(
        kinds=("money or points that somebody received, by number",),
        basis="PIPL art. 13(3), 28: paying and accounting for statutory benefits; Accounting Law",
        retention="as accounting records: ten years after the year's end",
        left_because=ACCOUNTS_APPRAISED,
    )

    book = models.CharField(max_length=8, choices=Book.choices)
    key = models.CharField(max_length=60)
    county = models.ForeignKey("places.Area", models.PROTECT, related_name="+", db_index=False)
    town = models.ForeignKey("places.Area", models.PROTECT, null=True, related_name="+", db_index=False)
    village = models.ForeignKey("places.Area", models.PROTECT, null=True, related_name="+", db_index=False)

    objects = AccountQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["county", "book", "key"], name="ledgers_account_once")]

    def __str__(self) -> str:
        return f"{self.book} {self.key}"


class Transaction(models.Model):
    """One booking. ``source`` is what it was booked for and is booked once ("payment:15"); ``ref`` is printed."""

    PRIVACY = NO_PERSONAL_DATA

    book = models.CharField(max_length=8, choices=Book.choices)
    source = models.CharField(max_length=60)
    ref = models.CharField(max_length=24, blank=True)
    says = models.CharField(max_length=200)
    """For what, without a name."""
    happened_on = models.DateField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.DRAFTED)
    drafted_at = models.DateTimeField()
    posted_at = models.DateTimeField(null=True)
    county = models.ForeignKey("places.Area", models.PROTECT, related_name="+", db_index=False)
    reverses = models.OneToOneField("self", models.PROTECT, null=True, related_name="reversal")
    """What it takes back, in full; nothing is taken back twice."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["county", "book", "source"], name="ledgers_transaction_once"),
            models.CheckConstraint(
                condition=Q(state=State.DRAFTED, posted_at=None) | Q(state=State.POSTED, posted_at__isnull=False),
                name="ledgers_transaction_posted_at",
            ),
            models.CheckConstraint(
                condition=Q(reverses=None) | ~Q(reverses=F("id")), name="ledgers_transaction_not_itself"
            ),
        ]
        indexes = [models.Index(fields=["ref"], name="ledgers_transaction_ref")]

    def __str__(self) -> str:
        return f"{self.source} {self.state}"


class Leg(models.Model):
    """``amount``: whole fen or points, more on the account when positive; never nothing."""

    PRIVACY = NO_PERSONAL_DATA

    transaction = models.ForeignKey(Transaction, models.PROTECT, related_name="legs")
    account = models.ForeignKey(Account, models.PROTECT, related_name="legs")
    amount = models.BigIntegerField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(amount=0), name="ledgers_leg_not_nothing")]

    def __str__(self) -> str:
        return f"{self.account_id} {self.amount:+d}"
