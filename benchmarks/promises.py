"""What was promised, what was measured, and the file that keeps it. Knows no Django.

``SCALE=0.01`` makes every size, and the burst, a hundredth: to see that all runs through. Its figures are not kept.
"""

from __future__ import annotations

import json
import os
import platform
import statistics
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

ROUNDS = int(os.environ.get("ROUNDS", "5"))
SECONDS = float(os.environ.get("SECONDS", "6"))
SCALE = float(os.environ.get("SCALE", "1"))
RESULTS = Path(__file__).parent / "results"


@dataclass(frozen=True)
class Promise:
    """``kept`` is what was measured against ``limit``; ``least`` says whether more is better.

    Without a limit it is a figure: measured and printed, promised to nobody.
    """

    what: str
    limit: float | None
    kept: float
    least: bool = False
    note: str = ""

    @property
    def is_met(self) -> bool:
        if self.limit is None:
            return True
        return self.kept >= self.limit if self.least else self.kept <= self.limit

    def line(self) -> str:
        sign = "≥" if self.least else "≤"
        against = f"{sign} {self.limit:g}" if self.limit is not None else ""
        verdict = "figure" if self.limit is None else "met" if self.is_met else "NOT MET"
        return f"{verdict:8} {self.what:62} {self.kept:9.2f}  {against:8} {self.note}".rstrip()


def scaled(number: int) -> int:
    """A size of the plan at the scale of this run."""
    return max(1, round(number * SCALE))


def interleaved(first: Callable[[], float], second: Callable[[], float], *, rounds: int) -> tuple[float, float]:
    """Medians of two measurements taken in turn, because a busy machine slows both alike."""
    ours, other = [], []
    for _ in range(rounds):
        other.append(second())
        ours.append(first())
    return statistics.median(ours), statistics.median(other)


def exit_status(promises: Iterable[Promise]) -> int:
    """1 when a promise is not met."""
    return int(any(not promise.is_met for promise in promises))


def keep(part: str, promises: Iterable[Promise], folder: Path) -> None:
    """Write a part into the day's file, in the place of its figures of earlier that day; other parts stay."""
    folder.mkdir(exist_ok=True)
    now = datetime.now(UTC)
    path = folder / f"{now:%Y-%m-%d}.json"
    kept: dict[str, Any] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {"parts": {}}
    kept["machine"] = f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    kept["parts"][part] = {
        "at": now.isoformat(timespec="seconds"),
        "rounds": ROUNDS,
        "promises": [{**asdict(promise), "met": promise.is_met} for promise in promises],
    }
    path.write_text(json.dumps(kept, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
