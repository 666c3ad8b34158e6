"""What a work group hears in the morning: counts, on working days, once."""

from __future__ import annotations

from datetime import datetime, timedelta

from cunli.acts.groups import tell_groups
from cunli.acts.sweep import sweep
from cunli.dues.models import Due
from cunli.messages.addresses import ChannelName
from cunli.messages.models import Message, Robot
from tests.acts.stories import minutes, report, step
from tests.cast import NOW, Cast


def said() -> list[str]:
    return [row.body for row in Message.objects.unscoped("a test looks").filter(channel=ChannelName.GROUP)]


def set_up(cast: Cast) -> datetime:
    """A matter that waits at a unit whose group has a robot; returns when it is late."""
    matter = report(cast, "villager", "胡大成家门口桥栏杆断了", kind="road")
    Robot.objects.create(unit_id=matter.desk_unit_id, make="wecom", address="http://127.0.0.1:9/k")
    return minutes(121)


def test_the_group_hears_how_many_and_not_what(cast: Cast, settings) -> None:
    settings.PUBLIC_ADDRESS = "https://cunli.example.gov.cn"
    set_up(cast)
    assert tell_groups(at=minutes(5)) == 1
    assert said() == ["村里：1 件事今天到期。https://cunli.example.gov.cn"]
    assert tell_groups(at=minutes(6)) == 0
    assert len(said()) == 1


def test_what_is_late_is_counted_apart(cast: Cast) -> None:
    late = set_up(cast)
    assert tell_groups(at=late) == 1
    assert said() == ["村里：1 件过了日子。"]


def test_neither_at_night_nor_on_a_day_off(cast: Cast) -> None:
    set_up(cast)
    night = NOW + timedelta(days=1) - timedelta(hours=2, minutes=1)
    saturday = NOW + timedelta(days=(5 - NOW.weekday()) % 7)
    assert tell_groups(at=night) == tell_groups(at=saturday) == 0
    assert said() == []


def test_a_group_without_work_hears_nothing(cast: Cast) -> None:
    Robot.objects.create(unit=cast.posts["wang_clerk"].unit, make="wecom", address="http://127.0.0.1:9/k")
    assert tell_groups(at=NOW) == 0
    assert said() == []


def test_what_is_hidden_from_a_colleague_who_hears_it_is_not_counted(cast: Cast) -> None:
    late = set_up(cast)
    asked = report(cast, "villager", "刘志远拖着不办", procedure="petition", kind="appeal", opening="submit")
    step(cast, "peace_chief", asked, "name", named=cast.users["peace_officer"].pk)
    due = Due.objects.unscoped("a test looks").filter(ref=asked.ref, unit_id=asked.desk_unit_id)
    assert due.update(due_at=late) and asked.desk_unit == cast.units["peace"]
    tell_groups(at=late)
    assert said() == ["村里：1 件过了日子。"], "the other one alone"


def test_the_sweep_brings_it_once(cast: Cast) -> None:
    set_up(cast)
    sweep(at=minutes(5))
    sweep(at=minutes(6))
    assert len(said()) == 1
