"""Every scenario of every procedure, played through the acts; and nothing in a procedure without a scenario."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cunli.procedures.catalogue import EDITIONS
from cunli.procedures.coverage import uncovered
from cunli.procedures.grammar import Procedure
from cunli.procedures.scenarios import EXPECT, Scenario, Unreadable, path_of, scenarios_in
from tests.cast import Cast
from tests.procedures.expecting import FIND, check
from tests.procedures.playing import play

ALL = [(law, scenario) for law in EDITIONS for scenario in scenarios_in(path_of(law.key))]


@pytest.mark.parametrize(("law", "scenario"), ALL, ids=[f"{law.key}: {scenario}" for law, scenario in ALL])
def test_scenario(cast: Cast, law: Procedure, scenario: Scenario) -> None:
    check(play(cast, law, scenario), scenario)


@pytest.mark.parametrize("law", EDITIONS, ids=lambda law: law.key)
def test_everything_in_a_procedure_has_a_scenario(law: Procedure) -> None:
    assert uncovered(law, scenarios_in(path_of(law.key))) == []


@pytest.mark.parametrize("law", EDITIONS, ids=lambda law: law.key)
def test_each_scenario_that_alone_shows_something_is_missed(law: Procedure) -> None:
    """The check can fail: without any scenario everything is missing, without one some things are."""
    scenarios = scenarios_in(path_of(law.key))
    nothing = uncovered(law, ())
    for step in law.steps:
        assert f"no scenario shows step {step.key}" in nothing
        without = [item for item in scenarios if step.key not in {act.said.get("step") for act in item.acts}]
        without = [item for item in without if step.key not in {act.said.get("takes") for act in item.acts}]
        assert f"no scenario shows step {step.key}" in uncovered(law, without)
    assert {f"no scenario shows term {term.key} passed" for term in law.terms} <= set(nothing)


def test_a_wrong_expectation_fails(cast: Cast) -> None:
    law, scenario = ALL[0]
    stage = play(cast, law, scenario)
    for name, wrong in {"state": "solved", "open_asks": "3", "due": {"done": "2026-12-04"}}.items():
        with pytest.raises(AssertionError):
            check(stage, replace(scenario, expect={name: wrong}))


def test_every_expectation_is_looked_up() -> None:
    assert set(FIND) == EXPECT


@pytest.mark.parametrize(
    "text",
    [
        "- A: {opened: {at: 2026-11-23 09:00}, expect: {stat: x}}",
        "- A: {opened: {by: villager}}",
        "- A: {opened: {at: 2026-11-23 09:00}, acts: [{at: '09:00', by: villager}]}",
        "- A: {opened: {at: 2026-11-23 09:00}, expect: {terms: {done: finished}}}",
        "- A: {opened: {at: 2026-11-23 09:00}, then: {}}",
    ],
)
def test_a_scenario_that_says_something_unknown_is_refused(text: str, tmp_path) -> None:
    path = tmp_path / "x.scenarios.yaml"
    path.write_text(text)
    with pytest.raises(Unreadable):
        scenarios_in(path)
