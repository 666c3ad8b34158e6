"""Who belongs to 石头村: a policeman of its first grid, a lawyer of the village, a judge of the town."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from cunli.roster.models import RosterEntry
from cunli.roster.services import add_entry
from tests.cast import BEGAN, NOW, Cast

POLICE_PHONE = "13811112222"


@dataclass
class Roster:
    police: RosterEntry
    lawyer: RosterEntry
    judge: RosterEntry


@pytest.fixture
def roster(cast: Cast) -> Roster:
    centre = {"actor": cast.actor("peace_officer"), "town": cast.town, "valid_from": BEGAN, "at": NOW}
    return Roster(
        police=add_entry(
            **centre, force="police", name="李警官", village=cast.village, grids=[cast.grids["shitou_1"]],
            unit=cast.units["water"], phone=POLICE_PHONE, title="驻村民警",
        ),
        lawyer=add_entry(**centre, force="lawyer", name="赵律师", village=cast.village, unit_words="青河律师事务所",
                         phone="13900000002"),
        judge=add_entry(**centre, force="judge", name="钱法官", unit=cast.units["office"]),
    )  # fmt: skip
