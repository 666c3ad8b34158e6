"""What a step wrote down beside its form."""

from __future__ import annotations

from cunli.cases.models import Fact, StepTaken
from cunli.lib.actors import Actor


def write_down(*, actor: Actor, taken: StepTaken, key: str, value: object) -> None:
    """A fact that an effect of the step made: which notice was drafted. Part of the step, whose act the journal has
    with its actor; whatever made it has its own entry there."""
    del actor
    Fact.objects.create(matter_id=taken.matter_id, step=taken, key=key, value=value, source="effect")
