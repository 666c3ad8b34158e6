"""The real server in a process of its own, on a database of its own."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

PREPARE = """
import django; django.setup()
from cunli.config import readiness; readiness.migrate(); readiness.gather_static()
from tests.cast import make_cast; cast = make_cast()
print(cast.client("grid_member").cookies["sessionid"].value)
"""
SWEEP = """
import tests.journeys.clock
from django.core.management import call_command
call_command("sweep")
"""

IMPORT = """
import sys
import tests.journeys.clock
from django.core.management import call_command
call_command("importer", run=int(sys.argv[1]))
"""
IMPORTER = f"""
import sys
import tests.journeys.clock
from django.core.management import call_command
from cunli.registry.management.commands import importer
importer.COMMAND = (sys.executable, "-c", {IMPORT!r})
importer.SECONDS = 0.2
call_command("importer")
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


@dataclass
class Village:
    """A running demo server on the ground of ``village.py``, with a clock that can be moved."""

    url: str
    data: Path
    units: dict[str, int]
    users: dict[str, int]
    people: dict[str, int]
    sessions: dict[str, str]
    environment: dict[str, str]
    minutes: int = 0

    def sweep(self) -> None:
        """What the server does by itself every minute, at the moment that its clock shows."""
        _python(["-c", SWEEP], self.environment)

    def somebody_stands_twice(self) -> None:
        _python(["-m", "tests.journeys.doubled"], self.environment)

    @contextmanager
    def importer(self) -> Iterator[subprocess.Popen[bytes]]:
        """What the server keeps running beside itself for tables sent by page, by the clock of the journey."""
        process = subprocess.Popen([sys.executable, "-c", IMPORTER], env=self.environment)
        try:
            yield process
        finally:
            process.terminate()
            process.wait(30)

    def later(self, minutes: int) -> None:
        """Move the clock of the server ahead."""
        self.minutes += minutes
        (self.data / "clock").write_text(str(self.minutes))


@contextmanager
def server(data: Path) -> Iterator[Server]:
    """A server on a new SQLite file in ``data``, with the cast in it."""
    environment = environment_of(data)
    prepared = _python(["-c", PREPARE], environment)
    started = start(environment, prepared.split()[-1])
    try:
        yield started
    finally:
        if started.process.poll() is None:
            started.kill()


def prepare_village(data: Path) -> None:
    """Build the ground once; ``village`` runs on copies of it."""
    environment = {**environment_of(data), "DEMO": "1"}
    (data / "village.json").write_text(_python(["-m", "tests.journeys.village"], environment).splitlines()[-1])


@contextmanager
def village(prepared: Path, data: Path, more: Mapping[str, str] | None = None) -> Iterator[Village]:
    """A server on a copy of the prepared ground; ``more`` is what this county says in its environment besides."""
    shutil.copytree(prepared, data, dirs_exist_ok=True)
    environment = {**environment_of(data), "DEMO": "1", "WORKERS": "1", **(more or {})}
    started = start(environment, "", config="tests.journeys.served")
    try:
        known = json.loads((data / "village.json").read_text())
        yield Village(f"http://127.0.0.1:{started.port}", data, **known, environment=environment)
    finally:
        started.kill()


def start(environment: dict[str, str], session: str, *, config: str = "cunli.config.gunicorn") -> Server:
    """Start it (again) and wait until it answers."""
    command = [sys.executable, "-m", "gunicorn", "--config", f"python:{config}"]
    process = subprocess.Popen(command, env=environment, start_new_session=True)
    port = int(environment["PORT"])
    until = time.monotonic() + 60
    while time.monotonic() < until:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return Server(port, process, session, environment)
        time.sleep(0.05)
    process.kill()
    raise AssertionError("the server did not start")


def environment_of(data: Path) -> dict[str, str]:
    """What a server on this folder is started with."""
    return {
        **os.environ,
        "DATA": str(data),
        "DATABASE_URL": "",
        "PORT": str(_free_port()),
        "DJANGO_SETTINGS_MODULE": "cunli.config.settings",
        "PYTHONPATH": os.pathsep.join(["src", "."]),
    }


def _python(arguments: list[str], environment: dict[str, str]) -> str:
    done = subprocess.run([sys.executable, *arguments], env=environment, stdout=subprocess.PIPE, text=True, check=True)
    return done.stdout


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
