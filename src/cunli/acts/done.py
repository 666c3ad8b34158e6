"""What an act answers, and the files that came with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from cunli.cases import services as cases
from cunli.cases.models import Matter, StepTaken
from cunli.files import services as files
from cunli.files.cleaning import Cleaned
from cunli.lib.actors import Actor


@dataclass(frozen=True, slots=True)
class Done:
    """The matter it led to; ``repeated`` when the same request had been answered before."""

    ref: str
    repeated: bool = False
    code: str = ""


def attach_files(actor: Actor, matter: Matter, taken: StepTaken, cleaned: Sequence[Cleaned], *, at: datetime) -> None:
    """Keep what came with a step and link it to it."""
    kept = [files.keep_cleaned(actor=actor, cleaned=one, at=at) for one in cleaned]
    if kept:
        cases.attach(actor=actor, matter=matter, taken=taken, files=kept, at=at)
