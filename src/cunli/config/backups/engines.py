"""A consistent copy of the database while it is written to, and the way back; one class for each engine.

SQLite: its own backup interface, which reads one state of the database while others go on writing. PostgreSQL:
``pg_dump`` and ``psql`` of the server's release or the next later one that is on the machine.
"""

from __future__ import annotations

import gzip
import os
import re
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path
from typing import Protocol

from django.core.management.base import CommandError
from django.db import connection
from django.utils.translation import gettext as _

QUICK = 1
"""Compression level: the processors belong to those who are being served."""


class Engine(Protocol):
    member: str
    """The copy's name in the archive."""

    def copy(self, target: Path) -> None:
        """Write a copy of the database, as it is at one moment, to ``target``."""

    def bring_back(self, source: Path) -> None:
        """Put the copy in the place of everything that is in the database: all of it, or on any error nothing."""


class Sqlite:
    member = "database.sqlite3.gz"

    def copy(self, target: Path) -> None:
        plain = target.with_suffix(".plain")
        with closing(sqlite3.connect(self._path)) as here, closing(sqlite3.connect(plain)) as copy:
            copy.execute("PRAGMA synchronous=OFF")
            here.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")
        with plain.open("rb") as raw, gzip.open(target, "wb", compresslevel=QUICK) as packed:
            shutil.copyfileobj(raw, packed, 1 << 20)
        plain.unlink()

    def bring_back(self, source: Path) -> None:
        plain = source.with_suffix(".plain")
        with gzip.open(source) as packed, plain.open("wb") as raw:
            shutil.copyfileobj(packed, raw, 1 << 20)
        connection.close()
        with closing(sqlite3.connect(plain)) as copy, closing(sqlite3.connect(self._path)) as here:
            copy.backup(here)

    @property
    def _path(self) -> str:
        return str(connection.settings_dict["NAME"])


EMPTY = """DO $$ DECLARE found record; BEGIN
  FOR found IN SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname = 'public' LOOP
    EXECUTE 'DROP TABLE IF EXISTS ' || found.name || ' CASCADE';
  END LOOP;
  FOR found IN SELECT p.oid::regprocedure AS name FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace
      AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e') LOOP
    EXECUTE 'DROP FUNCTION IF EXISTS ' || found.name || ' CASCADE';
  END LOOP;
END $$;
"""
"""Our tables and functions go, what belongs to an extension stays."""


class Postgresql:
    member = "database.pgdump"

    def copy(self, target: Path) -> None:
        self._run("pg_dump", "--format=custom", f"--compress={QUICK}", "--no-owner", "--no-privileges",
                  "--schema=public", "--file", str(target))  # fmt: skip

    def bring_back(self, source: Path) -> None:
        """First written out whole, then run in one transaction: half a restore would look like a whole one."""
        empty, statements = source.with_suffix(".empty"), source.with_suffix(".sql")
        empty.write_text(EMPTY)
        self._run(
            "pg_restore", "--schema=public", "--no-owner", "--no-privileges", "--file", str(statements), str(source)
        )
        connection.close()
        self._run("psql", "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--single-transaction",
                  "--output", os.devnull, "--file", str(empty), "--file", str(statements))  # fmt: skip

    def _run(self, name: str, *arguments: str) -> None:
        done = subprocess.run(  # noqa: S603 - our own words; the password goes by the environment
            [_program(name), *arguments],
            env={**os.environ, "PGOPTIONS": "-c client_min_messages=warning", **_addressed()},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            check=False,
        )
        if done.returncode:
            raise CommandError(f"{name}: {done.stderr.strip()[-800:]}")


def engine() -> Engine:
    return Sqlite() if connection.vendor == "sqlite" else Postgresql()


_VARIABLES = {
    "dbname": "PGDATABASE",
    "user": "PGUSER",
    "password": "PGPASSWORD",
    "host": "PGHOST",
    "port": "PGPORT",
    "sslmode": "PGSSLMODE",
    "sslrootcert": "PGSSLROOTCERT",
}


def _addressed() -> dict[str, str]:
    """Which database, in the variables that PostgreSQL's programs read."""
    known = connection.get_connection_params()
    return {variable: str(known[name]) for name, variable in _VARIABLES.items() if known.get(name)}


def _program(name: str) -> str:
    """The program of the server's release, else of the next later one: an older one refuses the server."""
    server = connection.pg_version // 10_000  # type: ignore[attr-defined]  # PostgreSQL's wrapper has it
    on_path = shutil.which(name)
    places = [Path(on_path)] if on_path else []
    places += Path("/usr/lib/postgresql").glob(f"*/bin/{name}")
    fitting = sorted((release, str(place)) for place in places if (release := _release(place)) >= server)
    if not fitting:
        raise CommandError(
            _("这台机器上没有 PostgreSQL %(release)d 用的 %(name)s。请装上：apt install postgresql-client-%(release)d")
            % {"release": server, "name": name}
        )
    return fitting[0][1]


def _release(program: Path) -> int:
    """The major release a program names itself, 0 when it does not run."""
    try:
        said = subprocess.run([program, "--version"], capture_output=True, text=True, check=False).stdout  # noqa: S603
    except OSError:
        return 0
    found = re.search(r"(\d+)\.", said)
    return int(found[1]) if found else 0
