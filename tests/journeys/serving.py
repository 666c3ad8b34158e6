"""The real server in a process of its own, on a database of its own."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

PREPARE = """
import django; django.setup()
from cunli.config import readiness; readiness.migrate(); readiness.gather_static()
from tests.cast import make_cast; cast = make_cast()
print(cast.client("grid_member").cookies["sessionid"].value)
"""


@dataclass
class Server:
    """A running server: its port, its process, a signed-in session of the grid member."""

    port: int
    process: subprocess.Popen[bytes]
    session: str
    environment: dict[str, str]

    def kill(self) -> None:
        """As a power cut would: the whole process group, at once."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


@contextmanager
def server(data: Path) -> Iterator[Server]:
    """A server on a new SQLite file in ``data``, with the cast in it."""
    environment = {
        **os.environ,
        "DATA": str(data),
        "DATABASE_URL": "",
        "PORT": str(_free_port()),
        "DJANGO_SETTINGS_MODULE": "cunli.config.settings",
        "PYTHONPATH": os.pathsep.join(["src", "."]),
    }
    prepared = subprocess.run(
        [sys.executable, "-c", PREPARE], env=environment, capture_output=True, text=True, check=True
    )
    started = start(environment, prepared.stdout.split()[-1])
    try:
        yield started
    finally:
        if started.process.poll() is None:
            started.kill()


def start(environment: dict[str, str], session: str) -> Server:
    """Start it (again) and wait until it answers."""
    command = [sys.executable, "-m", "gunicorn", "--config", "python:cunli.config.gunicorn"]
    process = subprocess.Popen(command, env=environment, start_new_session=True)
    port = int(environment["PORT"])
    until = time.monotonic() + 60
    while time.monotonic() < until:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return Server(port, process, session, environment)
        time.sleep(0.1)
    raise AssertionError("the server did not start")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
