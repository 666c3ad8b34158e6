"""Whether the sheets of a procedure for other systems can be filled."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from cunli.county.defaults import DEFAULTS
from cunli.procedures.grammar import Procedure
from cunli.procedures.outside import SYSTEMS, Drawn, Outside, SheetField


def sheets(procedure: Procedure) -> Iterator[str]:
    """Each complaint in one sentence."""
    for outside in procedure.outside:
        if outside.system not in _systems():
            yield f"the county's list of systems does not know {outside.system}"
        if not outside.fields:
            yield f"the sheet for {outside.system} has no fields"
        for field in outside.fields:
            yield from (f"field {field.label} of {outside.system} {said}" for said in _field(procedure, field))
    for one, other in combinations(procedure.outside, 2):
        yield from _both(one, other)


def _field(procedure: Procedure, field: SheetField) -> Iterator[str]:
    facts = {fact.key: fact for fact in procedure.facts}
    if not field.source:
        if not field.why:
            yield "is drawn from nothing and does not say why"
    elif field.source in facts:
        if facts[field.source].seen_by:
            yield "would show what is sealed"
    elif field.source not in set(Drawn):
        yield f"is drawn from the unknown {field.source}"


def _both(one: Outside, other: Outside) -> Iterator[str]:
    meet = not one.kinds or not other.kinds or set(one.kinds) & set(other.kinds)
    if meet and one.system == other.system:
        yield f"two sheets for {one.system} are of the same kind"
    elif meet and one.number == other.number:
        yield f"{one.system} and {other.system} keep one number"


def _systems() -> set[str]:
    listed = DEFAULTS[SYSTEMS].value
    return {str(entry["key"]) for entry in listed if isinstance(entry, dict)} if isinstance(listed, list) else set()
