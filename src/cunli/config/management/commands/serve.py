"""``cunli serve``: prepare what is missing, then become the production server."""

from __future__ import annotations

import os
import socket
import sys
from typing import Any

from django.conf import settings
from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connections

from cunli.config import environment, keys, readiness


class Command(BaseCommand):
    help = "Start the server on 127.0.0.1:PORT (8000 unless PORT says otherwise); Ctrl-C stops it.  启动服务"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--migrate", action="store_true", help="bring the database up to date first")
        parser.add_argument("--demo", action="store_true", help="load the invented county when the database is new")

    def handle(self, *args: Any, **options: Any) -> None:
        """Does not return: this process becomes gunicorn, so that a signal reaches it directly."""
        port = environment.port()
        if not _handed_a_socket():
            _refuse_taken(port)
        if options["migrate"]:
            readiness.migrate()
        elif not_ready := readiness.what_to_do():
            raise CommandError(not_ready)
        if options["demo"] and "demo" in get_commands():
            call_command("demo", if_new=True)
        _refuse_lost_keys()
        readiness.gather_static()
        self.stdout.write(f"\nCunli 村里   http://127.0.0.1:{port}/   (Ctrl-C stops it  按 Ctrl-C 停止)\n")
        self.stdout.flush()
        connections.close_all()
        os.execv(sys.executable, [sys.executable, "-m", "gunicorn", "--config", "python:cunli.config.gunicorn"])  # noqa: S606 - fixed words


def _handed_a_socket() -> bool:
    """Started by systemd's ``cunli.socket``, which keeps the port open, and its queue, while the server restarts."""
    return os.environ.get("LISTEN_PID") == str(os.getpid()) and os.environ.get("LISTEN_FDS", "0") != "0"


def _refuse_lost_keys() -> None:
    if lost := keys.lost():
        raise CommandError(
            f"This database was written with keys that are not in {settings.KEYS_DIR}: {', '.join(lost)}. "
            "Put them back from where they are kept; nothing opens without them.  钥匙文件不在，请放回去"
        )
    keys.make()


def _refuse_taken(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise CommandError(f"Port {port} cannot be used ({error.strerror}). Try: PORT={port + 1}") from error
