"""What must be true before pages are served: tables up to date, the cache table there, static files gathered."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import connection, connections
from django.db.backends.sqlite3.base import DatabaseWrapper as SQLite
from django.db.migrations.executor import MigrationExecutor

STAMP = ".gathered"


def waiting_migrations() -> list[str]:
    """Names of migrations that are not applied, such as ``cases.0002``; and the cache table when it is missing."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    waiting = [f"{migration.app_label}.{migration.name}" for migration, _backwards in plan]
    return waiting + ([] if _has_cache_table() else ["the cache table"])


def no_database() -> str:
    """The sentence where there is no database yet. Asking does not make one: SQLite would, with the first look."""
    file = database_file()
    if file is None or file.exists():
        return ""
    return (
        f"There is no database in {file.parent} yet. Run: cunli migrate, or make run."
        "  这里还没有数据库，先运行 cunli migrate"
    )


def what_to_do() -> str:
    """The sentence for whoever asks something of a database that is not ready; "" when it is."""
    if missing := no_database():
        return missing
    waiting = len(waiting_migrations())
    if not waiting:
        return ""
    wait = "1 migration waits" if waiting == 1 else f"{waiting} migrations wait"
    return f"The database is not up to date: {wait}. Run: cunli migrate.  数据库还没更新，先运行 cunli migrate"


def database_file() -> Path | None:
    """Where SQLite keeps everything; None for a database that is a server, or lives in memory."""
    database = connections[connection.alias]
    if not isinstance(database, SQLite) or database.is_in_memory_db():
        return None
    return Path(database.settings_dict["NAME"])


def migrate(verbosity: int = 0) -> None:
    """Bring the database up to date; does nothing when it is."""
    if waiting_migrations():
        call_command("migrate", interactive=False, verbosity=verbosity)


def gather_static() -> bool:
    """Gather static files for serving when a source changed since the last time; says whether it did."""
    root = Path(settings.STATIC_ROOT)
    print_ = _fingerprint()
    stamp = root / STAMP
    if stamp.is_file() and stamp.read_text() == print_:
        return False
    call_command("collectstatic", interactive=False, verbosity=0, clear=root.is_dir())
    stamp.write_text(print_)
    return True


def _has_cache_table() -> bool:
    cache = settings.CACHES["default"]
    if not cache["BACKEND"].endswith("DatabaseCache"):
        return True
    return cache["LOCATION"] in connection.introspection.table_names()


def _fingerprint() -> str:
    digest = hashlib.sha256()
    for line in sorted(_static_sources()):
        digest.update(line.encode())
    return digest.hexdigest()


def _static_sources() -> Iterator[str]:
    for finder in get_finders():
        for path, storage in finder.list(ignore_patterns=[]):
            found = Path(storage.path(path)).stat()
            yield f"{path} {found.st_size} {found.st_mtime_ns}\n"
