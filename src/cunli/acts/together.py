"""The same step, or the one that serves the same purpose, in several matters: each an act of its own.

One transaction, one journal entry and one idempotency key for each matter, through the same door as a single step. So
what cannot be done in one of them leaves the others done, and a repeated request does nothing twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from cunli.acts.steps import take_step
from cunli.cases.models import Matter
from cunli.lib.actors import Actor
from cunli.lib.idempotency import Key
from cunli.lib.refusals import Refusal
from cunli.procedures.grammar import Step
from cunli.procedures.values import Values


@dataclass(frozen=True, slots=True, kw_only=True)
class Intended:
    """One matter, read within the actor's scope, as it stood when it was chosen, and what is to be done with it."""

    matter: Matter
    step: Step
    values: Values
    key: Key | None


@dataclass(frozen=True, slots=True)
class Result:
    """``refusal`` is None where it was done; ``repeated`` when the same request had done it before."""

    matter: Matter
    step: Step
    refusal: Refusal | None = None
    repeated: bool = False


def take_each(*, actor: Actor, intended: Sequence[Intended], at: datetime) -> list[Result]:
    """One after the other, in the order given. Never raises for a refusal of one of them."""
    return [_take(actor, one, at) for one in intended]


def _take(actor: Actor, one: Intended, at: datetime) -> Result:
    try:
        done = take_step(actor=actor, matter=one.matter, step=one.step, values=one.values, at=at, key=one.key)
    except Refusal as refusal:
        return Result(one.matter, one.step, refusal)
    return Result(one.matter, one.step, repeated=done.repeated)
