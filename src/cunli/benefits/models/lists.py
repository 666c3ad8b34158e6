"""A payment list from its draft to the last line that was asked about."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cunli.benefits.comparing import Compared
from cunli.benefits.models.entitlements import Entitlement
from cunli.lib.encrypted_field import EncryptedTextField
from cunli.lib.privacy import ACCOUNTS_APPRAISED, NO_PERSONAL_DATA, Privacy
from cunli.lib.scope import Scope
from cunli.lib.scoped import ScopedQuerySet

PAID_TO = Privacy(
    kinds=("name", "household", "bank account", "benefits received"),
    basis="PIPL art. 13(3), 28; Social Assistance Law: paying statutory benefits; Accounting Law",
    retention="as accounting records: ten years after the year's end",
    left_because=ACCOUNTS_APPRAISED,
)


class ListState(models.TextChoices):
    DRAFTED = "drafted", _("拟好了，等人批")
    APPROVED = "approved", _("批好了，等送银行")
    SENT = "sent", _("送银行了，等对账")
    ASKING = "asking", _("对好账了，抽几户问收到没有")
    DONE = "done", _("都办完了")
    DROPPED = "dropped", _("作废了")


OPEN = (ListState.DRAFTED, ListState.APPROVED, ListState.SENT, ListState.ASKING)


class PaymentState(models.TextChoices):
    WAITING = "waiting", _("还没有结果")
    PAID = "paid", _("发到了")
    RETURNED = "returned", _("退回来了")
    RECOVERED = "recovered", _("追回来了")


TO_ASK = Q(is_asked=True, state=PaymentState.PAID) & (Q(arrived=None) | Q(arrived=False))
"""Lines drawn to be asked whether it arrived, and those who say that it has not."""


class PaymentListQuerySet(ScopedQuerySet["PaymentList"]):
    def scope_filter(self, scope: Scope) -> Q:
        """Of one's unit; whoever looks after the whole county sees all."""
        return Q(unit_id__in=scope.units) | Q(county_id__in=scope.counties)


class PaymentList(models.Model):
    """``period``: the month it is for ("2026-12"). One programme, one unit."""

    PRIVACY = PAID_TO

    ref = models.CharField(max_length=24, unique=True)
    kind = models.CharField(max_length=40)
    period = models.CharField(max_length=7)
    unit = models.ForeignKey("places.Unit", models.PROTECT, related_name="+", db_index=False)
    county = models.ForeignKey("places.Area", models.PROTECT, related_name="+", db_index=False)
    state = models.CharField(max_length=8, choices=ListState.choices, default=ListState.DRAFTED)
    version = models.PositiveIntegerField(default=1)
    total_fen = models.PositiveBigIntegerField()
    lines = models.PositiveIntegerField()
    due_at = models.DateTimeField()
    """When whoever it waits for should have done it."""
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    drafted_at = models.DateTimeField()
    reconciled_by_id = models.BigIntegerField(null=True)
    why = models.CharField(max_length=500, blank=True)
    """Why it was dropped."""

    objects = PaymentListQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["unit", "-drafted_at"], name="benefits_list_unit"),
            models.Index(fields=["county", "-drafted_at"], name="benefits_list_county"),
        ]

    def __str__(self) -> str:
        return self.ref


class Approval(models.Model):
    """One yes. ``rung``: the key of the county's rung it stands for."""

    PRIVACY = NO_PERSONAL_DATA

    list = models.ForeignKey(PaymentList, models.PROTECT, related_name="approvals")
    rung = models.CharField(max_length=40)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["list", "rung"], name="benefits_approval_rung_once"),
            models.UniqueConstraint(fields=["list", "user"], name="benefits_approval_person_once"),
        ]

    def __str__(self) -> str:
        return f"{self.list_id} {self.rung}"


class Payment(models.Model):
    """A line. Name, household and account as they were when the list was drafted."""

    PRIVACY = PAID_TO

    list = models.ForeignKey(PaymentList, models.PROTECT, related_name="payments")
    number = models.PositiveIntegerField()
    entitlement = models.ForeignKey(Entitlement, models.PROTECT, related_name="payments")
    name = models.CharField(max_length=40)
    household = models.JSONField(default=dict)
    """{"printed_no", "head", "people", "village", "address"}"""
    bank = EncryptedTextField(blank=True, default="")
    bank_last4 = models.CharField(max_length=4, blank=True, default="")
    amount_fen = models.PositiveBigIntegerField()
    state = models.CharField(max_length=9, choices=PaymentState.choices, default=PaymentState.WAITING)
    reason = models.CharField(max_length=200, blank=True)
    """Why it came back, or was recovered."""
    paid_on = models.DateField(null=True)
    compared = models.CharField(max_length=6, choices=Compared.choices, blank=True, default="")
    """What of its account the bank's answer was compared by; "" before there is one."""
    transaction = models.ForeignKey("ledgers.Transaction", models.PROTECT, null=True, related_name="+")
    is_asked = models.BooleanField(default=False)
    """Drawn to be asked whether it arrived."""
    arrived = models.BooleanField(null=True)
    said = models.CharField(max_length=200, blank=True)
    asked_by_id = models.BigIntegerField(null=True)
    asked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["list", "number"], name="benefits_payment_line_once"),
            models.UniqueConstraint(fields=["list", "entitlement"], name="benefits_payment_once_a_list"),
            models.CheckConstraint(condition=Q(amount_fen__gt=0), name="benefits_payment_of_something"),
            models.CheckConstraint(
                condition=Q(paid_on__isnull=False, transaction__isnull=False)
                | ~Q(state__in=[PaymentState.PAID, PaymentState.RECOVERED]),
                name="benefits_payment_booked",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.list_id}/{self.number}"

    @property
    def home(self) -> str:
        """Village and address, as far as the list has them: of whom the register knew no household, nothing."""
        return " ".join(filter(None, (self.household.get("village"), self.household.get("address"))))


class BankFile(models.Model):
    """An answer of the bank that was read. ``unknown``: lines that belong to nobody on the list, sealed."""

    PRIVACY = PAID_TO

    list = models.ForeignKey(PaymentList, models.PROTECT, related_name="files")
    name = models.CharField(max_length=120)
    sha256 = models.CharField(max_length=64)
    read_by_id = models.BigIntegerField()
    read_at = models.DateTimeField()
    unknown = EncryptedTextField(blank=True, default="")
    """A line each, as it stands in the file."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["list", "sha256"], name="benefits_bankfile_once")]

    def __str__(self) -> str:
        return self.name


class Series(models.Model):
    """The last serial given out per county and year."""

    PRIVACY = NO_PERSONAL_DATA

    county_id = models.BigIntegerField()
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["county_id", "year"], name="benefits_series_once")]

    def __str__(self) -> str:
        return f"{self.year}-{self.last}"
