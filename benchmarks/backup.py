"""Backup while serving: lives lived while ``cunli backup`` copies the large county, and without it, in turn."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

from benchmarks.clients import Crowd, during
from benchmarks.ground import Ground
from benchmarks.promises import SECONDS, Promise, interleaved
from benchmarks.size import count_ends, known

WRITES, ROUNDS = 0.7, 3
"""Few rounds: each one copies the whole database."""


def promises(ground: Ground) -> Iterator[Promise]:
    site = ground.large
    people, files = known(site), (ground.folder / f"backup-{number}.tar" for number in count(1))
    crowd = Crowd(site.port, people.pairs, people.unit)

    def meanwhile() -> float:
        file = next(files)
        with site.beginning("backup", file) as child:
            rate = crowd.writes_per_second(lambda: child.poll() is None)
        file.unlink()
        return rate

    with site.serving():
        crowd.writes_per_second(during(SECONDS))
        rate, base = interleaved(meanwhile, lambda: crowd.writes_per_second(during(SECONDS)), rounds=ROUNDS)
    count_ends(site, crowd)
    note = f"{rate:.0f}/s against {base:.0f}/s"
    yield Promise("writes of a matter's life during a backup, × without", WRITES, rate / base, True, note)
