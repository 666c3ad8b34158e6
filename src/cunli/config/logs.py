"""The log: one JSON object a line, on standard error, without personal data.

Fields of every line: ``time`` (China's), ``level``, ``logger``, and ``request``, the number that the person was shown
(``requests.py``), while one is answered. What an exception *says* often holds what somebody typed, so of an exception
only its type, its places in the source and a database's own codes are kept. Of what other libraries say only the
sentence as it stands in their source: a value in it may be an address with a slip's code.
"""

from __future__ import annotations

import json
import logging
import traceback
from contextlib import suppress
from contextvars import ContextVar
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from cunli.config.environment import ROOT

CHINA = timezone(timedelta(hours=8))
FRAMES = 15
"""So many innermost places of an exception are written; the outer ones are the server's and Django's."""
FIELDS = "fields"
"""``extra={FIELDS: {...}}``: further fields of one line. Whoever fills it answers for what is in it."""

request_number: ContextVar[str] = ContextVar("request_number", default="")


class JsonLines(logging.Formatter):
    """One record as one line."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, CHINA).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
        }
        if number := request_number.get():
            line["request"] = number
        line |= _said(record)
        line |= getattr(record, FIELDS, {})
        if record.exc_info and record.exc_info[1] is not None:
            line |= _error(record.exc_info[1])
        return json.dumps(line, ensure_ascii=False, default=str)


def _said(record: logging.LogRecord) -> dict[str, str]:
    if record.name.partition(".")[0] == "cunli":
        message = record.getMessage()
        return {"message": message} if message else {}
    said = {"where": f"{_short(record.pathname)}:{record.lineno}"}
    if isinstance(record.args, tuple) and record.args:
        shown = tuple(value if isinstance(value, int | float) else "…" for value in record.args)
        with suppress(TypeError, ValueError):
            said["message"] = str(record.msg) % shown
    return said


def _error(exception: BaseException) -> dict[str, Any]:
    """The exception and what it came from, innermost last, each with its type; the places of the first."""
    chain = [exception]
    while cause := (chain[-1].__cause__ or chain[-1].__context__):
        if cause in chain:
            break
        chain.append(cause)
    frames = traceback.extract_tb(chain[-1].__traceback__)[-FRAMES:]
    found: dict[str, Any] = {
        "error": " < ".join(type(each).__qualname__ for each in chain),
        "at": [f"{_short(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames],
    }
    for each in chain:  # PostgreSQL's: which rule was broken, not by what
        if constraint := getattr(getattr(each, "diag", None), "constraint_name", None):
            found["constraint"] = constraint
        if sqlstate := getattr(each, "sqlstate", None):
            found["sqlstate"] = sqlstate
    return found


def _short(path: str) -> str:
    """From the source folder, or from where packages are installed, on."""
    for start in (str(ROOT / "src"), "site-packages"):
        if start in path:
            return path.partition(start)[2].lstrip("/")
    return Path(path).name


LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "cunli.config.logs.JsonLines"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "cunli": {"level": "INFO"},
        # Every request has its line already; of Django's own only those with an exception tell more.
        "django.request": {"level": "ERROR"},
        "django.server": {"handlers": [], "propagate": False},
        # A wrong Host header is nobody's fault here.
        "django.security.DisallowedHost": {"handlers": [], "propagate": False},
        "gunicorn.error": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
    },
}
