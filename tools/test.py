"""``make test``: every gate, one after the other, and a table of what held.

A gate that cannot run on this machine is named at the end with the one command that enables it; with ``CI=true`` that
is a failure. ``python3 -m tools.test ruff mypy`` runs only these gates; ``--list`` names them.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tools import chromium, ground, postgresql

BUILD = ground.ROOT / "build"
ENABLE_CHROMIUM = "apt-get install -y chromium fonts-noto-cjk"
ENABLE_POSTGRESQL = "export DATABASE_URL=postgresql://user:password@host/database"
WORKERS = os.environ.get("TEST_WORKERS", "2")


class Missing(Exception):
    """The gate cannot run here. ``enable`` is the one command that would change that."""

    def __init__(self, why: str, enable: str) -> None:
        super().__init__(why)
        self.enable = enable


@dataclass
class Outcome:
    gate: str
    verdict: str  # ok, FAILED or missing
    seconds: float
    note: str = ""


@dataclass(frozen=True)
class Gate:
    name: str
    run: Callable[[], tuple[int, str]]


@dataclass
class Report:
    outcomes: list[Outcome] = field(default_factory=list)
    enable: dict[str, str] = field(default_factory=dict)

    def exit_status(self, *, strict: bool) -> int:
        """1 when a gate failed, or, where nothing may be missing, could not run."""
        bad = {"FAILED", "missing"} if strict else {"FAILED"}
        return int(any(outcome.verdict in bad for outcome in self.outcomes))

    def lines(self) -> Iterator[str]:
        """The table, then what is missing and how to get it."""
        width = max((len(outcome.gate) for outcome in self.outcomes), default=0)
        for outcome in self.outcomes:
            yield f"{outcome.verdict:<8} {outcome.seconds:7.1f} s  {outcome.gate:<{width}}  {outcome.note}".rstrip()
        for gate, command in self.enable.items():
            yield f"\nNot run here: {gate}. To run it too:\n    {command}"


def execute(
    command: Sequence[str | Path], *, environment: dict[str, str] | None = None, quiet: bool = False
) -> tuple[int, str]:
    """Run a command from the root; its output is shown as it comes (or, when quiet, only if it fails) and returned."""
    process = subprocess.Popen(
        [str(part) for part in command],
        cwd=ground.ROOT,
        env={**os.environ, "PYTHONUNBUFFERED": "1", **(environment or {})},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    )
    assert process.stdout is not None
    lines = []
    try:
        for line in process.stdout:
            lines.append(line)
            if not quiet:
                print(line, end="", flush=True)
        status = process.wait()
    except BaseException:
        process.terminate()
        process.wait(timeout=30)
        raise
    output = "".join(lines)
    if quiet and status:
        print(output, end="", flush=True)
    return status, output


def program(*command: str, **environment: str) -> Callable[[], tuple[int, str]]:
    """A gate that is one program of the environment, with a data folder of its own."""

    def run() -> tuple[int, str]:
        with tempfile.TemporaryDirectory(prefix="cunli-gate-") as data:
            known = {"DATA": data, "DATABASE_URL": "", **environment}
            return execute([ground.BIN / command[0], *command[1:]], environment=known, quiet=True)[0], ""

    return run


def django_checks() -> tuple[int, str]:
    """Migrations from zero on SQLite; then ``check --deploy`` as behind a TLS proxy, where every warning fails."""
    cunli = str(ground.BIN / "cunli")
    with tempfile.TemporaryDirectory(prefix="cunli-gate-") as data:
        environment = {"DATA": data, "DATABASE_URL": "", "HTTPS": "1"}
        for arguments in (["migrate", "-v0"], ["check", "--deploy"]):
            status, _ = execute([cunli, *arguments], environment=environment, quiet=True)
            if status:
                return status, " ".join(arguments)
    return 0, ""


def templates() -> tuple[int, str]:
    """djade on every template that is ours."""
    found = [str(path) for path in sorted((ground.ROOT / "src").rglob("templates/**/*.html"))]
    if not found:
        return 0, "no templates"
    status, _ = execute([ground.BIN / "djade", "--check", "--target-version", "5.2", *found], quiet=True)
    return status, f"{len(found)} templates"


def pytest_on_sqlite() -> tuple[int, str]:
    """Everything but the browser journeys, with branch coverage."""
    BUILD.mkdir(exist_ok=True)
    coverage = [
        "--cov=cunli",
        "--cov-branch",
        "--cov-report=term:skip-covered",
        f"--cov-report=xml:{BUILD}/coverage.xml",
    ]
    environment = {"DATABASE_URL": "", "COVERAGE_FILE": str(BUILD / ".coverage")}
    return _pytest(["-n", WORKERS, "-m", "not browser", *coverage], environment)


def pytest_on_postgresql() -> tuple[int, str]:
    """The same tests on the other engine."""
    with _cluster() as url:
        return _pytest(["-n", WORKERS, "-m", "not browser"], {"DATABASE_URL": url})


def browser_journeys() -> tuple[int, str]:
    """What people do, in a real Chromium, with axe on every page."""
    browser = chromium.find()
    if browser is None:
        raise Missing("no Chromium found", ENABLE_CHROMIUM)
    return _pytest(["-n", WORKERS, "-m", "browser"], {"DATABASE_URL": "", "CHROMIUM": browser})


@contextmanager
def _cluster() -> Iterator[str]:
    with ExitStack() as stack:
        try:
            url = stack.enter_context(postgresql.cluster())
        except postgresql.NoPostgresql as reason:
            raise Missing(str(reason), ENABLE_POSTGRESQL) from reason
        yield url


def _pytest(arguments: list[str], environment: dict[str, str]) -> tuple[int, str]:
    command: list[str | Path] = [
        ground.BIN / "python",
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "--durations=5",
        *arguments,
    ]
    status, output = execute(command, environment=environment)
    totals = re.findall(r"^(?:=+ )?(\d+ (?:passed|failed|error|skipped|deselected).*?)(?: =+)?$", output, re.MULTILINE)
    return status, totals[-1] if totals else ""


GATES: tuple[Gate, ...] = (
    Gate("format", program("ruff", "format", "--check", ".")),
    Gate("ruff", program("ruff", "check", ".")),
    Gate("imports", program("lint-imports")),
    Gate("mypy", program("mypy")),
    Gate("django", django_checks),
    Gate("migrations", program("cunli", "makemigrations", "--check", "--dry-run")),
    Gate("templates", templates),
    Gate("messages", program("python", "-m", "tools.messages", "--check")),
    Gate("documents", program("cunli", "procedures", "--docs", "--check")),
    Gate("pytest-sqlite", pytest_on_sqlite),
    Gate("pytest-postgresql", pytest_on_postgresql),
    Gate("browser", browser_journeys),
)


def run_gates(gates: Sequence[Gate]) -> Report:
    """Run each gate; one that fails does not keep the next from running."""
    report = Report()
    for gate in gates:
        print(f"── {gate.name}", flush=True)
        start = time.monotonic()
        try:
            status, note = gate.run()
            verdict = "FAILED" if status else "ok"
        except Missing as missing:
            verdict, note = "missing", str(missing)
            report.enable[gate.name] = missing.enable
        report.outcomes.append(Outcome(gate.name, verdict, time.monotonic() - start, note))
    return report


def main(arguments: Sequence[str]) -> int:
    """Set up, run the gates asked for (all unless named), print the table; returns the exit status."""
    names = [gate.name for gate in GATES]
    if "--list" in arguments:
        print("\n".join(names))
        return 0
    if unknown := set(arguments) - set(names):
        print(f"No such gate: {', '.join(sorted(unknown))}. There are: {', '.join(names)}")
        return 2
    bin_folder = ground.ensure("test")
    if Path(sys.prefix) != ground.VENV:  # from here on with the packages that the gates need
        os.execv(bin_folder / "python", [str(bin_folder / "python"), "-m", "tools.test", *arguments])
    report = run_gates([gate for gate in GATES if not arguments or gate.name in arguments])
    strict = os.environ.get("CI", "").lower() in {"1", "true"}
    print("\n".join(("", *report.lines())))
    status = report.exit_status(strict=strict)
    print("\nAll gates hold." if not status else "\nNot good yet: see FAILED" + (" or missing" if strict else "") + ".")
    return status


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that what was started is stopped
    try:
        raise SystemExit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        raise SystemExit(130) from None
