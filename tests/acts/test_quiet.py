"""Night by the county's hours."""

from __future__ import annotations

from datetime import timedelta

import pytest

from cunli.acts.quiet import is_quiet
from cunli.acts.sweep import sweep
from cunli.county import memory
from cunli.county.models import Setting
from cunli.messages.models import Message
from tests.acts.stories import report
from tests.cast import NOW, TODAY, Cast

MIDNIGHT = NOW - timedelta(hours=10)
"""``NOW`` is ten in the morning in China."""


def at(hour: int):
    return MIDNIGHT + timedelta(hours=hour)


def decide(key: str, hour: int) -> None:
    Setting.objects.create(key=key, value=hour, valid_from=TODAY, source="石头县办公室", set_at=NOW)
    memory.forget()


@pytest.mark.parametrize(("hour", "quiet"), [(20, False), (21, True), (23, True), (24, True), (6, True), (7, False)])
def test_from_nine_to_seven_unless_the_county_decided(cast: Cast, hour: int, quiet: bool) -> None:
    assert is_quiet(at(hour)) is quiet


def test_the_county_decides_the_hours(cast: Cast) -> None:
    decide("messages.quiet_from", 12)
    decide("messages.quiet_until", 14)
    assert [hour for hour in range(24) if is_quiet(at(hour))] == [12, 13]


def test_from_and_until_the_same_hour_is_never(cast: Cast) -> None:
    decide("messages.quiet_until", 21)
    assert not any(is_quiet(at(hour)) for hour in range(24))


def test_lateness_where_life_is_at_stake_is_not_held_back(cast: Cast) -> None:
    report(cast, "grid_member", "电线杆要倒", kind="pole", level="L1")
    report(cast, "grid_member", "路上有坑", kind="road", level="L3")
    sweep(at=NOW + timedelta(hours=12))
    rows = Message.objects.unscoped("a test looks").filter(kind="escalation")
    assert {row.urgent for row in rows} == {True, False}
