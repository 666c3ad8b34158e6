"""Does this machine keep its logs as long as the law asks?

Asked of a machine that was set up as ``docs/operations.md`` says: where a log's own configuration is installed, its
rotation must be too, and long enough. A machine without these files (a laptop, a container) is asked nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from configparser import ConfigParser
from datetime import date
from fnmatch import fnmatch
from math import ceil
from pathlib import Path

from django.db import connection

from cunli.law.values import value
from cunli.lib.lengths import Unit

ETC = Path("/etc")
UNIT_FILE = "systemd/system/cunli.service"
JOURNAL = "systemd/journald@cunli.conf"
PROXY = "nginx/conf.d/cunli.conf"
POSTGRESQL_LOG = "/var/log/postgresql/postgresql-15-main.log"
_LINE = re.compile(r"^\s*access_log\s+(/\S+)\s", re.MULTILINE)
_BLOCK = re.compile(r"^([^#\n{}][^{}]*)\{(.*?)^\}", re.MULTILINE | re.DOTALL)
_SPAN = re.compile(r"(\d+)\s*([a-z]*)", re.IGNORECASE)
_SECONDS = {"": 1, "s": 1, "sec": 1, "m": 60, "min": 60, "h": 3600, "hour": 3600, "day": 86_400, "d": 86_400,
            "week": 604_800, "w": 604_800, "month": 2_629_800, "year": 31_557_600, "y": 31_557_600}  # fmt: skip
_EVERY = {"hourly": 1 / 24, "daily": 1, "weekly": 7, "monthly": 30, "yearly": 365}


def needed_days(on: date) -> int:
    """How long, in days, with a leap day. 互联网政务应用安全管理规定 art. 20."""
    length = value("security.log_retention", on).as_length()
    return ceil(length.value * 30.5) if length.unit is Unit.MONTH else length.value


def faults(on: date) -> Iterator[str]:
    """A sentence for each log that is kept too short."""
    needed = needed_days(on)
    for log, kept, where in _kept():
        if kept < needed:
            yield f"{log} is kept {kept:.0f} days, less than {needed} (SEC-02); see {where}"


def _kept() -> Iterator[tuple[str, float, Path]]:
    """(log, days it is kept, file that says so)."""
    if (ETC / UNIT_FILE).is_file():
        yield "the server's log", _journal_days(ETC / JOURNAL), ETC / JOURNAL
    if (ETC / UNIT_FILE).is_file() and connection.vendor == "postgresql" and (ETC / "postgresql").is_dir():
        yield "PostgreSQL's log", *_rotated(POSTGRESQL_LOG)
    if (ETC / PROXY).is_file():
        for log in _LINE.findall((ETC / PROXY).read_text()):
            yield log, *_rotated(log)


def _journal_days(path: Path) -> float:
    """0 where nothing is said: then journald deletes by space alone."""
    parser = ConfigParser(interpolation=None, strict=False)
    parser.read(path)
    said = parser.get("Journal", "MaxRetentionSec", fallback="0")
    spans = ((int(number), unit.lower()) for number, unit in _SPAN.findall(said))
    seconds = sum(number * _SECONDS.get(unit, _SECONDS.get(unit.removesuffix("s"), 0)) for number, unit in spans)
    return seconds / 86_400


def _rotated(log: str) -> tuple[float, Path]:
    """How many days logrotate keeps ``log``. As it does, the first file that names the log decides: a later one is
    passed over with an error."""
    for path in sorted((ETC / "logrotate.d").glob("*")):
        for names, rules in _BLOCK.findall(path.read_text(errors="replace")):
            if any(fnmatch(log, name.strip('"')) for name in names.split()):
                return _days(rules), path
    return 0, ETC / "logrotate.d"


def _days(rules: str) -> float:
    words = [line.split() for line in rules.splitlines() if line.strip()]
    said = {line[0]: line[1:] for line in words}
    every = next((_EVERY[name] for name in said if name in _EVERY), 7)
    if {"size", "maxsize"} & said.keys():
        every = 0  # rotated as it grows: nobody knows how long that lasts
    kept = every * int(said.get("rotate", ["0"])[0])
    return min(kept, int(said["maxage"][0])) if "maxage" in said else kept
