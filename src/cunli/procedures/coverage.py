"""What a procedure says and no scenario shows. Sound without playing: the tests play every scenario."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cunli.procedures.grammar import Procedure
from cunli.procedures.scenarios import Scenario


def uncovered(procedure: Procedure, scenarios: Sequence[Scenario]) -> list[str]:
    """One sentence for each opening, step, refusal, term (met, and passed) and end without a scenario."""
    shown = {item for scenario in scenarios for item in _shown(procedure, scenario)}
    return [f"no scenario shows {item}" for item in _to_show(procedure) if item not in shown]


def _to_show(procedure: Procedure) -> Iterator[str]:
    yield from (f"opening {opening.key}" for opening in procedure.openings)
    yield from (f"step {step.key}" for step in procedure.steps)
    guards = [guard for opening in procedure.openings for guard in opening.refuses]
    guards += [guard for step in procedure.steps for guard in step.refuses]
    yield from dict.fromkeys(f"refusal {guard.key}" for guard in guards)
    for term in procedure.terms:
        yield f"term {term.key} met"
        yield f"term {term.key} passed"
    yield from (f"end {state.key}" for state in procedure.states if state.outcome is not None)


def _shown(procedure: Procedure, scenario: Scenario) -> Iterator[str]:
    opening = scenario.opened.said.get("opening") or procedure.openings[0].key
    yield f"refusal {scenario.opened.refused}" if scenario.opened.refused else f"opening {opening}"
    for act in scenario.acts:
        if act.refused:
            yield f"refusal {act.refused}"
        elif act.verb == "step":
            yield f"step {act.said['step']}"
        elif "takes" in act.said:
            yield f"step {act.said['takes']}"
    terms = scenario.expect.get("terms")
    for key, how in terms.items() if isinstance(terms, dict) else ():
        if how.startswith("met"):
            yield f"term {key} met"
        if how.endswith("late"):
            yield f"term {key} passed"
    yield f"end {scenario.expect.get('state')}"
