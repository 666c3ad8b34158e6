"""Two people press at once: one wins, the other is told what happened, nothing is lost."""

from __future__ import annotations

import multiprocessing
from collections import Counter
from multiprocessing.synchronize import Barrier
from typing import Any

import pytest
from django.db import connections

from cunli.acts.steps import take_step
from cunli.cases.engine import MovedOn, NotNow
from cunli.cases.models import Matter, StepTaken
from cunli.cases.selectors import matter_for
from cunli.journal.models import Entry
from cunli.lib.actors import Actor
from cunli.lib.idempotency import Key
from tests.acts.stories import again, report, step
from tests.cast import NOW, Cast, make_cast

PROCESSES, ROUNDS = 8, 200


def press(actor: Actor, refs: list[str], together: Barrier, results: Any) -> None:
    """One process: takes the same step of each matter at the same moment as the others."""
    outcomes = []
    for ref in refs:
        together.wait(60)
        try:
            matter = matter_for(actor, ref)
            law_step = matter.law.step("screen")
            assert law_step is not None
            take_step(
                actor=actor,
                matter=matter,
                step=law_step,
                values={"level": "L2", "assignee": actor.unit_id},
                at=NOW,
            )
            outcomes.append("took")
        except (MovedOn, NotNow):
            outcomes.append("told")
        except Exception as error:
            outcomes.append(f"{type(error).__name__}: {error}")
    results.put(outcomes)
    connections.close_all()


@pytest.mark.django_db(transaction=True)
def test_of_eight_processes_exactly_one_takes_each_of_two_hundred_steps() -> None:
    cast = make_cast()
    actor = cast.actor("peace_officer")
    refs = [report(cast, "grid_member", f"第 {number} 根杆子歪了").ref for number in range(ROUNDS)]
    connections.close_all()
    fork = multiprocessing.get_context("fork")
    together, results = fork.Barrier(PROCESSES), fork.Queue()
    crowd = [fork.Process(target=press, args=(actor, refs, together, results)) for _ in range(PROCESSES)]
    for process in crowd:
        process.start()
    rounds = list(zip(*(results.get(timeout=300) for _ in crowd), strict=True))
    for process in crowd:
        process.join(10)
    assert [Counter(outcomes) for outcomes in rounds] == [Counter({"told": PROCESSES - 1, "took": 1})] * ROUNDS
    assert StepTaken.objects.filter(key="screen").count() == ROUNDS
    assert Entry.objects.filter(verb="matter.screen").count() == ROUNDS


def test_who_comes_second_is_told_what_the_first_did(cast: Cast) -> None:
    matter = report(cast, "grid_member", "杆子歪了")
    officer = cast.actor("peace_officer")
    step(cast, "peace_officer", matter, "screen", level="L2", assignee=officer.unit_id)
    with pytest.raises(NotNow) as told:
        step(cast, "peace_chief", matter, "screen", level="L3", assignee=officer.unit_id)
    assert "刘志远" in str(told.value)
    assert again(matter).level == "L2"


def test_a_repeated_request_gets_the_first_result_and_changes_nothing(cast: Cast) -> None:
    key = Key("a-key", "the same content")
    first = report(cast, "grid_member", "杆子歪了", key=key)
    second = report(cast, "grid_member", "杆子歪了", key=key)
    assert first.ref == second.ref
    assert Matter.objects.unscoped("test").count() == 1
    officer = cast.actor("peace_officer")
    once = Key("another-key", "screen it")
    step(cast, "peace_officer", first, "screen", again=once, level="L2", assignee=officer.unit_id)
    assert step(cast, "peace_officer", first, "screen", again=once, level="L2", assignee=officer.unit_id).repeated
    assert StepTaken.objects.filter(key="screen").count() == 1
