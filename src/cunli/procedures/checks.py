"""Checks that can fail, at start-up and in CI: a procedure that is not whole is not served."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from django.core.checks import CheckMessage, Error

from cunli.county.defaults import DEFAULTS
from cunli.law import statutes
from cunli.law.values import all_values
from cunli.lib.citations import COUNTY
from cunli.places.kinds import UnitFunction
from cunli.procedures.catalogue import EDITIONS
from cunli.procedures.coverage import uncovered
from cunli.procedures.fingerprints import changed, name_of, published
from cunli.procedures.formal import formalism
from cunli.procedures.grammar import (
    ASK_AGAIN,
    ESCALATE,
    OPENED,
    FactType,
    Field,
    Opening,
    Party,
    Procedure,
    State,
    StateClass,
    Step,
)
from cunli.procedures.hanging import OWN_WORDS, quoted
from cunli.procedures.lengths import Extension, Pause
from cunli.procedures.outside_checks import sheets
from cunli.procedures.scenarios import path_of, scenarios_in
from cunli.procedures.walk import standings
from cunli.ui import icons


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
        *_desk(procedure),
        *_facts(procedure),
        *_terms(procedure),
        *_named_days(procedure),
        *_moved_clocks(procedure),
        *_clocks(procedure),
        *_citations(procedure),
        *_opened(procedure),
        *_hands(procedure),
        *_hung(procedure),
        *_entitled(procedure),
        *_drawn(procedure),
        *sheets(procedure),
        *formalism(procedure),
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
        elif not set(procedure.term(state.under).met_by) & _worked_off(procedure, state):
            yield f"no step of state {state.key} meets its clock {state.under}"


def _worked_off(procedure: Procedure, state: State) -> set[str]:
    """The steps of a state and of those it leads on to under the same clock, which the last of them meets."""
    same = {other.key for other in procedure.states if other.under == state.under}
    ways = {key: {step.to or key for step in procedure.steps_from(key)} & same for key in same}
    return {step.key for key in _closure({state.key}, ways) for step in procedure.steps_from(key)}


def _steps(procedure: Procedure) -> Iterator[str]:
    states = {state.key for state in procedure.states}
    for step in procedure.steps:
        for state in (*step.from_, *([step.to] if step.to else [])):
            if state not in states:
                yield f"step {step.key} names the unknown state {state}"
        if not step.by:
            yield f"step {step.key} may be taken by nobody"
        if step.assigns and "assignee" not in {field.fact for field in step.fields if field.required or step.takes}:
            yield f"step {step.key} assigns without asking whom"
    if procedure.step(procedure.reopen.step) is None:
        yield f"reopening names the unknown step {procedure.reopen.step}"


def _opened(procedure: Procedure) -> Iterator[str]:
    """What a step opens is in the catalogue, and what it is called stands in the step's form."""
    known = {(law.key, opening.key) for law in EDITIONS for opening in law.openings}
    for step in procedure.steps:
        opens = step.opens
        if opens is None:
            continue
        if (opens.procedure, opens.opening) not in known:
            yield f"step {step.key} opens the unknown {opens.procedure} by {opens.opening}"
        required = {field.fact for field in step.fields if field.required}
        for fact in (opens.title, opens.kind, opens.place, *opens.carries):
            if fact not in required:
                yield f"step {step.key} opens a matter from {fact}, which it does not require"


def _hands(procedure: Procedure) -> Iterator[str]:
    """People are called to open states, and none of them is forgotten when it ends."""
    open_states = {state.key for state in procedure.states if state.cls is not StateClass.END}
    closed = [key for key in procedure.hands_in if key not in open_states]
    yield from (f"hands are called in {key}, which is no open state" for key in closed)


def _hung(procedure: Procedure) -> Iterator[str]:
    """Whatever a notice quotes is written and open; whoever waits for one refuses until it has run."""
    open_facts = {fact.key for fact in procedure.facts if not fact.seen_by}
    posted = [step.posts for step in procedure.steps if step.posts]
    for step in procedure.steps:
        if step.posts:
            unknown = quoted(step.posts) - open_facts - OWN_WORDS
            yield from (f"the notice of step {step.key} quotes the unknown or sealed {key}" for key in sorted(unknown))
            if Field(step.posts.hangs_at) not in step.fields:
                yield f"step {step.key} hangs a notice without asking where"
        if step.awaits and step.awaits not in posted:
            yield f"step {step.key} awaits a notice that no step drafts"
        if step.awaits and "notice_concluded" not in {guard.key for guard in step.refuses}:
            yield f"step {step.key} awaits a notice and does not refuse until it has run"


