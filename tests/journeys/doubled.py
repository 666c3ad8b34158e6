"""``python -m tests.journeys.doubled``: somebody of the ground stands in the register twice, in two homes."""

from __future__ import annotations

import django

django.setup()

from cunli.lib.actors import SYSTEM  # noqa: E402 - models can be imported once the apps are ready
from cunli.registry import services  # noqa: E402
from cunli.registry.kinds import FoundBy, Relation  # noqa: E402
from cunli.registry.models import Membership, Person  # noqa: E402
from tests.cast import NOW  # noqa: E402
from tests.journeys.village import SINCE  # noqa: E402

WHY = "the ground of a journey"


def double(name: str, written: str, with_whom: str) -> None:
    people = Person.objects.unscoped(WHY)
    first, home = people.get(name=name), Membership.objects.unscoped(WHY).get(person__name=with_whom)
    second = services.add_person(
        actor=SYSTEM, household_id=home.household_id, name=written, relation=Relation.OTHER, since=SINCE,
        born_on=first.born_on, sex=first.sex, at=NOW,
    )  # fmt: skip
    services.note_duplicates(actor=SYSTEM, person_ids=[second.pk], found_by=FoundBy.SWEEP, at=NOW)


if __name__ == "__main__":
    double("张小燕", "张晓燕", "胡大成")
