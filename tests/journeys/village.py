"""The ground of the journeys: the cast and the county's deciding bodies with their sign-ins, and three households of
the register.

``python -m tests.journeys.village`` builds it in the folder ``DATA`` and prints the ids by name as JSON.
"""

from __future__ import annotations

import json
import sys
from datetime import date
from typing import TYPE_CHECKING

import django

django.setup()

from cunli.config import readiness  # noqa: E402 - models can be imported once the apps are ready
from cunli.lib import identity  # noqa: E402
from cunli.registry import services  # noqa: E402
from cunli.registry.kinds import Relation  # noqa: E402
from cunli.registry.services.people import Numbers, link_user  # noqa: E402
from tests.cast import NOW, Cast, make_cast  # noqa: E402
from tests.procedures.bureaus import with_discipline, with_farming_bureau  # noqa: E402

if TYPE_CHECKING:
    from cunli.registry.models import Household, Person

SINCE = date(2019, 4, 1)


def id_number(born: date, serial: int) -> str:
    first = f"150999{born:%Y%m%d}{serial:03d}"
    return first + identity.check_digit(first)


def build() -> dict[str, dict[str, int] | dict[str, str]]:
    """Tables, static files, cast and register; ids of units, users and persons by name; a session of each in a post."""
    readiness.migrate()
    readiness.gather_static()
    cast = with_discipline(with_farming_bureau(make_cast()))
    people = {}
    old = _household(cast, "3组 12号", cast.grids["shitou_1"].pk)
    people["田奶奶"] = _person(cast, old, "田奶奶", relation=Relation.HEAD, born=date(1942, 3, 8), serial=24)
    home = _household(cast, "3组 15号", cast.grids["shitou_1"].pk)
    people["张有田"] = _person(
        cast, home, "张有田", relation=Relation.HEAD, born=date(1951, 9, 2), serial=33, phone="13900000001"
    )
    _person(cast, home, "张小燕", relation=Relation.CHILD, born=date(1980, 6, 15), serial=42, phone="13900000007")
    other = _household(cast, "1组 4号", cast.grids["shitou_2"].pk)
    people["胡大成"] = _person(
        cast, other, "胡大成", relation=Relation.HEAD, born=date(1974, 1, 20), serial=51, phone="13900000002"
    )
    for name, user in (("张有田", "villager"), ("胡大成", "other_villager")):
        link_user(actor=cast.actor("wang_clerk"), person_id=people[name].pk, user_id=cast.users[user].pk, at=NOW)
    return {
        "units": {key: unit.pk for key, unit in cast.units.items()},
        "users": {key: user.pk for key, user in cast.users.items()},
        "people": {name: person.pk for name, person in people.items()},
        "sessions": {key: cast.client(key).cookies["sessionid"].value for key in cast.posts},
    }


def _household(cast: Cast, address: str, grid_id: int) -> Household:
    clerk = cast.actor("wang_clerk")
    dwelling = services.register_dwelling(
        actor=clerk, area_id=cast.village.pk, at=NOW, address=address, door_no=address.split()[1], grid_id=grid_id
    )
    return services.register_household(
        actor=clerk, area_id=cast.village.pk, since=SINCE, at=NOW, dwelling_id=dwelling.pk, grid_id=grid_id
    )


def _person(
    cast: Cast, home: Household, name: str, *, relation: str, born: date, serial: int, phone: str = ""
) -> Person:
    return services.add_person(
        actor=cast.actor("wang_clerk"),
        household_id=home.pk,
        name=name,
        relation=relation,
        since=SINCE,
        at=NOW,
        numbers=Numbers(id_number=id_number(born, serial), phone=phone),
    )


if __name__ == "__main__":
    sys.stdout.write(json.dumps(build(), ensure_ascii=False))
