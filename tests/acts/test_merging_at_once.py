"""Many decide about one pair at the same moment: one decision stands, the others are told which."""

from __future__ import annotations

import multiprocessing
from collections import Counter
from multiprocessing.synchronize import Barrier
from typing import Any

import pytest
from django.db import connections

from cunli.acts.merging import merge_persons
from cunli.lib.actors import Actor
from cunli.lib.refusals import Conflict
from cunli.registry import services
from cunli.registry.models import Duplicate, Membership, Merge
from tests.acts.doubles import WHY, double
from tests.cast import NOW, make_cast

ROUNDS = 6


def press(actor: Actor, pairs: list[tuple[int, int | None]], together: Barrier, results: Any) -> None:
    """One process: decides about each pair at the same moment as the others; ``None``: they are two people."""
    outcomes = []
    for pair, keep in pairs:
        together.wait(60)
        said = {"actor": actor, "duplicate_id": pair, "why": WHY, "at": NOW}
        try:
            if keep is None:
                services.say_different(**said)
            else:
                merge_persons(**said, keep_id=keep)
            outcomes.append("decided")
        except Conflict:
            outcomes.append("told")
        except Exception as error:
            outcomes.append(f"{type(error).__name__}: {error}")
    results.put(outcomes)
    connections.close_all()


@pytest.mark.django_db(transaction=True)
def test_of_three_people_exactly_one_decides_each_pair() -> None:
    cast = make_cast()
    doubles = [double(cast) for _round in range(ROUNDS)]
    ways: tuple[tuple[str, list[tuple[int, int | None]]], ...] = (
        ("wang_clerk", [(two.pair.pk, two.first.pk) for two in doubles]),
        ("secretary", [(two.pair.pk, two.second.pk) for two in doubles]),
        ("peace_officer", [(two.pair.pk, None) for two in doubles]),
    )
    actors = [cast.actor(who) for who, _pairs in ways]
    connections.close_all()
    fork = multiprocessing.get_context("fork")
    together, results = fork.Barrier(len(ways)), fork.Queue()
    crowd = [
        fork.Process(target=press, args=(actor, pairs, together, results))
        for actor, (_who, pairs) in zip(actors, ways, strict=True)
    ]
    for process in crowd:
        process.start()
    rounds = list(zip(*(results.get(timeout=300) for _ in crowd), strict=True))
    for process in crowd:
        process.join(10)
    assert [Counter(outcomes) for outcomes in rounds] == [Counter({"told": 2, "decided": 1})] * ROUNDS
    decided = Duplicate.objects.unscoped("test").filter(pk__in=[two.pair.pk for two in doubles])
    merged = decided.filter(decision="same").count()
    assert decided.exclude(decision="").count() == ROUNDS
    assert Merge.objects.unscoped("test").count() == merged
    assert Membership.objects.unscoped("test").count() == 2 * ROUNDS - merged
