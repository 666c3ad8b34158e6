"""What runs beside the server is there as long as the server is, whatever happens to it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from threading import Event
from typing import TypeVar
from unittest import mock

from cunli.config.companions import Companion
from tests.config.processes import command_of
from tests.journeys.serving import environment_of, start

T = TypeVar("T")


def until(look: Callable[[], T], *, seconds: float = 30) -> T:
    """What ``look`` finds, once it finds something."""
    end = time.monotonic() + seconds
    while not (found := look()):
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.02)
    return found


def alive(pid: int) -> bool:
    try:
        return "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    except FileNotFoundError:
        return False


def companions_of(pid: int) -> list[int]:
    """The children of the server that are no workers."""
    children = [
        child for listed in Path(f"/proc/{pid}/task").glob("*/children") for child in listed.read_text().split()
    ]
    return [int(child) for child in children if b"sleep(600)" in command_of(child)]


def test_a_companion_that_ends_is_started_again_until_it_is_stopped(tmp_path: Path) -> None:
    said = tmp_path / "starts"
    code = f"import os,time; open({str(said)!r},'a').write(f'{{os.getpid()}}\\n'); time.sleep(600)"
    companion = Companion([sys.executable, "-c", code], pause=0.1)
    companion.start()
    first = int(until(lambda: said.exists() and said.read_text()))
    os.kill(first, signal.SIGKILL)
    second = int(until(lambda: said.read_text().splitlines()[1:])[0])
    assert second != first
    companion.stop(grace=5)
    assert not alive(second)
    time.sleep(0.5)
    assert len(said.read_text().splitlines()) == 2, "stopped is stopped"


def test_one_that_does_not_listen_is_ended(tmp_path: Path) -> None:
    said = tmp_path / "starts"
    ignores = "import os,signal,time; signal.signal(signal.SIGTERM, signal.SIG_IGN); "
    companion = Companion(
        [sys.executable, "-c", f"{ignores}open({str(said)!r},'w').write(str(os.getpid())); time.sleep(600)"]
    )
    companion.start()
    pid = int(until(lambda: said.exists() and said.read_text()))
    companion.stop(grace=0.2)
    until(lambda: not alive(pid))


def test_no_worker_is_forked_while_a_companion_starts() -> None:
    """Forked then, it would hold the pipe on which the start waits: the companion would never be watched."""
    starting, ended = Event(), Event()

    class SlowStart:
        def __init__(self, command: list[str]) -> None:
            starting.set()
            time.sleep(0.5)
            ended.set()

        def wait(self) -> None:
            Event().wait()

    with mock.patch("subprocess.Popen", SlowStart):
        Companion(["x"]).start()
        assert starting.wait(5)
        if not (worker := os.fork()):
            os._exit(0 if ended.is_set() else 1)
        _, status = os.waitpid(worker, 0)
    assert os.waitstatus_to_exitcode(status) == 0, "it was forked in the middle of a start"


def test_the_server_keeps_its_companion_and_takes_it_along(tmp_path: Path) -> None:
    server = start(environment_of(tmp_path), "", config="tests.config.beside")
    try:
        (first,) = until(lambda: companions_of(server.process.pid))
        os.kill(first, signal.SIGKILL)
        second = until(lambda: [pid for pid in companions_of(server.process.pid) if pid != first])[0]
        assert server.process.poll() is None
        server.process.send_signal(signal.SIGTERM)
        server.process.wait(30)
        until(lambda: not alive(second))
    finally:
        if server.process.poll() is None:
            server.kill()


def test_a_server_without_companions_still_stops() -> None:
    check = "from cunli.config import gunicorn; gunicorn.on_exit(None)"
    assert subprocess.run([sys.executable, "-c", check], check=False).returncode == 0
