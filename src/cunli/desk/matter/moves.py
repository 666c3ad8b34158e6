"""What the viewer may do now: the green button, the others, the refusal last."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import uuid4

from django.urls import reverse

from cunli.cases.models import Matter
from cunli.procedures.grammar import FactType, Outcome, Party, Step

NEEDS_LISTS = frozenset({FactType.UNIT, FactType.UNITS, FactType.OFFICER, FactType.PAPERS})
"""Fields whose choices cost queries: their form is fetched when it is wanted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """One thing the viewer may do. ``at_once``: nothing is asked, the button itself does it."""

    key: str
    label: str
    hint: str
    href: str
    at_once: bool
    tone: str
    idempotency: str


def moves_of(matter: Matter, steps: Sequence[Step]) -> tuple[Move | None, list[Move]]:
    """The main move if there is one, and all others with refusals at the end."""
    found = [(step, _move(matter, step)) for step in steps]
    main = next((move for step, move in found if step.main), None)
    others = [(step, move) for step, move in found if move is not main]
    others.sort(key=lambda pair: is_refusal(matter, pair[0]))
    return main, [move for _step, move in others]


def is_refusal(matter: Matter, step: Step) -> bool:
    """A step that ends the matter without it being solved."""
    if not step.to:
        return False
    return matter.law.state(step.to).outcome in (Outcome.NOT_SOLVED, Outcome.ELSEWHERE)


def asks_nothing(step: Step) -> bool:
    return not step.fields


def needs_lists(matter: Matter, step: Step) -> bool:
    types = {matter.law.fact(field.fact).type for field in step.fields}
    return bool(types & NEEDS_LISTS)


def _move(matter: Matter, step: Step) -> Move:
    signs = step.by == (Party.SIGNER,)
    return Move(
        key=step.key,
        label=str(step.title),
        hint=str(step.hint),
        href=reverse("desk:matter_step", args=[matter.ref, step.key]),
        at_once=asks_nothing(step) and not signs,
        tone="late" if is_refusal(matter, step) else "",
        idempotency=str(uuid4()),
    )
