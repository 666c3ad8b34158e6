"""Commands that run beside the server and end with it; one that ends by itself is started again."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence
from threading import Event, Lock, Thread

PAUSE_SECONDS = 5.0
"""Between an end and the next start, so that a command that cannot run does not keep the machine busy."""
_FORKING = Lock()
"""A worker forked in the middle of a start would keep the pipe open on which the start waits for its end: for ever."""
os.register_at_fork(before=_FORKING.acquire, after_in_parent=_FORKING.release, after_in_child=_FORKING.release)


class Companion:
    """One command, watched by a thread of the process that supervises the workers.

    Killed, out of memory or failed: after the pause it runs again, until ``stop``. The thread only waits, so that
    workers may be forked meanwhile.
    """

    def __init__(self, command: Sequence[str], *, pause: float = PAUSE_SECONDS) -> None:
        self._command, self._pause = list(command), pause
        self._stopped, self._starting = Event(), Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._watch = Thread(target=self._keep, name="companion", daemon=True)

    def start(self) -> None:
        self._watch.start()

    def stop(self, *, grace: float) -> None:
        """Ask it to end, wait up to ``grace`` seconds, then end it."""
        self._stopped.set()
        with self._starting:
            process = self._process
        if process is None:
            return
        process.terminate()
        self._watch.join(grace)
        if self._watch.is_alive():
            process.kill()

    def _keep(self) -> None:
        while self._begin():
            if self._process is not None:
                self._process.wait()
            self._stopped.wait(self._pause)

    def _begin(self) -> bool:
        with self._starting:
            if self._stopped.is_set():
                return False
            with _FORKING:
                self._process = subprocess.Popen(self._command)  # noqa: S603 - what ``gunicorn.COMPANIONS`` lists
            return True
