"""What parts measure on: one cluster, and counties made once for all parts of a run that need them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from benchmarks.promises import scaled
from benchmarks.sites import Run, Site, on_postgresql, on_sqlite, settled

PERSONS, MATTERS, FEW = 500_000, 1_000_000, 1_000
ON_SQLITE = 10
"""SQLite is measured with a tenth of the people and matters."""


@dataclass
class Ground:
    """``cluster`` is the address of a PostgreSQL that may be written to; ``folder`` is thrown away afterwards."""

    cluster: str
    folder: Path

    @cached_property
    def made(self) -> tuple[Site, Run]:
        """The large county, and what it took to make it."""
        site = on_postgresql(self.cluster, "large", self.folder)
        run = county(site, persons=PERSONS, matters=MATTERS)
        settled(site)
        return site, run

    @property
    def large(self) -> Site:
        return self.made[0]

    @cached_property
    def hundredth(self) -> Site:
        """1 % of the large county."""
        return _filled(on_postgresql(self.cluster, "hundredth", self.folder), PERSONS // 100, MATTERS // 100)

    @cached_property
    def few(self) -> Site:
        """A thousand matters."""
        return _filled(on_postgresql(self.cluster, "few", self.folder), PERSONS // 100, FEW)

    @cached_property
    def large_sqlite(self) -> Site:
        return _filled(on_sqlite("large", self.folder), PERSONS // ON_SQLITE, MATTERS // ON_SQLITE)

    @cached_property
    def few_sqlite(self) -> Site:
        """1 % of the large county on SQLite: a thousand matters."""
        return _filled(on_sqlite("few", self.folder), PERSONS // ON_SQLITE // 100, MATTERS // ON_SQLITE // 100)


def county(site: Site, *, persons: int, matters: int) -> Run:
    """The invented county of that size, by the command that everybody uses."""
    return site.cunli("demo", "--persons", scaled(persons), "--matters", scaled(matters))


def _filled(site: Site, persons: int, matters: int) -> Site:
    county(site, persons=persons, matters=matters)
    settled(site)
    return site
