"""``make bench``: measure what is promised, print it, keep the result.

``python -m benchmarks [PART …]`` measures some parts only; ``SCALE=0.01`` tries them out on a small county. Exit
status 1 when a promise is not met.
"""

from __future__ import annotations

import os
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from tools import postgresql

from benchmarks import backup, burst, demo, heart, importing, scenarios, size, sqlite, sweep
from benchmarks.ground import Ground
from benchmarks.promises import RESULTS, SCALE, Promise, exit_status, keep
from benchmarks.sites import drop_ours

Part = Callable[[Ground], Iterator[Promise]]
PARTS: dict[str, Part] = {
    "heart": heart.promises,
    "demo": demo.promises,
    "size": size.promises,
    "burst": burst.promises,
    "scenarios": scenarios.promises,
    "sweep": sweep.promises,
    "backup": backup.promises,
    "import": importing.promises,
    "sqlite": sqlite.promises,
}
DURABLE = ("max_connections=200", "listen_addresses=")
"""PostgreSQL as it keeps data: fsync and synchronous_commit stay on for both sides of every comparison."""


def main(names: Sequence[str]) -> int:
    """Measure the parts asked for (all unless named)."""
    if unknown := set(names) - set(PARTS):
        print(f"No such part: {', '.join(sorted(unknown))}. There are: {', '.join(PARTS)}")
        return 2
    os.environ["PATH"] = f"{postgresql.programs()}{os.pathsep}{os.environ['PATH']}"  # a backup calls them
    with postgresql.cluster(DURABLE) as cluster, tempfile.TemporaryDirectory(prefix="cunli-bench-") as folder:
        ground = Ground(cluster, Path(folder))
        chosen = {name: part for name, part in PARTS.items() if not names or name in names}
        try:
            return measure(chosen, ground, results=RESULTS if SCALE == 1 else None)
        finally:
            drop_ours(cluster)


def measure(parts: dict[str, Part], ground: Ground, *, results: Path | None) -> int:
    """Print each promise as soon as it is measured; keep each part in ``results`` when it is whole."""
    measured = []
    for name, part in parts.items():
        print(f"── {name}", flush=True)
        promises = []
        for promise in part(ground):
            print(promise.line(), flush=True)
            promises.append(promise)
        if results:
            keep(name, promises, results)
        measured += promises
    return exit_status(measured)


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that what was started is stopped
    sys.exit(main(sys.argv[1:]))
