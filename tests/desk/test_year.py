"""A year of the demo county, night by night: whichever nights are missed, the county stands the same at its end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from io import StringIO
from random import Random
from typing import Any

import pytest
from django.core.management import call_command
from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker

from cunli.acts.verify import differences
from cunli.cases.models import Ask, Matter, Term
from cunli.desk.demo import load as county
from cunli.dues.models import Due
from cunli.lib.terms import SHANGHAI
from cunli.messages.models import Kind, Message

ANCHOR = datetime(2026, 11, 23, 10, 0, tzinfo=SHANGHAI)
WHY = "the demo is looked at as a whole"
NEAR, FAR, WEEK = 21, 365, 7
"""Every night while most clocks run; later, to keep the suite short, one night in seven."""


def nights() -> list[date]:
    days = [*range(NEAR), *range(NEAR, FAR, WEEK), FAR]
    return [ANCHOR.date() + timedelta(days=day) for day in days]


def some_missed(seed: int) -> list[date]:
    """Two of three were missed, never the last one: by then somebody noticed."""
    *most, last = nights()
    return [*sorted(Random(seed).sample(most, len(most) // 3)), last]


@pytest.fixture(scope="module")
def demo(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with django_db_blocker.unblock(), transaction.atomic():
        county.load(anchor=ANCHOR, say=lambda _line: None)
        yield
        transaction.set_rollback(True)


def lived(days: Sequence[date]) -> dict[str, Any]:
    """What stands in the county after these sweeps, each by the command; undone again."""
    with transaction.atomic():
        for day in days:
            call_command("sweep", "--on", day.isoformat(), "--ahead", stdout=StringIO())
        found = standing()
        transaction.set_rollback(True)
    return found


TOLD = ("ref", "kind", "user_id", "to_name", "channel", "body")
"""The words come last; they say the year of a day where they are said in another."""


def standing() -> dict[str, Any]:
    """Without the moments at which a sweep came by; with every day that is due."""
    messages = Message.objects.unscoped(WHY).exclude(kind=Kind.REMINDER)
    terms = Term.objects.values_list("matter__ref", "key", "due_at", "rung", "met_at", "ended_at", "watch_at")
    return {
        "matters": set(Matter.objects.unscoped(WHY).values_list("ref", "state", "outcome", "is_open", "waits_for")),
        "terms": Counter((*known, *(moment is None for moment in moments)) for *known, moments in map(_parted, terms)),
        "told": Counter((*to, said.replace("2026年", "")) for *to, said in messages.values_list(*TOLD)),
        "asks": Counter(Ask.objects.values_list("matter__ref", "unit_id", "answer")),
        "dues": set(Due.objects.unscoped(WHY).values_list("source", "ref", "unit_id", "user_id", "is_left", "due_at")),
        "differences": list(differences()),
    }


def _parted(term: tuple[Any, ...]) -> list[Any]:
    return [*term[:4], term[4:]]


def escalations(told: Counter[tuple[Any, ...]]) -> Counter[tuple[Any, ...]]:
    return Counter({said: times for said, times in told.items() if said[1] == Kind.ESCALATION})


@pytest.mark.usefixtures("demo", "db")
def test_missing_nights_changes_nothing() -> None:
    whole = lived(nights())
    assert escalations(whole["told"]), "somebody was late in this year"
    assert max(escalations(whole["told"]).values()) == 1, "each rung heard once"
    assert whole["differences"] == []
    for seed in (1, 2):
        missed = lived(some_missed(seed))
        for what, stood in whole.items():
            assert missed[what] == stood, what
