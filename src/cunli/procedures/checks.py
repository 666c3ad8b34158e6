"""Checks that can fail, at start-up and in CI: a procedure that is not whole is not served."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from django.core.checks import CheckMessage, Error

from cunli.county.defaults import DEFAULTS
from cunli.law import statutes
from cunli.lib.citations import COUNTY
from cunli.procedures.catalogue import EDITIONS
from cunli.procedures.coverage import uncovered
from cunli.procedures.fingerprints import changed, name_of, published
from cunli.procedures.grammar import (
    ASK_AGAIN,
    ESCALATE,
    OPENED,
    FactType,
    Field,
    Opening,
    Party,
    Procedure,
    StateClass,
    Step,
)
from cunli.procedures.scenarios import path_of, scenarios_in
from cunli.procedures.walk import standings


def check_catalogue(**kwargs: object) -> list[CheckMessage]:
    """For Django's check framework: every complaint about every procedure in the catalogue."""
    del kwargs
    found = [(name_of(procedure), complaint) for procedure in EDITIONS for complaint in complaints(procedure)]
    for procedure in {item.key: item for item in sorted(EDITIONS, key=lambda item: item.edition)}.values():
        missing = uncovered(procedure, scenarios_in(path_of(procedure.key)))
        found += [(name_of(procedure), complaint) for complaint in missing]
    found += [("fingerprints.json", complaint) for complaint in changed(EDITIONS, published())]
    return [Error(complaint, obj=name, id="cunli.P001") for name, complaint in found]


def complaints(procedure: Procedure) -> list[str]:
    """What is wrong with a procedure, one sentence each; empty when it is whole."""
    return [
        *_twice(procedure),
        *_states(procedure),
        *_steps(procedure),
        *_reachable(procedure),
        *_facts(procedure),
        *_terms(procedure),
        *_named_days(procedure),
        *_clocks(procedure),
        *_citations(procedure),
    ]


def moves(procedure: Procedure) -> list[Step | Opening]:
    """Everything that writes facts and cites: openings and steps."""
    return [*procedure.openings, *procedure.steps]


def _twice(procedure: Procedure) -> Iterator[str]:
    names = [
        *(f"state {item.key}" for item in procedure.states),
        *(f"step {item.key}" for item in moves(procedure)),
        *(f"fact {item.key}" for item in procedure.facts),
        *(f"term {item.key}" for item in procedure.terms),
    ]
    yield from (f"{name} is declared twice" for name, times in Counter(names).items() if times > 1)


def _states(procedure: Procedure) -> Iterator[str]:
    terms = {term.key for term in procedure.terms}
    for state in procedure.states:
        if state.cls is StateClass.END:
            if state.outcome is None:
                yield f"end {state.key} has no outcome"
            continue
        if state.waits_for is None:
            yield f"state {state.key} waits for nobody"
        if state.under not in terms:
            yield f"state {state.key} has no clock"
        elif not set(procedure.term(state.under).met_by) & {step.key for step in procedure.steps_from(state.key)}:
            yield f"no step of state {state.key} meets its clock {state.under}"


def _steps(procedure: Procedure) -> Iterator[str]:
    states = {state.key for state in procedure.states}
    for step in procedure.steps:
        for state in (*step.from_, *([step.to] if step.to else [])):
            if state not in states:
                yield f"step {step.key} names the unknown state {state}"
        if not step.by:
            yield f"step {step.key} may be taken by nobody"
        if not step.citations:
            yield f"step {step.key} cites nothing"
        if step.assigns and "assignee" not in {field.fact for field in step.fields}:
            yield f"step {step.key} assigns without asking whom"
    if procedure.step(procedure.reopen.step) is None:
        yield f"reopening names the unknown step {procedure.reopen.step}"


