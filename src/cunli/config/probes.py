"""Is everything there that serving needs? Asked by ``/readyz``; answers are sentences for whoever looks after it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.db import Error, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from cunli.acts import pulse
from cunli.config import keys

FREE_BYTES = 1024**3
"""Below this the disk counts as full: a backup or a photo more, and writes fail."""
SWEEP_AGE = timedelta(minutes=10)
"""A sweep runs every minute; ten missed ones are not chance."""


@dataclass(frozen=True, slots=True)
class Finding:
    name: str
    ok: bool
    says: str


def findings() -> list[Finding]:
    """One for each thing looked at, in this order; what needs the database says so when it is away."""
    return [_looked(name, look) for name, look in LOOKS]


def _looked(name: str, look: Callable[[], Iterator[str]]) -> Finding:
    try:
        wrong = list(look())
    except Error as error:
        wrong = [f"the database does not answer ({type(error).__name__})"]
    return Finding(name, not wrong, "; ".join(wrong) or "ok")


def _database() -> Iterator[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    yield from ()


def _migrations() -> Iterator[str]:
    """Those of this source. That more are applied is right: an upgrade migrates before it restarts."""
    applied = MigrationRecorder(connection).applied_migrations()
    yield from (f"{app}.{name} is not applied" for app, name in _known_migrations() if (app, name) not in applied)


@lru_cache(maxsize=1)
def _known_migrations() -> tuple[tuple[str, str], ...]:
    return tuple(sorted(MigrationLoader(None).graph.nodes))


def _keys() -> Iterator[str]:
    yield from (f"{name} is not in the keys folder" for name in keys.lost())


def _disk() -> Iterator[str]:
    free = shutil.disk_usage(Path(settings.DATA_DIR)).free
    if free < FREE_BYTES:
        yield f"{free // 1024**2} MB left on the disk of DATA"


def _sweep() -> Iterator[str]:
    last = pulse.last()
    if last is None:
        yield "no sweep has run here yet"
    elif (age := timezone.now() - last.at) > SWEEP_AGE:
        yield f"the last sweep was {age.total_seconds() / 60:.0f} minutes ago"


LOOKS: tuple[tuple[str, Callable[[], Iterator[str]]], ...] = (
    ("database", _database),
    ("migrations", _migrations),
    ("keys", _keys),
    ("disk", _disk),
    ("sweep", _sweep),
)
