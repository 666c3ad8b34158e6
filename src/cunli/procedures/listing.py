"""A procedure as plain data, for scripts."""

from __future__ import annotations

from typing import TypedDict

from cunli.procedures.grammar import Opening, Procedure, State, Step
from cunli.procedures.walk import standings

StateJson = TypedDict("StateJson", {"key": str, "class": str, "waits_for": str | None, "terms": list[str]})
StepJson = TypedDict(
    "StepJson", {"key": str, "from": list[str], "to": str | None, "who": list[str], "citations": list[str]}
)


class ProcedureJson(TypedDict):
    key: str
    title: str
    edition: str
    states: list[StateJson]
    steps: list[StepJson]


def as_json(procedure: Procedure) -> ProcedureJson:
    """Openings are steps from nowhere; ``to`` is null where a step leaves the state as it is."""
    return {
        "key": procedure.key,
        "title": str(procedure.title),
        "edition": procedure.edition.isoformat(),
        "states": [_state(procedure, state) for state in procedure.states],
        "steps": [*map(_opening, procedure.openings), *map(_step, procedure.steps)],
    }


def terms_in(procedure: Procedure, state: State) -> list[str]:
    """The clocks that can run while a matter stands there: the one the state is under first, then as they are
    written."""
    running = {key for _by, standing in standings(procedure) if standing.state == state.key for key in standing.running}
    return sorted((term.key for term in procedure.terms if term.key in running), key=lambda key: key != state.under)


def _state(procedure: Procedure, state: State) -> StateJson:
    waits_for = state.waits_for.value if state.waits_for else None
    return {"key": state.key, "class": state.cls.value, "waits_for": waits_for, "terms": terms_in(procedure, state)}


def _opening(opening: Opening) -> StepJson:
    cited = [str(citation) for citation in opening.citations]
    return {"key": opening.key, "from": [], "to": opening.state, "who": list(opening.by), "citations": cited}


def _step(step: Step) -> StepJson:
    return {
        "key": step.key,
        "from": list(step.from_),
        "to": step.to or None,
        "who": [party.value for party in step.by],
        "citations": [str(citation) for citation in step.citations],
    }