def _reachable(procedure: Procedure) -> Iterator[str]:
    """Every state can be reached, and from every state someone can bring it to an end."""
    ways = {
        state.key: {step.to or state.key for step in procedure.steps_from(state.key) if step.by != (Party.SYSTEM,)}
        for state in procedure.states
    }
    begun = {opening.state for opening in procedure.openings}
    yield from (f"state {key} cannot be reached" for key in ways.keys() - _spread(procedure, begun))
    ends = {state.key for state in procedure.states if state.cls is StateClass.END}
    for key in ways.keys() - ends:
        if not _closure({key}, ways) & ends:
            yield f"state {key} is a dead end"


def _spread(procedure: Procedure, begun: set[str]) -> set[str]:
    ways = {state.key: {step.to or state.key for step in procedure.steps_from(state.key)} for state in procedure.states}
    return _closure(begun, ways)


def _closure(begun: set[str], ways: dict[str, set[str]]) -> set[str]:
    seen, edge = set(begun), set(begun)
    while edge:
        edge = {to for state in edge for to in ways.get(state, ())} - seen
        seen |= edge
    return seen


def _facts(procedure: Procedure) -> Iterator[str]:
    declared = {fact.key for fact in procedure.facts}
    used = {field.fact for item in moves(procedure) for field in item.fields}
    used |= {step.asks.fact for step in procedure.steps if step.asks}
    yield from (f"fact {key} is never used" for key in declared - used)
    yield from (f"fact {key} is used but not declared" for key in used - declared)
    for fact in procedure.facts:
        if fact.type is FactType.CHOICE and not fact.options:
            yield f"fact {fact.key} offers no choices"
    for step in procedure.steps:
        if step.asks and step.asks.question not in procedure.question_words:
            yield f"step {step.key} asks {step.asks.question} without words for it"


def _terms(procedure: Procedure) -> Iterator[str]:
    events = {item.key for item in moves(procedure)} | {OPENED}
    for term in procedure.terms:
        for event in (*term.starts, *term.met_by, *term.ends_with):
            if event not in events:
                yield f"term {term.key} names the unknown step {event}"
        if not set(term.starts) & events:
            yield f"term {term.key} never starts"
        if not set(term.met_by) & events:
            yield f"term {term.key} can never be met"
        if term.late not in ("", ESCALATE, ASK_AGAIN) and procedure.step(term.late) is None:
            yield f"term {term.key} is late by the unknown step {term.late}"
        if not term.length.fact and term.length.county not in DEFAULTS:
            yield f"term {term.key} takes its length from the unknown setting {term.length.county}"


def _named_days(procedure: Procedure) -> Iterator[str]:
    """A clock until a day that is named: whoever starts it must name one."""
    days = {fact.key for fact in procedure.facts if fact.type is FactType.DAY}
    for term in (term for term in procedure.terms if term.length.fact):
        if term.length.fact not in days:
            yield f"term {term.key} runs until {term.length.fact}, which is no day"
        for item in moves(procedure):
            if item.key in term.starts and Field(term.length.fact) not in item.fields:
                yield f"term {term.key} begins with {item.key}, which does not ask for {term.length.fact}"


def _clocks(procedure: Procedure) -> Iterator[str]:
    """However a matter comes to an open state, the clock of that state runs."""
    if any(step.to and step.to not in {state.key for state in procedure.states} for step in procedure.steps):
        return  # said by _steps
    found = (
        f"{by} leads to {standing.state} without its clock {under}"
        for by, standing in standings(procedure)
        if (under := procedure.state(standing.state).under) and under not in standing.running
    )
    yield from dict.fromkeys(found)


def _citations(procedure: Procedure) -> Iterator[str]:
    cited = {*procedure.basis, *(term.citation for term in procedure.terms)}
    for item in moves(procedure):
        cited.update(item.citations, (guard.citation for guard in item.refuses))
    for law in sorted(statutes.unresolved(cited - {citation for citation in cited if citation.law == COUNTY})):
        yield f"{law} names an instrument that the law floor does not know"
