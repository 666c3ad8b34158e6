"""All scenarios of all procedures, played through the acts: by the tests themselves, which say how long it took."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator

from benchmarks.ground import Ground
from benchmarks.promises import Promise

SECONDS = 10
SAID = re.compile(r"(\d+) scenarios were played in ([\d.]+) s, ([\d.]+) s of work")


def promises(ground: Ground) -> Iterator[Promise]:
    """On SQLite in memory, a process on each core, by the clock; the ground is not needed."""
    del ground
    tests = ["tests/procedures/test_scenarios.py", "-k", "test_scenario"]
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-n", str(os.cpu_count()), *tests]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    said = SAID.search(done.stdout)
    if done.returncode or said is None:
        raise SystemExit(f"the scenarios do not hold:\n{done.stdout[-2000:]}")
    yield Promise(f"{said[1]} scenarios: seconds by the clock", SECONDS, float(said[2]), note=f"{said[3]} s of work")
