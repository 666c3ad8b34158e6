"""Make keys, write anew what needs an old one, put old ones aside."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from cunli.config.rotation.tables import Row, SealedTable, tables
from cunli.journal import signing
from cunli.lib import crypto

PAGE = 500
"""Rows read at once."""
BATCH = 100
"""Rows written in one transaction: on SQLite nobody else writes meanwhile."""
ROUNDS = 5
"""How often rows that others held are asked for again before the command says so and ends."""
GRACE = timedelta(hours=1)
"""What had begun before the new key was there has ended after this, a large import too."""
Progress = Callable[[int, int], None]
"""Called with rows seen and rows in all."""


@dataclass(slots=True)
class Outcome:
    """``renewed``: rows written anew. ``left``: rows that still need an old key. ``closed``: (table, id) of rows that
    do not open."""

    seen: int = 0
    renewed: int = 0
    left: int = 0
    closed: list[tuple[str, object]] = field(default_factory=list)


def add_keys() -> list[str]:
    """One new key of each kind; their names. Every process uses them from now on."""
    return [crypto.add_sealing_key(), crypto.add_index_key(), signing.add_key()]


def reseal(tell: Progress) -> Outcome:
    """Write anew what needs an old key, a few rows at a time. May be killed and begun again at any moment.

    Nobody waits for us longer than a batch takes, and we for nobody: a row that somebody holds is left for the next
    round. After each batch others have as long as it took.
    """
    outcome = _round(tell)
    for _again in range(ROUNDS - 1):
        if not outcome.left:
            break
        time.sleep(1)
        later = _round(tell)
        later.renewed += outcome.renewed
        outcome = later
    return outcome


def look() -> Outcome:
    """What ``reseal`` would find; writes nothing."""
    outcome = Outcome()
    for table, pages in _pages():
        for page in pages:
            outcome.left += len(_old(table, page, outcome))
    return outcome


def uses() -> dict[str, int]:
    """{name of a sealing key's file: how many values need it}; ``""``: values whose key is not here."""
    names = {crypto.opening_of(bytes.fromhex(path.read_text().strip())): path.name for path in _sealing()}
    found = Counter(dict.fromkeys(names.values(), 0))
    for table, pages in _pages():
        for page in pages:
            found.update(names.get(text[:6], "") for row in page for text in table.sealed(row))
    return dict(found)


def newest_age() -> timedelta:
    """How long the newest sealing key and the newest index key have been there."""
    newest = max(files[-1].stat().st_mtime for files in (_sealing(), _index()))
    return timedelta(seconds=time.time() - newest)


def retire() -> list[str]:
    """Put every sealing and index key but the newest into ``keys/retired``; their names. For who has looked first."""
    aside = Path(settings.KEYS_DIR) / "retired"
    old = [*_sealing()[:-1], *_index()[:-1]]
    if old:
        aside.mkdir(mode=0o700, exist_ok=True)
    for path in old:
        path.rename(aside / path.name)
    return [path.name for path in old]


def has_old_keys() -> bool:
    return len(_sealing()) > 1 or len(_index()) > 1


def _sealing() -> list[Path]:
    return crypto.sealing_files(Path(settings.KEYS_DIR))


def _index() -> list[Path]:
    return crypto.index_files(Path(settings.KEYS_DIR))


def _pages() -> Iterator[tuple[SealedTable, Iterator[list[Row]]]]:
    for table in tables():
        yield table, _pages_of(table)


def _pages_of(table: SealedTable) -> Iterator[list[Row]]:
    rows = table.rows()
    page = list(rows[:PAGE])
    while page:
        yield page
        page = list(rows.filter(pk__gt=page[-1]["pk"])[:PAGE])


def _round(tell: Progress) -> Outcome:
    outcome = Outcome()
    total = sum(table.rows().count() for table in tables())
    for table, pages in _pages():
        for page in pages:
            old = _old(table, page, outcome)
            for start in range(0, len(old), BATCH):
                batch = old[start : start + BATCH]
                began = time.monotonic()
                written = _write(table, batch)
                outcome.renewed += written
                outcome.left += len(batch) - written
                time.sleep(time.monotonic() - began)
            outcome.seen += len(page)
            tell(outcome.seen, max(total, outcome.seen))
    return outcome


def _old(table: SealedTable, page: list[Row], outcome: Outcome) -> list[object]:
    """Ids of the rows of a page that need an old key."""
    found = []
    for row in page:
        try:
            if table.renewed(row):
                found.append(row["pk"])
        except crypto.CannotOpen:
            outcome.closed.append((table.model._meta.db_table, row["pk"]))
    return found


def _write(table: SealedTable, ids: list[object]) -> int:
    """Write these rows anew as they are now; how many were. Rows that somebody holds are passed over."""
    written = 0
    with transaction.atomic():
        for row in table.rows().filter(pk__in=ids).select_for_update(skip_locked=True, no_key=True):
            with suppress(crypto.CannotOpen):
                renewed: dict[str, Any] = table.renewed(row)
                if renewed:
                    table.model._base_manager.filter(pk=row["pk"]).update(**renewed)
                written += 1
    return written
