"""``cunli importer``: works off the imports that were put in line on the page; runs beside the server."""

from __future__ import annotations

import logging
import signal
import sys
import time
from argparse import ArgumentParser
from types import FrameType
from typing import IO, Any

from django.core.management.base import BaseCommand
from django.db import close_old_connections, connection
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from cunli.registry.imports.page import line
from cunli.registry.imports.page.carrying import carry_out

logger = logging.getLogger(__name__)
SECONDS = 2.0
"""Between two looks at the line."""
TIDY_EVERY = 300.0
COMMAND = (sys.executable, "-m", "cunli.config.command", "importer", "--run")


class Command(BaseCommand):
    help = gettext_noop("把页面上传来的户册一份一份导完，服务开着它就开着")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--run", type=int, metavar="ID", help=_("只做这一份，做完就走"))

    def handle(self, *args: Any, **options: Any) -> None:
        if options["run"]:
            carry_out(options["run"], at=timezone.now())
            return
        signal.signal(signal.SIGTERM, _end)
        with line.alone() as lock:
            self._forever(lock)

    def _forever(self, lock: IO[bytes]) -> None:
        """A round that fails (the database away for a moment, say) is logged; the rounds after it go on."""
        tidied = 0.0
        while True:
            try:
                line.clear_stranded(at=timezone.now())
                while (run := line.next_run()) is not None:
                    line.work_off(run, COMMAND, lock, at=timezone.now())
                if time.monotonic() - tidied > TIDY_EVERY:
                    line.tidy(at=timezone.now())
                    tidied = time.monotonic()
                close_old_connections()
            except Exception:
                logger.exception("a round of the importer failed, the next follows")
                connection.close()
            time.sleep(SECONDS)


def _end(_number: int, _frame: FrameType | None) -> None:
    """As Ctrl-C: the run under way is ended with this process, and its page says so."""
    raise SystemExit(0)
