"""Settings are read once in a few seconds, and what is decided holds at once where it was decided."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from cunli.county import memory, selectors, services
from cunli.lib.actors import SYSTEM

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 20, tzinfo=UTC)
DAY = date(2026, 11, 24)


def confirm_within() -> str:
    return selectors.length("confirm", on=DAY, county_id=None).written


def decide(value: str) -> None:
    services.set_value(actor=SYSTEM, key="confirm", value=value, valid_from=DAY, source="县府会议纪要", why="", at=NOW)


def test_a_second_question_costs_no_query(django_assert_num_queries) -> None:
    with django_assert_num_queries(1):
        assert confirm_within() == confirm_within() == "7d"


def test_what_is_decided_here_is_read_at_once() -> None:
    assert confirm_within() == "7d"
    decide("5d")
    assert confirm_within() == "5d"


def test_what_another_process_decided_is_read_after_seconds(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = [100.0]
    monkeypatch.setattr(memory, "monotonic", lambda: clock[0])
    assert confirm_within() == "7d"
    with monkeypatch.context() as elsewhere:
        elsewhere.setattr(memory, "forget", lambda: None)
        decide("5d")
    assert confirm_within() == "7d"
    clock[0] += memory.SECONDS + 1
    assert confirm_within() == "5d"
