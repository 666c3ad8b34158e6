"""Cash that somebody handed over: said in one sentence, and counted at the field before a step refuses the sum."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _

from cunli.cases.forms import StepForm
from cunli.cases.said import yuan

CASH = RECEIVED, PAID, CHANGE = ("received", "paid", "change")


def cash_words(facts: Mapping[str, object]) -> str:
    """The money that changed hands, in one sentence; "" where none did."""
    if not any(key in facts for key in CASH):
        return ""
    return _("收 %(received)s 元，交 %(paid)s 元，找回 %(change)s 元") % {key: yuan(_fen(facts, key)) for key in CASH}


def count(form: StepForm) -> None:
    """Where the sum is not right, the question about the change says what it should be."""
    asked = {question.name: question for question in form.questions if question.name in CASH}
    if len(asked) < len(CASH) or any(question.error for question in asked.values()):
        return
    received, paid, change = (_fen(form.values, key) for key in CASH)
    said = {"received": yuan(received), "paid": yuan(paid), "difference": yuan(abs(received - paid))}
    if paid > received:
        asked[PAID].error = _("收 %(received)s 元，交 %(paid)s 元，交的比收的多 %(difference)s 元，请再数一遍") % said
    elif change != received - paid:
        asked[CHANGE].error = _("收 %(received)s 元，交 %(paid)s 元，该找回 %(difference)s 元") % said


def _fen(values: Mapping[str, object], key: str) -> int:
    value = values.get(key)
    return value if isinstance(value, int) else 0
