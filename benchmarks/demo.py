"""The demo county at its full size, made by the command that everybody uses."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.ground import MATTERS, PERSONS, Ground
from benchmarks.promises import Promise, scaled

MINUTES = 15


def promises(ground: Ground) -> Iterator[Promise]:
    _site, run = ground.made
    what = f"demo of {scaled(PERSONS):,} persons and {scaled(MATTERS):,} matters: minutes"
    yield Promise(what, MINUTES, run.seconds / 60, note=f"{run.megabytes:.0f} MB")
