"""Whoever walks through a procedure, by the real acts: it always waits for somebody, by a day, and can go on."""

from __future__ import annotations

from random import Random

import pytest

from cunli.acts.verify import differences
from cunli.cases.models import Matter
from cunli.dues.models import Due
from cunli.procedures.catalogue import EDITIONS
from cunli.procedures.grammar import Party, Procedure
from cunli.procedures.walk import Standing
from tests.cast import Cast
from tests.procedures.test_walks import ends_within_reach
from tests.procedures.wandering import Wanderer, is_over

SEEDS, LONGEST = range(4), 16


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("law", EDITIONS, ids=lambda law: law.key)
def test_however_people_act_somebody_is_waited_for_and_there_is_a_way_on(cast: Cast, law: Procedure, seed: int) -> None:
    wanderer = Wanderer(cast, law, Random(f"{law.key} {seed}"))
    matter = wanderer.begin()
    assert matter is not None, "nobody of the cast can begin it"
    for _turn in range(LONGEST):
        matter = Matter.objects.unscoped("test").get(pk=matter.pk)
        stands_well(wanderer, matter)
        if wanderer.luck.random() < 0.15:
            wanderer.wait()
        elif not wanderer.act(matter):
            if is_over(matter):
                break
            wanderer.wait()
    assert list(differences()) == [], wanderer.taken


def test_the_walk_sees_a_matter_that_nobody_can_go_on_with(cast: Cast) -> None:
    wanderer = Wanderer(cast, EDITIONS[0], Random("stuck"))
    matter = wanderer.begin()
    assert matter is not None
    stands_well(wanderer, matter)
    matter.terms.update(ended_at=wanderer.now)
    with pytest.raises(AssertionError):
        stands_well(wanderer, matter)


def stands_well(wanderer: Wanderer, matter: Matter) -> None:
    law, said = matter.law, f"{wanderer.taken} → {matter.state}"
    running = frozenset(matter.terms.filter(met_at=None, ended_at=None).values_list("key", flat=True))
    assert matter.is_open is not is_over(matter), said
    if is_over(matter):
        assert not Due.objects.unscoped("test").filter(source="matter", source_id=matter.pk).exists(), said
        return
    assert matter.waits_for and matter.due_at is not None, said
    assert law.state(matter.state).under in running, said
    assert Due.objects.unscoped("test").filter(source="matter", source_id=matter.pk).count() == 1, said
    assert ends_within_reach(law, Standing(matter.state, running)), said
    waited_for = [step for _actor, step in wanderer.offers(matter)]
    assert waited_for or Party(matter.waits_for) is Party.REPORTER, f"nobody of the cast can go on: {said}"
