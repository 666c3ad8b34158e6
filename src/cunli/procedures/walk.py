"""Every way through a procedure: which clocks run where. Finite, so it is walked whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from cunli.procedures.grammar import OPENED, Procedure, StateClass, Step


@dataclass(frozen=True, slots=True)
class Standing:
    """A state together with the clocks that run while a matter stands there."""

    state: str
    running: frozenset[str]


def begun(procedure: Procedure) -> dict[str, Standing]:
    """Where each opening puts a matter."""
    found = {}
    for opening in procedure.openings:
        met = {term.key for term in procedure.terms if opening.key in term.met_by}
        running = _after(procedure, (), opening.state, {OPENED, opening.key})
        found[opening.key] = Standing(opening.state, running - met)
    return found


def after(procedure: Procedure, standing: Standing, step: Step) -> Standing:
    """Where a step leads; a step that leads nowhere stays."""
    state = step.to or standing.state
    return Standing(state, _after(procedure, standing.running, state, {step.key}))


def standings(procedure: Procedure) -> Iterator[tuple[str, Standing]]:
    """Each standing that can come about, once, with a step or opening that leads to it."""
    edge = list(begun(procedure).items())
    seen: set[Standing] = set()
    while edge:
        by, standing = edge.pop()
        if standing in seen:
            continue
        seen.add(standing)
        yield by, standing
        edge += [(step.key, after(procedure, standing, step)) for step in procedure.steps_from(standing.state)]


def _after(procedure: Procedure, running: Iterable[str], state: str, events: set[str]) -> frozenset[str]:
    starts = {term.key for term in procedure.terms if events & set(term.starts)}
    stops = {term.key for term in procedure.terms if events & {*term.met_by, *term.ends_with}}
    ended = procedure.state(state).cls is StateClass.END
    return frozenset(starts if ended else (set(running) - stops) | starts)
