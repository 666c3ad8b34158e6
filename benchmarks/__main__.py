"""``make bench``: start PostgreSQL and the production server, measure, print, keep the result.

Every figure is the median of interleaved rounds (bare, ours, bare, ours …), because a busy machine slows both alike.
Exit status 1 when a promise is not met.
"""

from __future__ import annotations

import json
import os
import platform
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from tools import postgresql

CLIENTS = 8
ROUNDS = int(os.environ.get("ROUNDS", "5"))
SECONDS = float(os.environ.get("SECONDS", "6"))
PAGES = 30
RESULTS = Path(__file__).parent / "results"
DURABLE = ("max_connections=200", "listen_addresses=")
"""PostgreSQL as it keeps data: fsync and synchronous_commit stay on for both sides of every comparison."""


@dataclass(frozen=True)
class Promise:
    """``kept`` is what was measured against ``limit``; ``least`` says whether more is better."""

    what: str
    limit: float
    kept: float
    least: bool
    note: str = ""

    @property
    def is_met(self) -> bool:
        return self.kept >= self.limit if self.least else self.kept <= self.limit

    def line(self) -> str:
        sign = "≥" if self.least else "≤"
        verdict = "met" if self.is_met else "NOT MET"
        return f"{verdict:8} {self.what:58} {self.kept:9.2f}  {sign} {self.limit:g}   {self.note}"


def main() -> int:
    """Measure everything; the exit status says whether every promise holds."""
    with postgresql.cluster(DURABLE) as url, tempfile.TemporaryDirectory(prefix="cunli-bench-") as data:
        os.environ.update(
            DATABASE_URL=url, DATA=data, PORT=str(_free_port()), DJANGO_SETTINGS_MODULE="benchmarks.settings"
        )
        import django

        django.setup()
        from benchmarks import measures, world
        from cunli.config import readiness

        readiness.migrate()
        built = world.build(CLIENTS)
        readiness.gather_static()
        with serving() as server:
            bench = measures.Bench(port=int(os.environ["PORT"]), server=server, world=built)
            promises = []
            for promise in bench.all(rounds=ROUNDS, seconds=SECONDS, pages=PAGES):
                print(promise.line(), flush=True)
                promises.append(promise)
    return _report(promises)


@contextmanager
def serving() -> Iterator[subprocess.Popen[bytes]]:
    """The production server, as ``cunli serve`` starts it, with the sweep beside it."""
    command = [sys.executable, "-m", "gunicorn", "--config", "python:cunli.config.gunicorn"]
    server = subprocess.Popen(command, env=dict(os.environ))
    try:
        _wait(int(os.environ["PORT"]))
        yield server
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(timeout=30)


def _wait(port: int) -> None:
    until = time.monotonic() + 30
    while time.monotonic() < until:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise SystemExit("the server did not start")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _report(promises: list[Promise]) -> int:
    RESULTS.mkdir(exist_ok=True)
    now = datetime.now(UTC)
    kept = {
        "at": now.isoformat(timespec="seconds"),
        "machine": f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}",
        "rounds": ROUNDS,
        "promises": [{**asdict(promise), "met": promise.is_met} for promise in promises],
    }
    (RESULTS / f"{now:%Y-%m-%d}.json").write_text(json.dumps(kept, ensure_ascii=False, indent=2) + "\n")
    return int(any(not promise.is_met for promise in promises))


def interleaved(first: Callable[[], float], second: Callable[[], float], *, rounds: int) -> tuple[float, float]:
    """Medians of two measurements taken in turn."""
    ours, bare = [], []
    for _ in range(rounds):
        bare.append(second())
        ours.append(first())
    return statistics.median(ours), statistics.median(bare)


if __name__ == "__main__":
    sys.exit(main())
