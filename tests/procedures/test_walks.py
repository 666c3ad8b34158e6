"""However people walk through a procedure: somebody is waited for, a clock runs, and an end can be reached."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cunli.cases.engine import Unmet, decide, may_take
from cunli.procedures.catalogue import EDITIONS
from cunli.procedures.catalogue.hazard import HAZARD
from cunli.procedures.checks import complaints
from cunli.procedures.grammar import Party, Procedure, StateClass
from cunli.procedures.listing import as_json
from cunli.procedures.values import Resident, Value
from cunli.procedures.walk import Standing, after, begun, standings
from tests.procedures.sample.village_hall import VILLAGE_HALL

LAWS = (*EDITIONS, VILLAGE_HALL)
LONGEST = 40


@dataclass
class Anyhow:
    """A situation in which the guards see whatever is drawn."""

    form: dict[str, Value] = field(default_factory=dict)
    village_only_assists: bool = False
    acts_for_village: bool = False
    village_units: frozenset[int] = frozenset()
    taken: frozenset[str] = frozenset()
    in_time: frozenset[str] = frozenset()
    paper_status: str = ""
    writers: frozenset[int] = frozenset()
    user_id: int | None = 1
    facts: Mapping[str, object] = field(default_factory=dict)
    today: date = date(2026, 11, 23)
    at_the_top: bool = False
    filed_by: int | None = 2
    unsettled: tuple[str, ...] = ()
    kind: str = ""

    def lives_in(self, fact: str) -> list[Resident]:
        return []

    def taken_by(self, *steps: str) -> frozenset[int]:
        return frozenset()

    def extendable(self, term: str) -> tuple[date, date] | None:
        return None

    def written_since(self, fact: str, step: str) -> list[object]:
        return []

    def too_near(self, user_ids: object) -> frozenset[int]:
        return frozenset()

    def kind_says(self, name: str) -> bool:
        return False

    def hung(self, fact: str) -> None:
        return None

    def before(self, fact: str) -> None:
        return None

    at_the_desk: bool = True
    still_asked: frozenset[str] = frozenset()
    hands_out: bool = False
    seated: Mapping[int, object] = field(default_factory=dict)

    def written(self, fact: str) -> list[object]:
        return []

    def latest(self, setting: str) -> date:
        return self.today


SITUATIONS = st.builds(
    Anyhow,
    form=st.fixed_dictionaries({}, optional={"received": st.integers(0, 9), "paid": st.integers(0, 9)}),
    taken=st.sets(st.sampled_from(["tell_missing", "screen"])).map(frozenset),
    in_time=st.sets(st.sampled_from(["objection", "done"])).map(frozenset),
    paper_status=st.sampled_from(["", "drafted", "refused", "sealed", "delivered"]),
    writers=st.sampled_from([frozenset(), frozenset({1}), frozenset({2})]),
)


@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.key)
@settings(deadline=None, max_examples=50)
@given(data=st.data())
def test_a_walk_never_strands(law: Procedure, data: st.DataObject) -> None:
    standing = data.draw(st.sampled_from(list(begun(law).values())))
    for _turn in range(data.draw(st.integers(0, LONGEST))):
        state = law.state(standing.state)
        if state.cls is not StateClass.END:
            assert state.waits_for is not None and state.under in standing.running
            assert ends_within_reach(law, standing)
        steps = law.steps_from(standing.state)
        if not steps:
            break
        step = data.draw(st.sampled_from(steps))
        party = data.draw(st.sampled_from(list(Party)))
        if not may_take(step, state=standing.state, parties=frozenset({party})):
            continue
        try:
            decision = decide(
                law,
                step,
                state=standing.state,
                parties=frozenset({party}),
                situation=data.draw(SITUATIONS),
                words={},
            )
        except Unmet:
            continue
        standing = after(law, standing, step)
        assert decision.state.key == standing.state


def ends_within_reach(law: Procedure, standing: Standing) -> bool:
    """By steps that people can take: the system's own steps do not count."""
    seen, edge = {standing.state}, [standing.state]
    while edge:
        for step in law.steps_from(edge.pop()):
            if step.to and step.to not in seen and step.by != (Party.SYSTEM,):
                seen.add(step.to)
                edge.append(step.to)
    return any(law.state(key).cls is StateClass.END for key in seen)


@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.key)
def test_every_state_comes_about_with_its_clock(law: Procedure) -> None:
    reached = {standing.state for _by, standing in standings(law)}
    assert reached == {state.key for state in law.states}


@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.key)
def test_scripts_are_told_the_clocks_that_a_walk_finds_running(law: Procedure) -> None:
    for state in as_json(law)["states"]:
        running = [standing.running for _by, standing in standings(law) if standing.state == state["key"]]
        assert set(state["terms"]) == frozenset().union(*running)
        under = law.state(state["key"]).under
        assert not under or state["terms"][0] == under


def test_a_hazard_in_hand_is_under_its_last_clock_alone() -> None:
    terms = {state["key"]: state["terms"] for state in as_json(HAZARD)["states"]}
    assert terms["in_hand"] == ["done"] and "confirm" not in terms["closed"]
    assert terms["dispatched"] == ["arrival", "objection", "done"] and terms["solved"] == ["second_question"]


def test_a_way_into_a_state_that_starts_no_clock_is_found() -> None:
    done = replace(HAZARD.term("done"), starts=("screen", "reopen", "asked_and_not", "seen_not"))
    terms = tuple(done if term.key == "done" else term for term in HAZARD.terms)
    assert "contest leads to in_hand without its clock done" in complaints(replace(HAZARD, terms=terms))