def _entitled(procedure: Procedure) -> Iterator[str]:
    """Whatever a decision grants stands in its form, and its reason is always asked for."""
    for step in procedure.steps:
        if step.entitles is None:
            continue
        asked = {field.fact: field.required for field in step.fields}
        yield from (
            f"step {step.key} entitles by {key}, which it does not ask"
            for key in step.entitles.facts
            if key not in asked
        )
        if not asked.get(step.entitles.why):
            yield f"step {step.key} entitles without asking why"
        if step.entitles.move not in ("grant", "change", "end"):
            yield f"step {step.key} entitles by the unknown move {step.entitles.move}"


def _drawn(procedure: Procedure) -> Iterator[str]:
    if procedure.icon not in icons.names():
        yield f"its icon {procedure.icon} is not in ui/icons"


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


def _desk(procedure: Procedure) -> Iterator[str]:
    if procedure.desk.function not in UnitFunction.values:
        yield f"the desk is for the unknown function {procedure.desk.function}"
    if procedure.desk.by_kind and not procedure.kinds:
        yield "the desk goes by kinds, and there are none"


def _facts(procedure: Procedure) -> Iterator[str]:
    declared = {fact.key for fact in procedure.facts}
    used = {field.fact for item in moves(procedure) for field in item.fields}
    used |= {key for step in procedure.steps if step.asks for key in (step.asks.fact, *step.asks.shows)}
    used |= {step.posts.fact for step in procedure.steps if step.posts}
    used |= {step.awaits.outcome for step in procedure.steps if step.awaits}
    yield from (f"fact {key} is never used" for key in declared - used)
    yield from (f"fact {key} is used but not declared" for key in used - declared)
    sealed = [fact.key for fact in procedure.facts if fact.seen_by]
    for step in procedure.steps:
        yield from (f"step {step.key} tells the sealed {key}" for key in sealed if f"%({key})s" in str(step.tells))
    for state in procedure.states:
        yield from (f"state {state.key} recalls the sealed {key}" for key in sealed if state.recalls == key)
    for fact in procedure.facts:
        offered = fact.options or fact.lines_of in declared or fact.asked_under in procedure.question_words
        if fact.type is FactType.CHOICE and not offered:
            yield f"fact {fact.key} offers no choices"
    for step in procedure.steps:
        yield from (
            f"step {step.key} seats whom it does not ask for"
            for seats in step.seats
            if seats.fact and seats.fact not in {field.fact for field in step.fields}
        )
        if step.asks and step.asks.question not in procedure.question_words:
            yield f"step {step.key} asks {step.asks.question} without words for it"
        if step.asks and step.asks.about and step.asks.about not in {field.fact for field in step.fields}:
            yield f"step {step.key} does not say what it asks for"


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
        if term.length.law and not any(known.key == term.length.law for known in all_values()):
            yield f"term {term.key} takes its length from the unknown value {term.length.law}"
        if not (term.length.fact or term.length.law) and term.length.county not in DEFAULTS:
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


def _moved_clocks(procedure: Procedure) -> Iterator[str]:
    """A clock that is extended or stands still: the step that moves it names the day until when."""
    days = {fact.key for fact in procedure.facts if fact.type is FactType.DAY}
    for term in procedure.terms:
        moves_it: tuple[Extension | Pause | None, ...] = (term.extension, term.pause)
        for moved in (each for each in moves_it if each is not None):
            step = procedure.step(moved.step)
            if step is None or moved.fact not in days or Field(moved.fact) not in step.fields:
                yield f"term {term.key} is moved by {moved.step}, which names no day as {moved.fact}"
        if term.pause and procedure.step(term.pause.ends) is None:
            yield f"term {term.key} stands still until the unknown step {term.pause.ends}"
        if term.extension and not any(known.key == term.extension.at_most.law for known in all_values()):
            yield f"term {term.key} is extended by the unknown value {term.extension.at_most.law}"


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
    yield from (f"step {item.key} cites nothing" for item in moves(procedure) if not item.citations)
    cited = {*procedure.basis, *(term.citation for term in procedure.terms)}
    cited.update(outside.citation for outside in procedure.outside)
    for item in moves(procedure):
        cited.update(item.citations, (guard.citation for guard in item.refuses))
    for law in sorted(statutes.unresolved(cited - {citation for citation in cited if citation.law == COUNTY})):
        yield f"{law} names an instrument that the law floor does not know"
