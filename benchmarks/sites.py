"""A site: a database, a data folder and, while it serves, a server. Everything in it runs in processes of its own.

So two counties of different size can be served, and measured, at the same time.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg

START_SECONDS = 60
OURS = "cunli_bench_"
"""How the names of our databases begin."""
SETTINGS = "benchmarks.settings"
"""The real ones, and the bare views."""


@dataclass(frozen=True)
class Run:
    """A command that ended well: how long it took, and the most memory it held (MB)."""

    seconds: float
    megabytes: float


@dataclass(frozen=True)
class Site:
    """``url`` is empty on SQLite."""

    url: str
    data: Path
    port: int

    @property
    def environment(self) -> dict[str, str]:
        return {
            **os.environ,
            "DATABASE_URL": self.url,
            "DATA": str(self.data),
            "PORT": str(self.port),
            "DJANGO_SETTINGS_MODULE": SETTINGS,
        }

    def cunli(self, *arguments: object) -> Run:
        """A ``cunli`` command, measured; one that fails ends the run."""
        return self.run("cunli.config.command", *arguments)

    def run(self, module: str, *arguments: object) -> Run:
        begun = time.monotonic()
        child = subprocess.Popen(_python(module, arguments), env=self.environment, stdout=subprocess.DEVNULL)
        _pid, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode:
            raise SystemExit(f"{module} {' '.join(map(str, arguments))} ended with {child.returncode}")
        return Run(time.monotonic() - begun, _peak(usage))

    def ask(self, question: str, *arguments: object) -> Any:
        """What ``inside.py`` answers from within this site."""
        done = subprocess.run(
            _python("benchmarks.inside", [question]), env=self.environment, input=json.dumps(arguments),
            stdout=subprocess.PIPE, text=True, check=True,
        )  # fmt: skip
        return json.loads(done.stdout)

    @contextmanager
    def beginning(self, *arguments: object) -> Iterator[subprocess.Popen[bytes]]:
        """A ``cunli`` command that goes on while the block runs; it must end well."""
        child = subprocess.Popen(
            _python("cunli.config.command", arguments), env=self.environment, stdout=subprocess.DEVNULL
        )
        try:
            yield child
        finally:
            if child.wait():
                raise SystemExit(f"cunli {' '.join(map(str, arguments))} ended with {child.returncode}")

    @contextmanager
    def serving(self) -> Iterator[subprocess.Popen[bytes]]:
        """The production server, as ``cunli serve`` starts it, with the sweep beside it."""
        command = _python("gunicorn", ["--config", "python:cunli.config.gunicorn"])
        with (self.data / "server.log").open("ab") as log:
            server = subprocess.Popen(command, env=self.environment, stderr=log)
        try:
            _wait(server, self.port)
            yield server
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(timeout=START_SECONDS)


def on_postgresql(cluster: str, name: str, folder: Path) -> Site:
    """A site with a new, empty, migrated database of the cluster."""
    database = f"{OURS}{name}"
    with psycopg.connect(cluster, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{database}"'.encode())
        connection.execute(f'CREATE DATABASE "{database}"'.encode())
    url = urlunsplit(urlsplit(cluster)._replace(path=f"/{database}"))
    return _ready(Site(url, folder / name, free_port()))


def drop_ours(cluster: str) -> None:
    """The databases of all sites: a cluster that was lent to us is given back as it was."""
    with psycopg.connect(cluster, autocommit=True) as connection:
        names = connection.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [OURS]).fetchall()
        for (name,) in names:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)'.encode())


def on_sqlite(name: str, folder: Path) -> Site:
    return _ready(Site("", folder / f"{name}-sqlite", free_port()))


def settled(site: Site) -> None:
    """As a database that has been used for years: its record sealed, its tables vacuumed and counted."""
    site.cunli("sweep")
    if site.url:
        with psycopg.connect(site.url, autocommit=True) as connection:
            connection.execute("VACUUM ANALYZE")
            connection.execute("CHECKPOINT")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _ready(site: Site) -> Site:
    site.data.mkdir()
    site.cunli("migrate", "-v0")
    site.ask("gather_static")
    return site


def _python(module: str, arguments: Sequence[object]) -> list[str]:
    return [sys.executable, "-m", module, *map(str, arguments)]


def _peak(usage: resource.struct_rusage) -> float:
    """Megabytes; Linux counts kilobytes, macOS bytes."""
    return usage.ru_maxrss / (1024 if sys.platform != "darwin" else 1024 * 1024)


def _wait(server: subprocess.Popen[bytes], port: int) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and server.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise SystemExit("the server did not start")
