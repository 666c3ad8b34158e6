"""How long the scenarios took, said where they were played."""

from __future__ import annotations

import pytest

PROMISED = 10
_played: list[pytest.TestReport] = []


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    if report.when == "call" and "::test_scenario[" in report.nodeid:
        _played.append(report)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """By the clock, from the first to the last, with the building of each one's county between them."""
    if _played:
        clock = max(report.stop for report in _played) - min(report.start for report in _played)
        work = sum(report.duration for report in _played)
        said = f"{len(_played)} scenarios were played in {clock:.1f} s, {work:.1f} s of work (promised: {PROMISED} s)"
        terminalreporter.write_line(said)
