"""Two colleagues decide the same request at the same moment: one wins, the other is told."""

from __future__ import annotations

import multiprocessing
from collections import Counter
from multiprocessing.synchronize import Barrier
from typing import Any

import pytest
from django.db import connections

from cunli.journal.models import Entry
from cunli.lib.actors import Actor
from cunli.lib.refusals import Conflict
from cunli.places.models import Area
from cunli.registry import services
from cunli.registry.kinds import Relation
from cunli.registry.models import Household, Person
from tests.cast import NOW, TODAY, Cast, make_cast

ROUNDS = 20


def decide(actor: Actor, asked: list[int], together: Barrier, results: Any) -> None:
    """One process: half of them say yes, half no, each at the same moment as the other."""
    outcomes = []
    for number, correction_id in enumerate(asked):
        together.wait(60)
        try:
            if (number + (actor.user_id or 0)) % 2:
                services.apply_correction(actor=actor, correction_id=correction_id, at=NOW)
            else:
                services.refuse_correction(actor=actor, correction_id=correction_id, why_not="本人说没有错", at=NOW)
            outcomes.append("decided")
        except Conflict:
            outcomes.append("told")
        except Exception as error:
            outcomes.append(f"{type(error).__name__}: {error}")
    results.put(outcomes)
    connections.close_all()


def ask_all(cast: Cast) -> list[int]:
    home = household(cast, cast.village)
    asked = []
    for number in range(ROUNDS):
        person = services.add_person(
            actor=cast.actor("wang_clerk"), household_id=home.pk, name=f"村民{number}", relation=Relation.OTHER,
            since=TODAY, at=NOW,
        )  # fmt: skip
        asked.append(
            services.ask_correction(
                actor=cast.actor("leader"), person_id=person.pk, field="ethnicity", value="苗族", reason="户口本上写的",
                at=NOW,
            ).pk
        )  # fmt: skip
    return asked


def household(cast: Cast, village: Area) -> Household:
    return services.register_household(actor=cast.actor("wang_clerk"), area_id=village.pk, since=TODAY, at=NOW)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_decide_at_once_one_decides() -> None:
    cast = make_cast()
    asked = ask_all(cast)
    pair = [cast.actor("wang_clerk"), cast.actor("peace_officer")]
    connections.close_all()
    fork = multiprocessing.get_context("fork")
    together, results = fork.Barrier(len(pair)), fork.Queue()
    both = [fork.Process(target=decide, args=(actor, asked, together, results)) for actor in pair]
    for process in both:
        process.start()
    rounds = list(zip(*(results.get(timeout=300) for _ in both), strict=True))
    for process in both:
        process.join(10)
    assert [Counter(outcomes) for outcomes in rounds] == [Counter({"told": 1, "decided": 1})] * ROUNDS
    applied = Person.objects.unscoped("test").filter(ethnicity="苗族").count()
    verbs = Counter(Entry.objects.filter(verb__contains="correction").values_list("verb", flat=True))
    assert verbs["registry.apply_correction"] == applied
    assert verbs["registry.apply_correction"] + verbs["registry.refuse_correction"] == ROUNDS
