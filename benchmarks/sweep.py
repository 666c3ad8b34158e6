"""The sweep: what a crossing costs while ten times as many matters lie beside it, and what the process holds meanwhile.

Two counties with nothing but open matters, one ten times the other. In each the same number of clocks crosses, then,
in the large one, half of it. What a sweep costs in which nothing crosses is taken off.
"""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.ground import MATTERS, PERSONS, Ground, county
from benchmarks.promises import Promise, scaled
from benchmarks.sites import Run, Site, on_postgresql, settled

OPEN, TENTH, CROSSING = MATTERS, MATTERS // 10, MATTERS // 100
EVEN, FLAT = 1.3, 1.1
LEAST = 400
"""Fewer cost less than a start of the command varies."""


def promises(ground: Ground) -> Iterator[Promise]:
    few, many = (_site(ground, name, size) for name, size in (("sweep_few", TENTH), ("sweep_many", OPEN)))
    cost = {
        (name, crossing): _crossed(site, max(LEAST, scaled(crossing)))
        for name, site, crossing in (("few", few, CROSSING), ("many", many, CROSSING), ("many", many, CROSSING // 2))
    }
    among_few, among_many, half = cost.values()
    one, other = among_many[0], among_few[0]
    yield Promise("one crossing among all: milliseconds", None, one, note=f"{max(LEAST, scaled(CROSSING)):,} crossed")
    yield Promise(
        "one crossing, × among a tenth as many", EVEN, one / other, note=f"{one:.1f} ms against {other:.1f} ms"
    )
    yield Promise(
        "one of twice as many crossings, ×", EVEN, one / half[0], note=f"{one:.1f} ms against {half[0]:.1f} ms"
    )
    held, small, less = (run.megabytes for _cost, run in (among_many, among_few, half))
    yield Promise(
        "memory of the sweep, × among a tenth as many", FLAT, held / small, note=f"{held:.0f} MB, {small:.0f} MB"
    )
    yield Promise("memory with twice as many crossings, ×", FLAT, held / less, note=f"{held:.0f} MB, {less:.0f} MB")


def _site(ground: Ground, name: str, size: int) -> Site:
    """Few people: whose matters they are costs a sweep nothing."""
    site = on_postgresql(ground.cluster, name, ground.folder)
    county(site, persons=PERSONS // 100, matters=1)
    site.ask("open_matters", scaled(size))
    settled(site)
    return site


def _crossed(site: Site, crossing: int) -> tuple[float, Run]:
    """Milliseconds for each, beyond a sweep in which none crosses; and that run. An error where one was left."""
    site.cunli("sweep")
    idle = site.cunli("sweep")
    passed = site.ask("crossing", crossing)
    if passed != crossing:
        raise AssertionError(f"only {passed} of {crossing} clocks can cross")
    run = site.cunli("sweep")
    if left := site.ask("overdue"):
        raise AssertionError(f"{left} clocks are still not noticed")
    return (run.seconds - idle.seconds) * 1000 / crossing, run
