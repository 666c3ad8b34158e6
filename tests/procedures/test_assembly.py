"""The count that the law asks of a villagers' assembly: who came, who agreed, who was authorised."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import pytest

from cunli.procedures.assembly import GUARDS, HOUSEHOLDS, REPRESENTATIVES, VILLAGERS

WELL = {"authorised_by": "年初的村民会议", "met_on": "2026-11-23"}


def refused(**form: object) -> list[str]:
    situation = SimpleNamespace(form={**WELL, **form}, today=date(2026, 11, 23))
    return [guard.key for guard in GUARDS if guard.unmet(situation)]  # type: ignore[arg-type]  # all that they look at


@pytest.mark.parametrize(
    ("body", "members", "present", "enough"),
    [
        (VILLAGERS, 200, 101, True),
        (VILLAGERS, 200, 100, False),
        (VILLAGERS, 201, 101, True),
        (HOUSEHOLDS, 90, 60, True),
        (HOUSEHOLDS, 90, 59, False),
        (HOUSEHOLDS, 91, 61, True),
        (HOUSEHOLDS, 91, 60, False),
        (REPRESENTATIVES, 30, 20, True),
        (REPRESENTATIVES, 30, 19, False),
        (REPRESENTATIVES, 0, 0, False),
        (VILLAGERS, 0, 0, False),
        (VILLAGERS, 100, 101, False),
    ],
)
def test_enough_came(body: str, members: int, present: int, enough: bool) -> None:
    agreed = present if present else 0
    assert ("enough_present" not in refused(body=body, members=members, present=present, agreed=agreed)) is enough


@pytest.mark.parametrize(
    ("present", "agreed", "carried"), [(60, 31, True), (60, 30, False), (61, 31, True), (60, 61, False)]
)
def test_more_than_half_of_those_present_agreed(present: int, agreed: int, carried: bool) -> None:
    found = refused(body=HOUSEHOLDS, members=90, present=present, agreed=agreed)
    assert ("enough_agreed" not in found) is carried


def test_representatives_need_the_assembly_and_a_meeting_lies_in_the_past() -> None:
    held = {"members": 30, "present": 30, "agreed": 30}
    assert refused(body=REPRESENTATIVES, **held) == []
    assert refused(body=REPRESENTATIVES, authorised_by="", **held) == ["representatives_authorised"]
    assert refused(body=VILLAGERS, authorised_by="", **held) == []
    assert refused(body=VILLAGERS, met_on="2026-11-24", **held) == ["meeting_held"]
