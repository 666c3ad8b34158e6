"""The line of runs that wait: one at a time, each in a process of its own, so that its memory is given back."""

from __future__ import annotations

import fcntl
import logging
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import IO

from cunli.registry.imports.page.carrying import fail
from cunli.registry.imports.page.shelf import all_shelves, folder
from cunli.registry.models import ImportRun
from cunli.registry.models.runs import IN_LINE, UNDER_WAY, Stage

logger = logging.getLogger(__name__)
UNSEEN = timedelta(hours=24)
"""So long a preview waits to be looked at."""
KEPT = timedelta(days=3)
"""So long refused rows can be taken: over a weekend."""
BEING_SENT = timedelta(hours=1)
"""A folder without a run may belong to a file that is being sent at this moment."""


@contextmanager
def alone() -> Iterator[IO[bytes]]:
    """Waits until nobody else works off the line. The lock goes on to a started process and ends with the last holder:
    whoever gets it knows that no run is under way, however the one before ended."""
    with (folder() / "lock").open("ab") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield lock


def clear_stranded(*, at: datetime) -> None:
    """What was under way when machine or server ended has ended with it. To be called ``alone``."""
    for run in ImportRun.objects.filter(stage__in=UNDER_WAY):
        fail(run, at=at)


def next_run() -> ImportRun | None:
    return ImportRun.objects.filter(stage__in=IN_LINE).order_by("queued_at", "pk").first()


def work_off(run: ImportRun, command: Sequence[str], lock: IO[bytes], *, at: datetime) -> None:
    """Carry out one run by ``command`` and its id, and wait. Where it was killed, the run ends as failed."""
    process = subprocess.Popen([*command, str(run.pk)], pass_fds=[lock.fileno()])  # noqa: S603 - our own command
    try:
        status = process.wait()
    except BaseException:
        process.kill()
        process.wait()
        raise
    finally:
        left = ImportRun.objects.filter(pk=run.pk, queued_at=run.queued_at, stage__in=_not_moved_on(run)).first()
        if left is not None:
            fail(left, at=at)
    if status:
        logger.error("the process of import run %d ended with %d", run.pk, status)


def tidy(*, at: datetime) -> None:
    """What lies on disk and is not needed any more goes."""
    for shelf in all_shelves():
        run = ImportRun.objects.filter(token=shelf.token).first()
        if run is None:
            is_over = shelf.touched_at < at - BEING_SENT
        elif run.stage == Stage.READY:
            is_over = run.queued_at < at - UNSEEN and _unseen(run, at)
        elif run.stage == Stage.DONE:
            is_over = run.ended_at is not None and run.ended_at < at - KEPT
        else:
            is_over = run.stage in {Stage.FAILED, Stage.DROPPED}
        if is_over:
            shelf.remove()


def _unseen(run: ImportRun, at: datetime) -> bool:
    return bool(ImportRun.objects.filter(pk=run.pk, stage=Stage.READY).update(stage=Stage.DROPPED, ended_at=at))


def _not_moved_on(run: ImportRun) -> tuple[Stage, Stage]:
    """Where a run still stands when the process that was to carry it out did not come to its end."""
    return (Stage.TO_READ, Stage.READING) if run.stage == Stage.TO_READ else (Stage.TO_WRITE, Stage.WRITING)
