"""SQLite: the promises of size with a tenth of the county; and how writes go with more and more people at once.

The same crowd on PostgreSQL in turn, so that one sees from where on it is the better choice.
"""

from __future__ import annotations

import statistics
from collections.abc import Iterator

from benchmarks import size
from benchmarks.clients import Crowd, during
from benchmarks.ground import Ground
from benchmarks.promises import ROUNDS, SECONDS, Promise
from benchmarks.sites import Site

AT_ONCE = (1, 2, 4, 8, 16)


def promises(ground: Ground) -> Iterator[Promise]:
    large, few = ground.large_sqlite, ground.few_sqlite
    for promise in (*size.writes(large, few), *size.pages(large, few), *size.searching(large)):
        yield Promise(f"SQLite: {promise.what}", promise.limit, promise.kept, promise.least, promise.note)
    yield from crowds({"SQLite": large, "PostgreSQL": ground.hundredth})


def crowds(sites: dict[str, Site]) -> Iterator[Promise]:
    """Writes a second and the wait that one in twenty exceeds, engine after engine in every round."""
    people = {engine: size.known(site, max(AT_ONCE)) for engine, site in sites.items()}
    with sites["SQLite"].serving(), sites["PostgreSQL"].serving():
        for at_once in AT_ONCE:
            crowds = {
                engine: Crowd(site.port, people[engine].pairs[:at_once], people[engine].unit)
                for engine, site in sites.items()
            }
            rates: dict[str, list[float]] = {engine: [] for engine in sites}
            for _round in range(ROUNDS):
                for engine, crowd in crowds.items():
                    rates[engine].append(crowd.writes_per_second(during(SECONDS)))
            for engine, crowd in crowds.items():
                late = statistics.quantiles(crowd.waits, n=20)[-1] * 1000
                yield Promise(
                    f"{engine}: writes a second, {at_once} at once", None, statistics.median(rates[engine]),
                    note=f"p95 of the wait {late:.0f} ms",
                )  # fmt: skip
                size.count_ends(sites[engine], crowd)
