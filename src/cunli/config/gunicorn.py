"""How the production server runs; read by gunicorn itself (``cunli serve`` starts it with this file).

Two processes of four threads on either engine: with two cores they read twice as fast as one process of eight threads
(measured on SQLite: 312 against 152 pages a second), and writers queue at SQLite's one lock without failing, whether
they are threads or processes. ``WORKERS`` and ``THREADS`` change both.
"""

from __future__ import annotations

import logging.config
import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gunicorn.glogging import Logger

if TYPE_CHECKING:
    from gunicorn.arbiter import Arbiter

from cunli.config import environment, logs
from cunli.config.companions import Companion

wsgi_app = "cunli.config.wsgi:application"
bind = [f"127.0.0.1:{environment.port()}"]
worker_class = "gthread"
workers = environment.count("WORKERS", default=min(2, os.cpu_count() or 1))
threads = environment.count("THREADS", default=4)
preload_app = True  # loaded once and shared by the workers
timeout = 60
graceful_timeout = 20  # after TERM or HUP whatever is being answered has so many seconds to end
keepalive = 5
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108 - a heartbeat must not wait for a disk
control_socket_disable = True  # nothing outside the data folder is written
_METRICS = environment.data_folder() / "run" / "metrics"
raw_env = [f"PROMETHEUS_MULTIPROC_DIR={_METRICS}"]  # where each worker counts, see ``metrics.py``

COMPANIONS: tuple[tuple[str, ...], ...] = (("sweep", "--every", "60"), ("importer",))
"""``cunli`` commands that live as long as the server does: a sweep every minute, and the import of tables by page."""

_running: list[Companion] = []


class logger_class(Logger):  # noqa: N801 - gunicorn reads the setting of this name
    """What gunicorn says, in lines of the same shape as everything else; requests have lines of our own."""

    def setup(self, cfg: Any) -> None:
        super().setup(cfg)
        logging.config.dictConfig(logs.LOGGING)


def on_starting(server: Arbiter) -> None:
    """Counts begin anew; at a reload (HUP) this is not called and they go on."""
    shutil.rmtree(_METRICS, ignore_errors=True)
    _METRICS.mkdir(parents=True)


def when_ready(server: Arbiter) -> None:
    """Called once, in the process that supervises the workers."""
    _running.extend(Companion([sys.executable, "-m", "cunli.config.command", *command]) for command in COMPANIONS)
    for companion in _running:
        companion.start()


def on_exit(server: Arbiter) -> None:
    """Whatever was started with the server ends with it."""
    for companion in _running:
        companion.stop(grace=graceful_timeout)
