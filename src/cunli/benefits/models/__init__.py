"""Programmes and entitlements; payment lists and what became of each line."""

from cunli.benefits.models.entitlements import Entitlement, Form, Programme, Rhythm
from cunli.benefits.models.lists import Approval, BankFile, ListState, Payment, PaymentList, PaymentState, Series

__all__ = [
    "Approval",
    "BankFile",
    "Entitlement",
    "Form",
    "ListState",
    "Payment",
    "PaymentList",
    "PaymentState",
    "Programme",
    "Rhythm",
    "Series",
]
